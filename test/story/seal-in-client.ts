import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { suites } from '../../client/custodian/papers.js'
import type { Identity } from '../../client/sealing/identity.js'
import { choosePolicy, type PinnedPolicy } from '../../client/sealing/pinned-policy.js'
import type { Row } from '../../client/sealing/row.js'
import { sealIdentity } from '../../client/sealing/seal-identity.js'
import { IdentitySealingDocument, type SubmitReportInput } from '../operations/generated/graphql.js'
import type { GraphClient } from '../support/graph.js'

/**
 * Seals an identity as a front end does: to the keys the platform names, believed only as far as the pinned roots go.
 *
 * @param policyFile what the front end carries, as the installation has published it
 * @returns the envelope as base64: all that leaves the device of the identity
 */
export async function sealInClient(
  client: GraphClient,
  order: {
    identity: Identity
    row: Row
    policyFile: string
    matter: Pick<SubmitReportInput, 'regionCode' | 'industryCode' | 'matterTypes'>
  },
): Promise<string> {
  const { regionCode, industryCode, matterTypes } = order.matter
  const asked = await client.request(IdentitySealingDocument, { regionCode, industryCode, matterTypes })
  if (!asked.identitySealing) throw new Error('nobody holds identities for this matter')
  const { suite: name, custodianAuthorityId, approverAuthorityIds, bundles } = asked.identitySealing
  const suite = suites.find((one) => one.name === name)
  if (suite === undefined) throw new Error(`this front end has no suite ${name}`)
  const pinned = JSON.parse(readFileSync(order.policyFile, 'utf8')) as PinnedPolicy
  const named = { custodians: custodianAuthorityId, approvers: approverAuthorityIds }
  const { envelope } = sealIdentity({
    identity: order.identity,
    row: order.row,
    policy: choosePolicy(pinned, suite, named),
    bundles: {
      custodians: Buffer.from(bundles.custodians, 'base64'),
      approvers: bundles.approvers.map((bundle) => Buffer.from(bundle, 'base64')),
    },
    random: (length) => randomBytes(length),
    now: new Date(),
  })
  return Buffer.from(envelope).toString('base64')
}
