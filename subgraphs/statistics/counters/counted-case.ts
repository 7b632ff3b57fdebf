import { CaseState } from '../../shared/dictionary/case-state.js'
import type { DomainEvent, EventName } from '../../shared/events/catalogue.js'
import { PublicProgress } from '../../shared/dictionary/progress.js'
import { AssignmentMode, Conclusion } from '../../shared/dictionary/loop.js'
import { dayInChina, type Day } from '../../shared/day.js'
import type { AsideState, Stage, StateMeasure } from './measures.js'

/** Under what something is counted. */
export type Dimensions = {
  /** From the country down; it is counted in each of them. */
  regionPath: readonly string[]
  /** It is counted in each of them, and once in all together. */
  matterTypes: readonly string[]
  industryCode: string
  /** Null where there is none to tell. */
  channel: string | null
}

/** A report as it is counted. It stays where it was submitted. */
export type CountedReport = Dimensions & { reportId: string; submitted: boolean; withdrawn: boolean }

/** What a case counts as at the moment: all cells of it follow from this. */
export type CountedCase = Dimensions & {
  caseId: string
  channel: string
  /** The whole path. It is counted as far as `regionPath` goes, which is not below an authority it is about. */
  place: readonly string[]
  state: CaseState
  /** How it left the loop; kept when it is closed. */
  aside: AsideState | null
  /** Who may not be told of it: it is about them. Null where that was not read yet; then nobody is told. */
  excludedAuthorityIds: readonly string[] | null
  openedOn: Day
  acceptedOn: Day | null
  concludedOn: Day | null
  /** In full or in part. */
  foundTrue: boolean
  fedBack: boolean
  /** A reward was decided and not waived. */
  entitled: boolean
  rewarded: boolean
  /** Terms that were missed and not ended yet: when they end late they have been counted. */
  missed: readonly string[]
}

/** Events that tell a step of a case. */
export type CaseEventName = Extract<EventName, keyof typeof steps>
export type CaseEvent = DomainEvent<CaseEventName>

type Change = Partial<Omit<CountedCase, keyof Dimensions | 'caseId'>>
type StepOf<Name extends EventName> = (before: CountedCase, event: DomainEvent<Name>) => Change

const to = (state: CaseState) => (): Change => ({ state, aside: null })
const away = (state: AsideState) => (): Change => ({ state, aside: state })
const accept = (before: CountedCase, { occurredAt }: { occurredAt: Date }): Change => ({
  state: CaseState.ACCEPTED,
  aside: null,
  acceptedOn: before.acceptedOn ?? dayInChina(occurredAt),
})
const unconcluded = { concludedOn: null, foundTrue: false, fedBack: false, entitled: false }
const nothing = (): Change => ({})

/** What each step makes of a case: the part of docs/case-states.md that is counted. */
const steps = {
  CaseAccepted: accept,
  CaseSupplementRequested: to(CaseState.SUPPLEMENT_REQUESTED),
  CaseSupplemented: to(CaseState.SCREENING),
  CaseRefused: away(CaseState.REFUSED),
  CaseReferred: away(CaseState.REFERRED),
  CaseMerged: away(CaseState.MERGED),
  CaseWithdrawn: away(CaseState.WITHDRAWN),
  CaseUnmerged: (before, event) =>
    event.payload.progress === PublicProgress.ACCEPTED
      ? accept(before, event)
      : { state: CaseState.SCREENING, aside: null },
  CaseAssigned: ({ state }, { payload: { mode } }) => {
    if (state !== CaseState.ACCEPTED && state !== CaseState.ASSIGNED) return {}
    return { state: mode === AssignmentMode.TRANSFER ? CaseState.ACCEPTED : CaseState.ASSIGNED }
  },
  CaseRegionMoved: nothing,
  VerificationStarted: to(CaseState.VERIFYING),
  DeadlineExtended: nothing,
  DeadlineMissed: nothing,
  CaseConcluded: (_before, { occurredAt, payload: { conclusion } }) => ({
    state: CaseState.CONCLUDED,
    aside: null,
    concludedOn: dayInChina(occurredAt),
    foundTrue: conclusion === Conclusion.SUBSTANTIATED || conclusion === Conclusion.PARTLY_SUBSTANTIATED,
  }),
  SupervisionOrdered: nothing,
  SupervisionReleased: nothing,
  FeedbackSent: () => ({ fedBack: true }),
  FeedbackServed: nothing,
  ObjectionRaised: nothing,
  ReexaminationStarted: () => ({ state: CaseState.REEXAMINING }),
  ObjectionAnswered: (before, event) => {
    switch (event.payload.decision) {
      case 'UPHELD':
        return { state: CaseState.CONCLUDED, aside: null }
      case 'REOPENED':
        return { state: CaseState.VERIFYING, aside: null, ...unconcluded }
      case 'REFUSAL_UPHELD':
        return { state: CaseState.REFUSED, aside: CaseState.REFUSED }
      case 'REFUSAL_REVERSED':
        return accept(before, event)
      case 'DECLINED':
        return {}
    }
  },
  RewardDecided: (_before, { payload: { eligible } }) => ({ entitled: eligible }),
  RewardNotified: nothing,
  RewardAnnounced: nothing,
  RewardPaid: () => ({ rewarded: true }),
  RewardWaived: () => ({ entitled: false }),
  FollowUpDone: nothing,
  CaseClosed: () => ({ state: CaseState.CLOSED }),
} as const satisfies { [Name in EventName]?: StepOf<Name> }

export const caseEventNames = Object.keys(steps) as CaseEventName[]

/**
 * The case after a step. Every step tells place and kinds, so that a move, and a change of kind, is seen in any.
 *
 * @param regionPath where it is counted, which is not below an authority it is about
 */
export function afterStep(before: CountedCase, event: CaseEvent, regionPath: readonly string[]): CountedCase {
  const { regionPath: place, matterTypes, industryCode, excludedAuthorityIds } = event.payload
  const step = steps[event.name] as (before: CountedCase, event: CaseEvent) => Change
  const told = { place, regionPath, matterTypes, industryCode, excludedAuthorityIds }
  return { ...before, ...told, ...step(before, event) }
}

export function stateMeasureOf({ state, aside }: CountedCase): StateMeasure {
  const isApart = aside !== null && (state === CaseState.CLOSED || state === CaseState.REEXAMINING)
  return isApart ? `${state}_ASIDE` : state
}

/** The stages of the funnel it has come through. One that left the loop is told apart and is in no later stage. */
export function stagesOf(counted: CountedCase): Stage[] {
  const { aside, acceptedOn, concludedOn, foundTrue, fedBack, entitled, rewarded, state } = counted
  if (aside !== null) return ['SUBMITTED', 'ASIDE']
  if (acceptedOn === null) return ['SUBMITTED']
  const later: [Stage, boolean][] = [
    ['CONCLUDED', concludedOn !== null],
    ['FOUND_TRUE', foundTrue],
    ['FED_BACK', fedBack],
    ['ENTITLED', entitled],
    ['REWARDED', rewarded],
    ['CLOSED', state === CaseState.CLOSED],
  ]
  return ['SUBMITTED', 'ACCEPTED', ...later.flatMap(([stage, reached]) => (reached ? [stage] : []))]
}
