import * as fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { authorityIdOf } from '../../subgraphs/region/authority/authority-id.js'
import { eventCatalogue, type EventName } from '../../subgraphs/shared/events/catalogue.js'
import type { TestDatabase } from './database.js'

/**
 * Lives of cases at random, as events and as the numbers they must come to. The model knows nothing of the fold: it
 * looks at each case from its beginning to its end and counts.
 */

const places = [
  ['000000', '410000', '410100', '410102'],
  ['000000', '410000', '410100', '410173'],
  ['000000', '410000', '419001'],
  ['000000', '110000', '110101', '110101003'],
  // Of no division anybody knows.
  ['000000', '990000', '990100'],
] as const
const matterSets = [['MAJOR_HAZARD'], ['ILLEGAL_ACT'], ['MAJOR_HAZARD', 'ILLEGAL_ACT']] as const
const industries = ['COAL_MINE', 'CHEMICAL'] as const
const channels = ['WEB', 'LETTER', 'HOTLINE_12350'] as const

type Action = {
  event: EventName
  /** Undefined: as before. */
  state?: string
  aside?: boolean
  flows?: readonly string[]
  facts?: Record<string, unknown>
}

const id = '5f0e1d9c-6a37-4b1e-9d55-1f6f4cbd3a01'
const actions = {
  accept: { event: 'CaseAccepted', state: 'ACCEPTED', aside: false, flows: ['ACCEPTED'] },
  askForMore: { event: 'CaseSupplementRequested', state: 'SUPPLEMENT_REQUESTED', aside: false },
  resume: { event: 'CaseSupplemented', state: 'SCREENING', aside: false },
  refuse: {
    event: 'CaseRefused',
    ...{ state: 'REFUSED', aside: true, flows: ['REFUSED'] },
    facts: { ground: 'UNCLEAR', subKind: 'FACTS' },
  },
  refer: {
    event: 'CaseReferred',
    ...{ state: 'REFERRED', aside: true, flows: ['REFERRED'] },
    facts: { departmentCode: 'FIRE' },
  },
  merge: {
    event: 'CaseMerged',
    ...{ state: 'MERGED', aside: true, flows: ['MERGED'] },
    facts: { intoCaseId: id, intoAuthorityId: id, intoRegionCode: '410102' },
  },
  unmerge: {
    event: 'CaseUnmerged',
    ...{ state: 'SCREENING', aside: false },
    facts: { fromCaseId: id, progress: 'SUBMITTED' },
  },
  verify: { event: 'VerificationStarted', state: 'VERIFYING', aside: false, flows: ['VERIFYING'] },
  conclude: {
    event: 'CaseConcluded',
    ...{ state: 'CONCLUDED', aside: false, flows: ['SUBSTANTIATED'] },
    facts: { conclusion: 'SUBSTANTIATED', accidentLevel: null, deaths: 0 },
  },
  entitle: { event: 'RewardDecided', facts: { eligible: true, amountFen: '300000' } },
  pay: { event: 'RewardPaid', flows: ['REWARDED'], facts: { amountFen: '300000' } },
  followUp: { event: 'FollowUpDone', facts: { reportId: id } },
  miss: {
    event: 'DeadlineMissed',
    flows: ['MISSED.VERIFICATION'],
    facts: { deadlineId: id, kind: 'VERIFICATION' },
  },
  close: { event: 'CaseClosed', state: 'CLOSED', flows: ['CLOSED'], facts: { outcome: 'VERIFIED' } },
} as const satisfies Record<string, Action>

type Kind = { place: number; matters: number; industry: number; channel: number }
type Step = { do: keyof typeof actions | 'move'; hours: number; place: number }
/** One report and the case it opens. */
export type Life = { kind: Kind; opened: number; steps: Step[]; withdrawn: boolean }

const kind = fc.record({
  place: fc.nat(places.length - 1),
  matters: fc.nat(matterSets.length - 1),
  industry: fc.nat(industries.length - 1),
  channel: fc.nat(channels.length - 1),
})
const step = fc.record({
  do: fc.constantFrom(...(Object.keys(actions) as (keyof typeof actions)[]), 'move' as const),
  // The clock jumps: hours may be negative, or years.
  hours: fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 0, max: 60 }) },
    { weight: 1, arbitrary: fc.integer({ min: -2000, max: 20_000 }) },
  ),
  place: fc.nat(places.length - 1),
})
export const lives = fc.array(
  fc.record({
    kind,
    opened: fc.integer({ min: 0, max: 2_000 }),
    steps: fc.array(step, { maxLength: 10 }),
    withdrawn: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
)

export type HistoryEvent = {
  id: string
  name: EventName
  subject: string
  occurredAt: string
  payload: object
}

const beginning = Date.parse('2026-01-31T12:00:00.000Z')
const at = (hours: number): string => new Date(beginning + hours * 3_600_000).toISOString()
const dayOf = (iso: string): string => new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 10)

/** The events of each subject, in its order. */
export function streamsOf(all: readonly Life[]): HistoryEvent[][] {
  return all.flatMap((life) => eventsOf(life))
}

function eventsOf({ kind: own, opened, steps, withdrawn }: Life): HistoryEvent[][] {
  const [caseId, reportId] = [randomUUID(), randomUUID()]
  const matter = { matterTypes: [...matterSets[own.matters]!], industryCode: industries[own.industry]! }
  const how = { channel: channels[own.channel]!, mode: 'ANONYMOUS', reporterKind: 'PUBLIC' }
  const tell = (name: EventName, subject: string, hours: number, payload: object): HistoryEvent => {
    return { id: randomUUID(), name, subject, occurredAt: at(hours), payload }
  }
  let place = own.place
  let hours = opened
  const common = () => ({ caseId, reportIds: [reportId], ...placed(place), ...matter })
  const report = [
    tell('ReportSubmitted', reportId, opened, {
      ...{ reportId, ...placed(place), ...matter, ...how, submittedAt: at(opened) },
    }),
    ...(withdrawn ? [tell('ReportWithdrawn', reportId, opened, { reportId, withdrawnAt: at(opened) })] : []),
  ]
  const ofCase = [
    tell('CaseOpened', caseId, opened, { ...common(), channel: how.channel, openedAt: at(opened) }),
  ]
  for (const next of steps) {
    hours += next.hours
    const said = { progress: null, at: at(hours) }
    if (next.do === 'move') {
      const from = placed(place)
      place = next.place
      const where = { fromRegionCode: from.regionCode, fromRegionPath: from.regionPath }
      ofCase.push(tell('CaseRegionMoved', caseId, hours, { ...common(), ...said, ...where }))
    } else {
      const action: Action = actions[next.do]
      const acceptedAt = next.do === 'accept' ? { acceptedAt: at(hours) } : {}
      ofCase.push(tell(action.event, caseId, hours, { ...common(), ...said, ...acceptedAt, ...action.facts }))
    }
  }
  return [report, ofCase]
}

function placed(place: number) {
  const regionPath = [...(places[place] ?? [])]
  const regionCode = regionPath.at(-1) ?? ''
  return { regionCode, regionPath, authorityId: authorityIdOf(regionCode) }
}

/** Puts facts into the log as relays would: in batches, and some of them again. */
export async function appendHistory(database: TestDatabase, events: readonly HistoryEvent[]): Promise<void> {
  const entries = events.map((event) => ({ ...event, producer: eventCatalogue[event.name].producer }))
  await database.ask('SELECT events.append($1::jsonb)', [JSON.stringify(entries)])
}

/** Counts by `table|region|…|measure|…`; zeros are left out. */
export type Cells = Map<string, number>

/** The cells that all these lives must have come to, whatever happened on the way. */
export function modelOf(all: readonly Life[]): Cells {
  const cells: Cells = new Map()
  for (const life of all) countLife(cells, life)
  return new Map([...cells].filter(([, n]) => n !== 0))
}

type Position = { place: number; state: string; aside: boolean }

function countLife(cells: Cells, { kind: own, opened, steps, withdrawn }: Life): void {
  const now = (place: number, measure: string, n: number) => {
    for (const region of places[place]!)
      for (const matter of ['ALL', ...matterSets[own.matters]!])
        for (const industry of ['ALL', industries[own.industry]!])
          for (const channel of ['ALL', channels[own.channel]!])
            add(cells, ['now', region, matter, industry, channel, measure], n)
  }
  const day = (place: readonly string[], measure: string, when: string, n: number) => {
    const slices = [
      ['ALL', 'ALL'],
      ['INDUSTRY', industries[own.industry]!],
      ['CHANNEL', channels[own.channel]!],
    ]
    for (const matter of matterSets[own.matters]!) slices.push(['MATTER', matter])
    for (const region of place)
      for (const slice of slices) add(cells, ['day', region, ...slice, measure, when], n)
  }
  const first = dayOf(at(opened))
  const home = places[own.place]!
  now(own.place, 'REPORTS', 1)
  day(home, 'REPORTS', first, 1)
  if (withdrawn) {
    now(own.place, 'REPORTS_WITHDRAWN', 1)
    day(home, 'REPORTS_WITHDRAWN', first, 1)
  }
  day(home, 'OPENED', first, 1)
  day(home, 'STATE.SCREENING', first, 1)
  let position: Position = { place: own.place, state: 'SCREENING', aside: false }
  const reached = { accepted: '', concluded: '', entitled: false, rewarded: false, missed: false }
  let hours = opened
  for (const next of steps) {
    hours += next.hours
    const when = dayOf(at(hours))
    const before = position
    const action: Action = next.do === 'move' ? { event: 'CaseRegionMoved' } : actions[next.do]
    position = {
      place: next.do === 'move' ? next.place : before.place,
      state: action.state ?? before.state,
      aside: action.aside ?? before.aside,
    }
    const there = places[position.place]!
    if (next.do === 'miss' && reached.missed) continue
    for (const flow of action.flows ?? []) day(there, flow, when, 1)
    if (next.do === 'conclude') took(day, there, 'CONCLUSION_DAYS', reached.accepted, when)
    if (next.do === 'pay') {
      day(there, 'REWARD_FEN', when, 300_000)
      took(day, there, 'REWARD_DAYS', reached.concluded, when)
      reached.rewarded = true
    }
    if (next.do === 'accept') reached.accepted ||= when
    if (next.do === 'conclude') reached.concluded = when
    if (next.do === 'entitle') reached.entitled = true
    if (next.do === 'miss') reached.missed = true
    day(places[before.place]!, `STATE.${measureOf(before)}`, when, -1)
    day(there, `STATE.${measureOf(position)}`, when, 1)
    const [from, to] = [places[before.place]!, there] as [readonly string[], readonly string[]]
    day(
      from.filter((code) => !to.includes(code)),
      'MOVED_OUT',
      when,
      1,
    )
    day(
      to.filter((code) => !from.includes(code)),
      'MOVED_IN',
      when,
      1,
    )
  }
  now(position.place, measureOf(position), 1)
  const end = places[position.place]!
  day(end, 'COHORT.SUBMITTED', first, 1)
  if (position.aside) day(end, 'COHORT.ASIDE', first, 1)
  else if (reached.accepted !== '') {
    day(end, 'COHORT.ACCEPTED', first, 1)
    for (const stage of reached.concluded === '' ? [] : ['CONCLUDED', 'FOUND_TRUE'])
      day(end, `COHORT.${stage}`, first, 1)
    if (reached.entitled) day(end, 'COHORT.ENTITLED', first, 1)
    if (reached.rewarded) day(end, 'COHORT.REWARDED', first, 1)
    if (position.state === 'CLOSED') day(end, 'COHORT.CLOSED', first, 1)
  }
}

function measureOf({ state, aside }: Position): string {
  return state === 'CLOSED' && aside ? 'CLOSED_ASIDE' : state
}

const ends = [20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 90, 100, 120, 150, 180, 270, 365]

function took(
  day: (place: readonly string[], measure: string, when: string, n: number) => void,
  place: readonly string[],
  duration: string,
  from: string,
  to: string,
): void {
  if (from === '') return
  const days = Math.max(0, (Date.parse(to) - Date.parse(from)) / 86_400_000)
  day(place, duration, to, days)
  const end = days <= 14 ? days : ends.find((one) => days <= one)
  day(place, `${duration}.${String(end ?? 'OVER')}`, to, 1)
}

function add(cells: Cells, parts: readonly string[], n: number): void {
  const key = parts.join('|')
  cells.set(key, (cells.get(key) ?? 0) + n)
}

/** The cells that stand in the tables. */
export async function cellsIn(database: TestDatabase): Promise<Cells> {
  const rows = await database.ask<{ key: string; n: string }>(
    `SELECT concat_ws('|', 'now', region_code, matter_type, industry_code, channel, measure) AS key, n
       FROM statistics.count_now WHERE n <> 0
     UNION ALL SELECT concat_ws('|', 'day', region_code, dimension, value, measure, day), n
       FROM statistics.count_by_day WHERE n <> 0`,
  )
  return new Map(rows.map(({ key, n }) => [key, Number(n)]))
}
