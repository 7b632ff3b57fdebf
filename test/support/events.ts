import { randomUUID } from 'node:crypto'
import { authorityIdOf } from '../../subgraphs/region/authority/authority-id.js'
import { eventCatalogue, type EventDraft, type EventName } from '../../subgraphs/shared/events/catalogue.js'
import { CaseOutcome } from '../../subgraphs/shared/dictionary/loop.js'
import { PublicProgress } from '../../subgraphs/shared/dictionary/progress.js'
import { MatterType } from '../../subgraphs/shared/dictionary/matter.js'
import type { TestDatabase } from './database.js'

export type SomeEvent = {
  [Name in EventName]: { id: string; name: Name; payload: EventDraft<Name> }
}[EventName]

/** Puts facts into the log as their producers' relays would. */
export function appendEvents(database: TestDatabase, ...events: SomeEvent[]): Promise<void> {
  return appendEventsAt(database, '2026-03-01T08:00:00.000Z', ...events)
}

/** The same, of facts that happened at a moment of their own. */
export async function appendEventsAt(
  database: TestDatabase,
  occurredAt: string,
  ...events: SomeEvent[]
): Promise<void> {
  const entries = events.map((event) => ({
    ...event,
    producer: eventCatalogue[event.name].producer,
    subject: event.id,
    occurredAt,
  }))
  await database.ask('SELECT events.append($1::jsonb)', [JSON.stringify(entries)])
}

/** Codes from the country down: a county of 郑州, 济源, a district of 北京, a county of 洛阳. */
export const paths = {
  zhongyuan: ['000000', '410000', '410100', '410102'],
  jiyuan: ['000000', '410000', '419001'],
  dongcheng: ['000000', '110000', '110101'],
  laocheng: ['000000', '410000', '410300', '410302'],
} as const satisfies Record<string, readonly string[]>

function placeOf(path: readonly string[]) {
  const regionCode = path.at(-1) ?? ''
  return { regionCode, regionPath: [...path], authorityId: authorityIdOf(regionCode) }
}

const matter = { matterTypes: [MatterType.MAJOR_HAZARD], industryCode: 'COAL_MINE' }
const moment = '2026-03-01T08:00:00.000Z'

/** An authority with its place in the tree. */
export function authorityBelow(regionCode: string, above: string | null): SomeEvent {
  const event = authorityRegistered(regionCode)
  const parentAuthorityId = above === null ? null : authorityIdOf(above)
  return Object.assign(event, { payload: { ...event.payload, parentAuthorityId } })
}

/** Makes the authority of a region known, whose officers reach the region and everything below. */
export function authorityRegistered(regionCode: string): SomeEvent {
  const authorityId = authorityIdOf(regionCode)
  return {
    id: randomUUID(),
    name: 'AuthorityRegistered',
    payload: { authorityId, level: 'CITY', regionCode, parentAuthorityId: null },
  }
}

export function reportSubmitted(
  path: readonly string[] = paths.zhongyuan,
  reportId = randomUUID(),
): SomeEvent {
  const how = { channel: 'WEB', mode: 'ANONYMOUS', reporterKind: 'PUBLIC', submittedAt: moment }
  return {
    id: randomUUID(),
    name: 'ReportSubmitted',
    payload: { reportId, ...placeOf(path), ...matter, ...how },
  }
}

export function reportReferred(path: readonly string[] = paths.zhongyuan): SomeEvent {
  const { regionCode, regionPath } = placeOf(path)
  return {
    id: randomUUID(),
    name: 'ReportReferred',
    payload: { referralId: randomUUID(), regionCode, regionPath, ...matter },
  }
}

export function caseOpened(path: readonly string[] = paths.zhongyuan, caseId = randomUUID()): SomeEvent {
  return {
    id: randomUUID(),
    name: 'CaseOpened',
    payload: { caseId, reportIds: [randomUUID()], ...placeOf(path), ...matter, openedAt: moment },
  }
}

export function caseAccepted(
  path: readonly string[],
  caseId: string,
  reportIds: string[] = [randomUUID()],
): SomeEvent {
  const at = new Date().toISOString()
  return {
    id: randomUUID(),
    name: 'CaseAccepted',
    payload: { caseId, reportIds, ...placeOf(path), ...matter, at, acceptedAt: at },
  }
}

/** Any step of a case, with the facts that are its own. */
export function stepOf(
  path: readonly string[],
  caseId: string,
  { name, facts }: { name: EventName; facts: object },
): SomeEvent {
  const common = { caseId, reportIds: [randomUUID()], ...placeOf(path), ...matter, progress: null }
  return {
    id: randomUUID(),
    name,
    payload: { ...common, at: new Date().toISOString(), ...facts },
  } as SomeEvent
}

export function caseClosed(
  path: readonly string[],
  caseId: string,
  { reportIds, closedAt }: { reportIds: string[]; closedAt: Date },
): SomeEvent {
  return {
    id: randomUUID(),
    name: 'CaseClosed',
    payload: {
      ...{ caseId, reportIds, ...placeOf(path), ...matter, outcome: CaseOutcome.UNFOUNDED },
      ...{ progress: PublicProgress.CLOSED, at: closedAt.toISOString() },
    },
  }
}

export function versionPublished(
  name: 'ReportingNoticePublished' | 'PrivacyExplanationPublished',
  version: number,
): SomeEvent {
  return { id: randomUUID(), name, payload: { version } }
}
