import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createViewerSigner, type SignViewer } from '../../platform/viewer/signature.js'

/** A key pair for each name: what signs, and what a subgraph's TRUSTED_KEYS says of it. */
export type TestSigners<Kid extends string> = {
  trustedKeys: string[]
  key: (kid: Kid) => KeyObject
  sign: (kid: Kid) => SignViewer
}

export function createTestSigners<Kid extends string>(...kids: Kid[]): TestSigners<Kid> {
  const pairs = Object.fromEntries(kids.map((kid) => [kid, generateKeyPairSync('ed25519')])) as Record<
    Kid,
    { publicKey: KeyObject; privateKey: KeyObject }
  >
  return {
    trustedKeys: kids.map((kid) => {
      const der = pairs[kid].publicKey.export({ format: 'der', type: 'spki' })
      return `${kid}:${der.toString('base64')}`
    }),
    key: (kid) => pairs[kid].privateKey,
    sign: (kid) => createViewerSigner({ kid, key: pairs[kid].privateKey }),
  }
}
