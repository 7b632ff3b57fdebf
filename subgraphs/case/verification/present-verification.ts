import type { StoredConclusion } from './conclusion.entity.js'
import type { StoredHazardCriterion, StoredHazardFinding } from './hazard.entity.js'
import { toCriterion } from './hazard.service.js'
import type { HazardFinding } from './hazard.type.js'
import type { StoredPenalty } from './penalty.entity.js'
import type { Penalty } from './penalty.type.js'
import type { StoredSiteVisit } from './site-visit.entity.js'
import type { StoredVerificationTask } from './verification-task.entity.js'
import { wordsOf } from './verification-texts.js'
import { VerificationTaskState, type SiteVisit } from './verification.type.js'
import type { VerificationConclusion, VerificationTask } from './verification.type.js'

/** Texts that were opened, by row and field. */
export type Words = (rowId: string, field?: string) => string | null

export function toTask(
  stored: StoredVerificationTask,
  states: ReadonlyMap<string, string>,
  words: Words,
): VerificationTask {
  const { id, officers, dueOn = null, openedAt, finishedAt = null } = stored
  const state = states.get(id) === 'DONE' ? VerificationTaskState.DONE : VerificationTaskState.OPEN
  const content = words(id, wordsOf.task.field)
  const findings = words(id, wordsOf.taskFindings.field)
  return { id, state, content, officers, dueOn, openedAt, findings, finishedAt }
}

export function toVisit(stored: StoredSiteVisit, words: Words): SiteVisit {
  const { id, beganAt, endedAt, officers, evidenceIds, recordedAt } = stored
  const place = words(id, wordsOf.visitPlace.field)
  const findings = words(id, wordsOf.visitFindings.field)
  return { id, beganAt, endedAt, officers, place, findings, evidenceIds, recordedAt }
}

export function toHazards(
  found: readonly StoredHazardFinding[],
  criteria: ReadonlyMap<string, StoredHazardCriterion>,
  words: Words,
): HazardFinding[] {
  return found.flatMap(({ id, criterionId, setBy, setAt }) => {
    const criterion = criteria.get(criterionId)
    return criterion === undefined
      ? []
      : [{ id, criterion: toCriterion(criterion), reason: words(id), setBy, setAt }]
  })
}

export function toConclusions(found: readonly StoredConclusion[], words: Words): VerificationConclusion[] {
  return found.map((stored) => {
    const { id, conclusion, officers, deaths, concealedDeaths, seriousInjuries, directLossFen } = stored
    const { accidentLevel = null, concludedBy, concludedAt } = stored
    const figures = { accidentLevel, deaths, concealedDeaths, seriousInjuries, directLossFen }
    return { id, conclusion, findings: words(id), officers, ...figures, concludedBy, concludedAt }
  })
}

export function toPenalty(stored: StoredPenalty, words: Words): Penalty {
  const { id, kind, amountFen = null, decidedOn, recordedBy, recordedAt } = stored
  const decisionNumber = words(id, wordsOf.decisionNumber.field)
  const unit = words(id, wordsOf.unit.field)
  return { id, kind, amountFen, decisionNumber, unit, decidedOn, recordedBy, recordedAt }
}
