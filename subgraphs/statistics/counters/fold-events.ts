import { CaseState } from '../../shared/dictionary/case-state.js'
import { dayInChina, type Day } from '../../shared/day.js'
import type { DomainEvent, EventName } from '../../shared/events/catalogue.js'
import {
  afterStep,
  caseEventNames,
  stagesOf,
  stateMeasureOf,
  type CaseEvent,
  type CountedCase,
  type CountedReport,
} from './counted-case.js'
import { flowsOf } from './flows.js'
import { unknownChannel, type Stage } from './measures.js'
import { Tally } from './tally.js'

const authorityEventNames = ['AuthorityRegistered', 'AuthorityChanged'] as const
const reportEventNames = ['ReportSubmitted', 'ReportReferred', 'ReportWithdrawn'] as const

/** Events that are counted. */
export const countedEventNames = [
  ...authorityEventNames,
  ...reportEventNames,
  'CaseOpened',
  ...caseEventNames,
] as const satisfies readonly EventName[]
export type CountedEvent = DomainEvent<(typeof countedEventNames)[number]>

/** What is counted, as far as a batch of events touches it. */
export type Counted = {
  cases: Map<string, CountedCase>
  reports: Map<string, CountedReport>
  /** By authority: the code of the region it answers for, null where it has none. */
  regions: Map<string, string | null>
}

/**
 * Folds events into what is counted, in their order. Pure: what was counted comes in, and what changes goes out.
 *
 * Nothing here stops at an event that comes from where nobody expects it. A region is known by the path that every
 * event brings; a case whose opening was not seen is opened by its first step; a report that is withdrawn before it
 * was seen is counted as both when it comes.
 */
export function foldEvents(counted: Counted, events: readonly CountedEvent[]): Tally {
  const tally = new Tally()
  for (const event of events) foldEvent(counted, tally, event)
  return tally
}

function foldEvent(counted: Counted, tally: Tally, event: CountedEvent): void {
  switch (event.name) {
    case 'AuthorityRegistered':
    case 'AuthorityChanged':
      counted.regions.set(event.payload.authorityId, event.payload.regionCode)
      return
    case 'ReportSubmitted':
      submit(counted, tally, event)
      return
    case 'ReportReferred': {
      const { regionPath, matterTypes, industryCode } = event.payload
      countReport(tally, { regionPath, matterTypes, industryCode, channel: null }, 'REFERRALS', event)
      return
    }
    case 'ReportWithdrawn':
      withdraw(counted, tally, event)
      return
    case 'CaseOpened':
      open(counted, tally, event)
      return
    default:
      move(counted, tally, event)
  }
}

function countReport(
  tally: Tally,
  dimensions: Parameters<Tally['addNow']>[0],
  measure: 'REPORTS' | 'REFERRALS' | 'REPORTS_WITHDRAWN',
  { occurredAt }: { occurredAt: Date },
): void {
  tally.addNow(dimensions, measure, 1)
  tally.addDay(dimensions, dayInChina(occurredAt), measure, 1)
  tally.touch(dimensions.regionPath, occurredAt)
}

function submit(counted: Counted, tally: Tally, event: DomainEvent<'ReportSubmitted'>): void {
  const { reports } = counted
  const regionPath = pathOf(counted, event.payload)
  const { reportId, matterTypes, industryCode, channel } = event.payload
  const before = reports.get(reportId)
  if (before?.submitted === true) return
  const withdrawn = before?.withdrawn ?? false
  const report = { reportId, regionPath, matterTypes, industryCode, channel, submitted: true, withdrawn }
  reports.set(reportId, report)
  countReport(tally, report, 'REPORTS', event)
  if (withdrawn) countReport(tally, report, 'REPORTS_WITHDRAWN', event)
}

/**
 * Where it is counted. A matter about an authority is hidden from it and from all below it: one more in its own
 * numbers would tell it that somebody has spoken.
 */
function pathOf(
  { regions }: Counted,
  { regionPath, excludedAuthorityIds }: { regionPath: string[]; excludedAuthorityIds: string[] },
): string[] {
  const depths = excludedAuthorityIds.map((id) => {
    const region = regions.get(id)
    if (region === undefined) return 1
    const depth = region === null ? -1 : regionPath.indexOf(region)
    return depth < 0 ? regionPath.length : depth
  })
  return regionPath.slice(0, Math.min(regionPath.length, ...depths))
}

function withdraw({ reports }: Counted, tally: Tally, event: DomainEvent<'ReportWithdrawn'>): void {
  const { reportId } = event.payload
  const before = reports.get(reportId)
  if (before?.withdrawn === true) return
  const unseen = {
    reportId,
    regionPath: [],
    matterTypes: [],
    industryCode: '',
    channel: null,
    submitted: false,
  }
  const report = { ...(before ?? unseen), withdrawn: true }
  reports.set(reportId, report)
  if (report.submitted) countReport(tally, report, 'REPORTS_WITHDRAWN', event)
}

function open(counted: Counted, tally: Tally, event: DomainEvent<'CaseOpened'>): void {
  const before = counted.cases.get(event.payload.caseId)
  if (before === undefined) begin(counted, tally, event)
  else if (before.channel === unknownChannel)
    restate(counted, tally, before, { ...before, channel: channelOf(counted, event) }, event.occurredAt)
}

/** A case as it is opened, by the event that says so or by the first step that is seen of it. */
function begin(counted: Counted, tally: Tally, event: DomainEvent<'CaseOpened'> | CaseEvent): CountedCase {
  const { payload, occurredAt } = event
  const { caseId, regionPath: place, matterTypes, industryCode, excludedAuthorityIds } = payload
  const regionPath = pathOf(counted, payload)
  const opened: CountedCase = {
    ...{ caseId, place, regionPath, matterTypes, industryCode },
    channel: channelOf(counted, event),
    state: CaseState.SCREENING,
    aside: null,
    openedOn: dayInChina(occurredAt),
    acceptedOn: null,
    concludedOn: null,
    excludedAuthorityIds,
    foundTrue: false,
    fedBack: false,
    entitled: false,
    rewarded: false,
    missed: [],
  }
  counted.cases.set(caseId, opened)
  const day = dayInChina(occurredAt)
  countState(tally, opened, day, 1)
  countStages(tally, opened, stagesOf(opened), 1)
  tally.addDay(opened, day, 'OPENED', 1)
  tally.touch(regionPath, occurredAt)
  return opened
}

/** As its opening tells it. Openings from before do not; their reports had been seen then. */
function channelOf({ reports }: Counted, { name, payload }: DomainEvent<'CaseOpened'> | CaseEvent): string {
  const told = name === 'CaseOpened' ? payload.channel : undefined
  return told ?? reports.get(payload.reportIds[0] ?? '')?.channel ?? unknownChannel
}

function move(counted: Counted, tally: Tally, event: CaseEvent): void {
  const before = counted.cases.get(event.payload.caseId) ?? begin(counted, tally, event)
  const { missed, flows } = flowsOf(before, event)
  const after = { ...afterStep(before, event, pathOf(counted, event.payload)), missed }
  const day = dayInChina(event.occurredAt)
  for (const [measure, n] of flows) tally.addDay(after, day, measure, n)
  const hasMoved = restate(counted, tally, before, after, event.occurredAt)
  if (flows.length > 0 && !hasMoved) tally.touch(after.regionPath, event.occurredAt)
}

/**
 * Takes a case out of where it stood and puts it where it stands: in the cells of the present and in the days from
 * this one on. The days before stay as they were; only how far the cases of a day have come goes along with them.
 *
 * @returns whether anything that is counted has changed
 */
function restate(
  { cases }: Counted,
  tally: Tally,
  before: CountedCase,
  after: CountedCase,
  at: Date,
): boolean {
  cases.set(after.caseId, after)
  const isElsewhere = placeOf(before) !== placeOf(after)
  if (!isElsewhere && reachedBy(before) === reachedBy(after)) return false
  const day = dayInChina(at)
  const [from, to] = [stagesOf(before), stagesOf(after)]
  // What it takes along unchanged is not taken out to be put back.
  const kept = isElsewhere ? [] : from.filter((stage) => to.includes(stage))
  if (isElsewhere || stateMeasureOf(before) !== stateMeasureOf(after)) {
    countState(tally, before, day, -1)
    countState(tally, after, day, 1)
  }
  countStages(tally, before, without(from, kept), -1)
  countStages(tally, after, without(to, kept), 1)
  if (isElsewhere) countMove(tally, before, after, at)
  tally.touch(after.regionPath, at)
  return true
}

/** Where it came from and where it went; what lies above both sees neither. */
function countMove(tally: Tally, before: CountedCase, after: CountedCase, at: Date): void {
  const [from, to] = [before.regionPath, after.regionPath]
  if (from.join() === to.join()) return
  const day = dayInChina(at)
  tally.addDay({ ...before, regionPath: without(from, to) }, day, 'MOVED_OUT', 1)
  tally.addDay({ ...after, regionPath: without(to, from) }, day, 'MOVED_IN', 1)
  tally.touch(from, at)
}

const without = <Value>(all: readonly Value[], some: readonly Value[]): Value[] =>
  all.filter((one) => !some.includes(one))

function countState(tally: Tally, counted: CountedCase, day: Day, n: 1 | -1): void {
  const measure = stateMeasureOf(counted)
  tally.addNow(counted, measure, n)
  tally.addDay(counted, day, `STATE.${measure}`, n)
}

function countStages(tally: Tally, counted: CountedCase, reached: readonly Stage[], n: 1 | -1): void {
  for (const stage of reached) tally.addDay(counted, counted.openedOn, `COHORT.${stage}`, n)
}

/** Under what it is counted. */
function placeOf({ regionPath, matterTypes, industryCode, channel }: CountedCase): string {
  return [regionPath.join(' '), matterTypes.toSorted().join(' '), industryCode, channel].join()
}

/** As what. */
function reachedBy(counted: CountedCase): string {
  return [stateMeasureOf(counted), ...stagesOf(counted)].join()
}
