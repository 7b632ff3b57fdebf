import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import { isStaffWho, requireStaff, type Viewer } from '../../../platform/viewer/viewer.js'
import { recordAudit } from '../../shared/audit/record.js'
import type { ReportAuditAction } from '../audit-actions.js'
import { mostDays, RecordClass, retentionDefaults } from './record-class.js'
import type { RetentionRule } from './retention.type.js'
import { StoredRetentionRule } from './rule.entity.js'

const classes = Object.values(RecordClass)

/** The rules in force: what the installation has set, and the presets where it has set nothing. */
export async function rulesInForce(em: EntityManager): Promise<RetentionRule[]> {
  const all = await em.find(StoredRetentionRule, {}, { orderBy: { version: 'asc' } })
  const newest = new Map(all.map((rule) => [rule.recordClass, rule]))
  return classes.map((recordClass) => {
    const preset = retentionDefaults[recordClass]
    const { start, atLeastDays } = preset
    const set = newest.get(recordClass)
    const { days, legalBasis } = set ?? preset
    const { version, changedAt } = set ?? { version: 0, changedAt: null }
    return { recordClass, start, atLeastDays, days, legalBasis, version, changedAt }
  })
}

/** @throws AndonError UNAUTHENTICATED, FORBIDDEN for who neither administers the system nor reads the audit */
export function requireRetentionReader(viewer: Viewer): void {
  if (!isStaffWho(viewer, 'READ_AUDIT')) requireStaff(viewer, 'MANAGE_SYSTEM')
}

/**
 * Sets a period for a class. Rules are only ever added to, so that one can see what held when something was erased.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT
 */
export async function changeRetention(
  em: EntityManager,
  viewer: Viewer,
  change: { recordClass: RecordClass; days: number; legalBasis: string },
): Promise<RetentionRule> {
  const actor = requireStaff(viewer, 'MANAGE_SYSTEM')
  const { recordClass, days } = change
  const legalBasis = change.legalBasis.trim()
  refuseWrong(change, retentionDefaults[recordClass].atLeastDays)
  return em.transactional(async (inner) => {
    await inner.execute("SELECT pg_advisory_xact_lock(hashtextextended('andon retention rules', 0))")
    const before = requireRule(await rulesInForce(inner), recordClass)
    const rule = { recordClass, version: before.version + 1, days, legalBasis, changedAt: new Date() }
    inner.create(StoredRetentionRule, rule)
    await recordAudit<ReportAuditAction>(inner, {
      actor,
      action: 'RETENTION_CHANGED',
      thing: { kind: 'RETENTION_RULE', id: recordClass },
      facts: { version: rule.version, days, daysBefore: before.days },
      reason: legalBasis,
    })
    return Object.assign(before, rule)
  })
}

export function requireRule(rules: readonly RetentionRule[], recordClass: RecordClass): RetentionRule {
  const rule = rules.find((known) => known.recordClass === recordClass)
  if (rule === undefined) throw new Error(`there is no rule for ${recordClass}`)
  return rule
}

function refuseWrong({ days, legalBasis }: { days: number; legalBasis: string }, atLeastDays: number): void {
  if (days < atLeastDays || days > mostDays) {
    throw new AndonError(
      'BAD_USER_INPUT',
      {
        zh: `留存期限应为 ${String(atLeastDays)} 到 ${String(mostDays)} 日。`,
        en: `The period must be ${String(atLeastDays)} to ${String(mostDays)} days.`,
      },
      { inputPath: 'days' },
    )
  }
  const length = legalBasis.trim().length
  if (length < 2 || length > 500) {
    throw new AndonError(
      'BAD_USER_INPUT',
      { zh: '请填写法律依据，2 到 500 字。', en: 'Give the legal basis in 2 to 500 characters.' },
      { inputPath: 'legalBasis' },
    )
  }
}
