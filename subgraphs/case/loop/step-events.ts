import type { EventDraft, EventName } from '../../shared/events/catalogue.js'
import { recordEvent } from '../../shared/events/outbox.entity.js'
import type { Move } from './moves.js'
import type { StoredProceeding } from './proceeding.entity.js'
import type { Scene } from './take-step.js'

/**
 * Tells the fact of a step, with all a read model needs. A step that moves what runs for several reports is told once
 * for each.
 */
export function recordStepEvent(
  { em, stored, reports, now }: Scene,
  { event, progress }: Move,
  moved: readonly StoredProceeding[],
  facts: object,
): void {
  if (event === null) return
  const {
    id: caseId,
    regionCode,
    regionPath,
    authorityId,
    excludedAuthorityIds,
    matterTypes,
    industryCode,
  } = stored
  const common = {
    caseId,
    reportIds: reports.map(({ reportId }) => reportId),
    regionCode,
    regionPath,
    authorityId,
    excludedAuthorityIds,
    matterTypes,
    industryCode,
    progress,
    at: now.toISOString(),
  }
  const each = moved.flatMap(({ reportId }) => (reportId == null ? [] : [{ reportId }]))
  for (const one of each.length > 0 ? each : [{}]) {
    // Which facts belong to which event is checked where a step is taken; the catalogue checks the whole.
    const payload = { ...common, ...one, ...facts } as EventDraft<EventName>
    recordEvent(em, { name: event, subject: caseId, occurredAt: now, payload })
  }
}
