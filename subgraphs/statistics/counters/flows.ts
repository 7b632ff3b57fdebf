import { dayInChina, type Day } from '../../shared/day.js'
import type { CaseEvent, CountedCase } from './counted-case.js'
import { classOfDays, type DayMeasure, type Duration } from './measures.js'

type Flow = readonly [measure: DayMeasure, n: number]

/** What a step counts on its day, and which missed terms are still open after it. */
export function flowsOf(before: CountedCase, event: CaseEvent): { flows: Flow[]; missed: readonly string[] } {
  const flows = happened(before, event)
  const missed = new Set(before.missed)
  if (event.name === 'DeadlineMissed') {
    const { deadlineId, kind } = event.payload
    if (!missed.has(deadlineId)) flows.push([`MISSED.${kind}`, 1])
    missed.add(deadlineId)
  }
  // Each term counts once: one that was told as missed is not counted again when it is met after all.
  for (const { deadlineId, kind, inTime } of event.payload.deadlinesMet ?? [])
    if (!missed.delete(deadlineId)) flows.push([`${inTime ? 'IN_TIME' : 'MISSED'}.${kind}`, 1])
  return { flows, missed: [...missed] }
}

function happened(before: CountedCase, event: CaseEvent): Flow[] {
  const on = dayInChina(event.occurredAt)
  switch (event.name) {
    case 'CaseAccepted':
      return [['ACCEPTED', 1]]
    case 'CaseRefused':
      return [['REFUSED', 1]]
    case 'CaseReferred':
      return [['REFERRED', 1]]
    case 'CaseWithdrawn':
      return [['WITHDRAWN', 1]]
    case 'CaseMerged':
      return [['MERGED', 1]]
    case 'VerificationStarted':
      return [['VERIFYING', 1]]
    case 'CaseConcluded':
      return [[event.payload.conclusion, 1], ...took('CONCLUSION_DAYS', before.acceptedOn, on)]
    case 'ObjectionAnswered':
      return event.payload.decision === 'REFUSAL_REVERSED' ? [['ACCEPTED', 1]] : []
    case 'FeedbackSent':
      return before.fedBack ? [] : [['FED_BACK', 1]]
    case 'RewardPaid': {
      const amount: Flow = ['REWARD_FEN', Number(event.payload.amountFen)]
      return [['REWARDED', 1], amount, ...took('REWARD_DAYS', before.concludedOn, on)]
    }
    case 'CaseClosed':
      return [['CLOSED', 1]]
    default:
      return []
  }
}

/** Whole days in China. A clock that was set back makes none negative. */
function took(duration: Duration, from: Day | null, to: Day): Flow[] {
  if (from === null) return []
  const days = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000))
  return [
    [duration, days],
    [classOfDays(duration, days), 1],
  ]
}
