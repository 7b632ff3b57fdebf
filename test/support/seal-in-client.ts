import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Identity } from '../../client/sealing/identity.js'
import { choosePolicy, type PinnedPolicy } from '../../client/sealing/pinned-policy.js'
import type { Row } from '../../client/sealing/row.js'
import { sealIdentity } from '../../client/sealing/seal-identity.js'
import type { SuiteName } from '../../client/sealing/suite.js'
import { suitesByName } from '../../subgraphs/report/identity-vault/keys/sealing-settings.js'

/** What `identitySealing` answers. */
export type Offered = {
  suite: SuiteName
  custodianAuthorityId: string
  approverAuthorityIds: string[]
  bundles: { custodians: string; approvers: string[] }
}

/** Seals as a front end does, with the roots it carries. @returns base64 */
export function sealInClient(
  given: { policyFile: string; suite: SuiteName },
  offered: Offered,
  identity: Identity,
  row: Row,
): string {
  const pinned = JSON.parse(readFileSync(given.policyFile, 'utf8')) as PinnedPolicy
  const named = { custodians: offered.custodianAuthorityId, approvers: offered.approverAuthorityIds }
  const policy = choosePolicy(pinned, suitesByName[given.suite], named)
  const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'base64'))
  const bundles = {
    custodians: bytes(offered.bundles.custodians),
    approvers: offered.bundles.approvers.map(bytes),
  }
  const random = (length: number) => randomBytes(length)
  const { envelope } = sealIdentity({ identity, row, policy, bundles, random, now: new Date() })
  return Buffer.from(envelope).toString('base64')
}
