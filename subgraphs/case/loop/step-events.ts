import type { EventDraft, EventName } from '../../shared/events/catalogue.js'
import { recordEvent } from '../../shared/events/outbox.entity.js'
import type { DeadlinesMet } from '../deadlines/step-deadlines.js'
import type { CaseReport } from './case-report.entity.js'
import type { StoredCase } from './case.entity.js'
import type { Move } from './moves.js'
import type { StoredProceeding } from './proceeding.entity.js'
import type { Scene } from './take-step.js'

/**
 * Tells the fact of a step, with all a read model needs. A step that moves what runs for several reports is told once
 * for each; the terms it has met are told with the first, so that they are counted once.
 */
export function recordStepEvent(
  { em, stored, reports, now }: Scene,
  { event, progress }: Move,
  told: { moved: readonly StoredProceeding[]; deadlinesMet: DeadlinesMet; facts: object },
): void {
  if (event === null) return
  const { moved, deadlinesMet, facts } = told
  const common = { ...aboutCase(stored, reports), progress, at: now.toISOString() }
  const each = moved.flatMap(({ reportId }) => (reportId == null ? [] : [{ reportId }]))
  for (const [n, one] of (each.length > 0 ? each : [{}]).entries()) {
    const met = n === 0 && deadlinesMet.length > 0 ? { deadlinesMet } : {}
    // Which facts belong to which event is checked where a step is taken; the catalogue checks the whole.
    const payload = { ...common, ...met, ...one, ...facts } as EventDraft<EventName>
    recordEvent(em, { name: event, subject: stored.id, occurredAt: now, payload })
  }
}

/** What every event of a case tells of it. */
export function aboutCase(stored: StoredCase, reports: readonly CaseReport[]) {
  const { id: caseId, regionCode, regionPath, authorityId, excludedAuthorityIds } = stored
  const { matterTypes, industryCode } = stored
  const reportIds = reports.map(({ reportId }) => reportId)
  const place = { regionCode, regionPath, authorityId, excludedAuthorityIds }
  return { caseId, reportIds, ...place, matterTypes, industryCode }
}
