import { CaseState } from '../../shared/dictionary/case-state.js'
import { Conclusion, type CountedTerm } from '../../shared/dictionary/loop.js'

/** In place of a matter type, an industry or a channel: all of them together, each case once. */
export const ALL = 'ALL'
/** Of a case whose report has not been seen yet. */
export const unknownChannel = 'UNKNOWN'

/** States a case leaves the loop in; it may be closed after that. */
export const asideStates = [
  CaseState.REFUSED,
  CaseState.REFERRED,
  CaseState.WITHDRAWN,
  CaseState.MERGED,
] as const
export type AsideState = (typeof asideStates)[number]

/** A refused case that is closed or re-examined has still left the loop: it is counted apart from who is in it. */
const asideMeasures = ['CLOSED_ASIDE', 'REEXAMINING_ASIDE'] as const
export type StateMeasure = keyof typeof CaseState | (typeof asideMeasures)[number]
export const stateMeasures: readonly StateMeasure[] = [
  ...(Object.keys(CaseState) as (keyof typeof CaseState)[]),
  ...asideMeasures,
]

/** What `count_now` counts beside the states: of reports, ever. */
export const reportMeasures = ['REPORTS', 'REPORTS_WITHDRAWN', 'REFERRALS'] as const
export type ReportMeasure = (typeof reportMeasures)[number]
export type NowMeasure = StateMeasure | ReportMeasure

/** What happened on a day, by the moment it happened, where the case stood then. */
export const flowMeasures = [
  ...reportMeasures,
  'OPENED',
  'ACCEPTED',
  'REFUSED',
  'REFERRED',
  'WITHDRAWN',
  'MERGED',
  'VERIFYING',
  ...(Object.keys(Conclusion) as (keyof typeof Conclusion)[]),
  'FED_BACK',
  'REWARDED',
  'REWARD_FEN',
  'CLOSED',
  'MOVED_IN',
  'MOVED_OUT',
] as const
export type FlowMeasure = (typeof flowMeasures)[number]

/** How far the cases opened on a day have come by now; they are counted where they stand now. */
export const stages = [
  'SUBMITTED',
  'ASIDE',
  'ACCEPTED',
  'CONCLUDED',
  'FOUND_TRUE',
  'FED_BACK',
  'ENTITLED',
  'REWARDED',
  'CLOSED',
] as const
export type Stage = (typeof stages)[number]

/** Durations that are told with a median, so that days are kept apart. */
export const durations = ['CONCLUSION_DAYS', 'REWARD_DAYS'] as const
export type Duration = (typeof durations)[number]

/** Upper ends of the classes of days; what took longer is in the last, `OVER`. */
export const dayClasses = [
  ...Array.from({ length: 15 }, (_, days) => days),
  ...[20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 90, 100, 120, 150, 180, 270, 365],
] as const

export type DayMeasure =
  | FlowMeasure
  /** Signed: what came to a state less what left it. Summed from the first day on it is the state at the end of a day. */
  | `STATE.${StateMeasure}`
  | `COHORT.${Stage}`
  /** Terms that ended on the day, by their kind. */
  | `IN_TIME.${CountedTerm}`
  | `MISSED.${CountedTerm}`
  /** The sum of the days, and how many took how long. */
  | Duration
  | `${Duration}.${number | 'OVER'}`

export function classOfDays(duration: Duration, days: number): DayMeasure {
  const end = dayClasses.find((last) => days <= last)
  return `${duration}.${end ?? 'OVER'}`
}
