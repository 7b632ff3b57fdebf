import type { EntityManager } from '@mikro-orm/postgresql'
import { recordAudit } from '../../shared/audit/record.js'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import type { CaseAuditAction } from '../audit-actions.js'

/**
 * Records that a member of staff reads what is written in cases, each case once, in the transaction of the look.
 * Reporters who read what is written to them leave no entry: the chain would tell when they did.
 */
export async function recordTextLooks(
  em: EntityManager,
  viewer: Viewer,
  caseIds: readonly string[],
): Promise<void> {
  if (viewer.kind !== 'STAFF') return
  await recordAudit<CaseAuditAction>(
    em,
    [...new Set(caseIds)].map((id) => ({
      actor: viewer,
      action: 'CASE_TEXT_READ',
      thing: { kind: 'CASE', id },
    })),
  )
}
