import { createViewerSigner, readSigningKey, viewerHeader } from '../../platform/viewer/signature.js'
import { authorityIdOf } from '../../subgraphs/region/authority/authority-id.js'

const document =
  'mutation PublishKeyBundle($bundle: String!) { publishKeyBundle(bundle: $bundle) { version } }'

/**
 * Publishes the demonstration's bundles, as its security administrator would through the gateway: the same mutation
 * with the same checks, so that nothing reaches the table another way. One published before changes nothing.
 */
export async function publishBundles(given: {
  reportUrl: string
  /** Of the gateway, PKCS8 DER as base64: the launcher holds all secrets of the demonstration. */
  signingKey: string
  bundles: readonly Uint8Array[]
}): Promise<void> {
  const key = readSigningKey(Buffer.from(given.signingKey, 'base64'))
  const sign = createViewerSigner({ kid: 'gateway', key })
  const viewer = {
    kind: 'STAFF' as const,
    subject: 'security.admin',
    roles: ['SECURITY_ADMIN'],
    authorityId: authorityIdOf('000000'),
  }
  for (const bundle of given.bundles) {
    const variables = { bundle: Buffer.from(bundle).toString('base64') }
    const body = JSON.stringify({ query: document, variables })
    const token = sign({ audience: 'report', viewer, language: 'en', body })
    const headers = { 'content-type': 'application/json', [viewerHeader]: token }
    const response = await fetch(given.reportUrl, { method: 'POST', headers, body })
    const { errors } = (await response.json()) as { errors?: { message: string }[] }
    if (errors?.[0] !== undefined) throw new Error(`a key bundle was refused: ${errors[0].message}`)
  }
}
