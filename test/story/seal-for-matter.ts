import type { Identity } from '../../client/sealing/identity.js'
import type { Row } from '../../client/sealing/row.js'
import { IdentitySealingDocument, type SubmitReportInput } from '../operations/generated/graphql.js'
import type { GraphClient } from '../support/graph.js'
import { sealInClient } from '../support/seal-in-client.js'

/**
 * Seals an identity to the keys the platform names for a matter, believed only as far as the pinned roots go.
 *
 * @param policyFile what the front end carries, as the installation has published it
 * @returns the envelope as base64: all that leaves the device of the identity
 */
export async function sealForMatter(
  client: GraphClient,
  order: {
    identity: Identity
    row: Row
    policyFile: string
    matter: Pick<SubmitReportInput, 'regionCode' | 'industryCode' | 'matterTypes'>
  },
): Promise<string> {
  const { regionCode, industryCode, matterTypes } = order.matter
  const { identitySealing: offered } = await client.request(IdentitySealingDocument, {
    ...{ regionCode, industryCode, matterTypes },
  })
  if (!offered) throw new Error('nobody holds identities for this matter')
  const { policyFile, identity, row } = order
  return sealInClient({ policyFile, suite: offered.suite }, offered, identity, row)
}
