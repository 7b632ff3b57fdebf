import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import { requireStaff } from '../../../platform/viewer/viewer.js'
import { recordAudit } from '../../shared/audit/record.js'
import { NominationEnd } from '../../shared/dictionary/publicity.js'
import type { EventHandlers } from '../../shared/events/consumer.js'
import { recordEvent } from '../../shared/events/outbox.entity.js'
import type { CaseAuditAction } from '../audit-actions.js'
import { continueForPlatform } from '../desk/row-security.js'
import { CaseReport } from '../loop/case-report.entity.js'
import { StoredCase } from '../loop/case.entity.js'
import { sealWords, type WritingDesk } from '../texts/seal-words.js'
import { StoredCaseSummary } from './case-summary.entity.js'
import { holdCase } from './case-summary.service.js'
import { toCaseSummaryType, type CaseSummary } from './case-summary.type.js'
import { PublicationConsent, StoredNomination } from './nomination.entity.js'
import { placeOf } from './nomination.loader.js'

/**
 * Takes a nomination back; what was published from it is taken down.
 *
 * @throws AndonError NOT_FOUND, FORBIDDEN, BAD_USER_INPUT, CONFLICT where there is none that stands
 */
export async function withdrawCaseSummary(
  desk: WritingDesk,
  caseId: string,
  reason: string,
): Promise<CaseSummary> {
  const staff = requireStaff(desk.viewer, 'PREPARE_SUMMARIES')
  const ended = await desk.em.transactional(async (em) => {
    const stored = await holdCase(em, staff, caseId)
    await continueForPlatform(em)
    const summary = await em.findOne(StoredCaseSummary, { caseId: stored.id, withdrawnAt: null })
    if (summary === null) throw nothingStands()
    const words = { place: placeOf(summary.id, 'sealed_withdrawal'), text: reason, inputPath: 'reason' }
    const sealedWithdrawal = await sealWords(desk, { em, stored }, words)
    const nomination = await em.findOne(StoredNomination, { id: summary.id })
    if (nomination !== null) em.assign(nomination, { sealedWithdrawal, withdrawnBy: staff.subject })
    await end(em, summary, { ground: NominationEnd.BY_OFFICER, now: desk.clock() })
    await recordAudit<CaseAuditAction>(em, {
      actor: staff,
      action: 'CASE_NOMINATION_WITHDRAWN',
      thing: { kind: 'CASE', id: stored.id },
      facts: { summaryId: summary.id },
      reason,
    })
    return summary
  })
  return toCaseSummaryType(ended)
}

/** What reporters say about publication, and what becomes of a nomination when they take it back. */
export const publicationHandlers: EventHandlers = {
  ConsentChanged: async (em, { payload, occurredAt }) => {
    const { reportId, kind, given } = payload
    if (kind !== 'PUBLICATION') return
    await em.upsert(PublicationConsent, { reportId, given, at: occurredAt })
    if (!given) await endFor(em, reportId, { ground: NominationEnd.CONSENT_WITHDRAWN, now: occurredAt })
  },
  ReportWithdrawn: (em, { payload }) => {
    const now = new Date(payload.withdrawnAt)
    return endFor(em, payload.reportId, { ground: NominationEnd.REPORT_WITHDRAWN, now })
  },
}

type Ending = { ground: NominationEnd; now: Date }

/**
 * Whoever takes a consent back is not asked whether it was needed (PIPL 15). Under the lock of the case a nomination
 * that is being made sees the withdrawal, or is seen by it.
 */
async function endFor(em: EntityManager, reportId: string, ending: Ending): Promise<void> {
  const link = await em.findOne(CaseReport, { reportId })
  if (link === null) return
  await em.findOne(StoredCase, { id: link.caseId }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true })
  const summary = await em.findOne(StoredCaseSummary, { caseId: link.caseId, withdrawnAt: null })
  if (summary !== null) await end(em, summary, ending)
}

async function end(em: EntityManager, summary: StoredCaseSummary, { ground, now }: Ending): Promise<void> {
  summary.withdrawnAt = now
  const nomination = await em.findOne(StoredNomination, { id: summary.id })
  if (nomination !== null) em.assign(nomination, { withdrawnAt: now, ground })
  const { id: summaryId, caseId } = summary
  recordEvent(em, {
    name: 'CaseSummaryWithdrawn',
    subject: caseId,
    occurredAt: now,
    payload: { summaryId, caseId, ground, at: now.toISOString() },
  })
}

function nothingStands(): AndonError {
  return new AndonError(
    'CONFLICT',
    { zh: '本案没有有效的推荐。', en: 'The case is not nominated.' },
    { inputPath: 'caseId' },
  )
}
