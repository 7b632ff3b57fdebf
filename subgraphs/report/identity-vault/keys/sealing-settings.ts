import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { PinnedPolicy } from '../../../../client/sealing/pinned-policy.js'
import { intl1 } from '../../../../client/sealing/intl-1.suite.js'
import { sm1 } from '../../../../client/sealing/sm-1.suite.js'
import type { Suite, SuiteName } from '../../../../client/sealing/suite.js'

export const suitesByName: Readonly<Record<SuiteName, Suite>> = { INTL_1: intl1, SM_1: sm1 }

/** All that was ever taken in can be read; what is taken in now is a matter of policy. */
export const knownSuites: readonly Suite[] = [intl1, sm1]

const hex = z.string().regex(/^([0-9a-f]{2})+$/, 'hexadecimal digits')

const policyShape = z
  .object({
    roots: z
      .array(
        z.object({ authorityId: z.uuid(), suite: z.enum(['INTL_1', 'SM_1']), rootPublicKey: hex }).strict(),
      )
      .min(1),
    holdings: z
      .array(
        z
          .object({
            custodians: z.uuid(),
            approvers: z.array(z.uuid()).min(1).max(4),
            regions: z.array(z.string().regex(/^\d{6}$/, 'a code of six digits')).optional(),
          })
          .strict(),
      )
      .min(1),
  })
  .strict()

/** Reads what the front ends carry too; whoever can change this file here still changes no front end. */
function readPolicyFile(path: string, context: z.RefinementCtx): PinnedPolicy {
  try {
    const policy = policyShape.parse(JSON.parse(readFileSync(path, 'utf8')))
    const shared = policy.holdings.some(({ custodians, approvers }) => approvers.includes(custodians))
    if (!shared) return policy
    context.addIssue('an authority approves for itself')
  } catch {
    context.addIssue('a readable file as docs/custodians.md describes')
  }
  return z.NEVER
}

/**
 * Whom identities are sealed to. Without a policy file nobody can hold one, and real-name reports are refused rather
 * than stored unsealed.
 */
export const sealingSettings = {
  SEALING_SUITE: z.enum(['INTL_1', 'SM_1'], 'INTL_1 or SM_1').default('INTL_1'),
  SEALING_POLICY_FILE: z.string().transform(readPolicyFile).optional(),
}

export type SealingSettings = {
  SEALING_SUITE: SuiteName
  SEALING_POLICY_FILE?: PinnedPolicy | undefined
}
