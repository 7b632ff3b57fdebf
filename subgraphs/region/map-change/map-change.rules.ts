import type { DivisionRecord } from '../division/division-list.js'
import type { Division, DivisionTree } from '../division/division-tree.js'
import { matchSuccessors } from '../division/succession.js'

export const mapChangeKinds = ['ESTABLISHED', 'RENAMED', 'MOVED', 'REPLACED', 'ABOLISHED'] as const
export type MapChangeKind = (typeof mapChangeKinds)[number]

/** One thing next year's list would change. */
export type MapChangeEntry = Readonly<{
  kind: MapChangeKind
  code: string
  name: string
  /** The name of today, where it is another. */
  formerName: string | null
  /** What takes its place, as far as the names tell. */
  replacedBy: readonly string[]
  /** Whether only a person can tell what takes its place. */
  needsDecision: boolean
}>

/** What staff decided of a division whose successors no name tells; empty where nothing follows. */
export type Decision = Readonly<{ code: string; replacedBy: readonly string[] }>

export type MapChangePlan = Readonly<{
  entries: readonly MapChangeEntry[]
  records: readonly DivisionRecord[]
}>

/**
 * What a list would change. It is taken for complete of every province it names, at county level and above; of the
 * towns of every county it names one of; and of nothing else, so that functional zones stay unless it renames them.
 */
export function planMapChange(today: DivisionTree, records: readonly DivisionRecord[]): MapChangePlan {
  const next = new Map(records.map((record) => [record.code, record]))
  const covered = coveredBy(records)
  const gone = today.ranked.filter((division) => covered(division) && !next.has(division.code))
  const established = records.filter(({ code }) => today.get(code) === undefined)
  const successors = matchSuccessors(gone, established)
  const entries: MapChangeEntry[] = established.map((record) => entryOf('ESTABLISHED', record))
  for (const record of records) {
    const before = today.get(record.code)
    if (before === undefined) continue
    if (before.name !== record.name) entries.push({ ...entryOf('RENAMED', record), formerName: before.name })
    if (before.parentCode !== record.parentCode) entries.push(entryOf('MOVED', record))
  }
  for (const division of gone) {
    const successor = successors.get(division.code)
    const replacedBy = successor === undefined ? [] : [successor.code]
    const kind = successor === undefined ? 'ABOLISHED' : 'REPLACED'
    entries.push({ ...entryOf(kind, division), replacedBy, needsDecision: successor === undefined })
  }
  return { entries, records }
}

/** The plan with what staff decided; entries whose decision is missing are named. */
export function decide(
  plan: MapChangePlan,
  decisions: readonly Decision[],
): { entries: MapChangeEntry[]; undecided: string[] } {
  const decided = new Map(decisions.map(({ code, replacedBy }) => [code, replacedBy]))
  const entries = plan.entries.map((entry): MapChangeEntry => {
    const replacedBy = isEnding(entry) ? decided.get(entry.code) : undefined
    if (replacedBy === undefined) return entry
    return {
      ...entry,
      replacedBy,
      needsDecision: false,
      kind: replacedBy.length > 0 ? 'REPLACED' : 'ABOLISHED',
    }
  })
  return { entries, undecided: entries.filter(({ needsDecision }) => needsDecision).map(({ code }) => code) }
}

export function isEnding({ kind }: MapChangeEntry): boolean {
  return kind === 'REPLACED' || kind === 'ABOLISHED'
}

/** All divisions after the change. What hung under one that ended goes to its only successor, else a level higher. */
export function applyPlan(
  today: DivisionTree,
  records: readonly DivisionRecord[],
  entries: readonly MapChangeEntry[],
): DivisionRecord[] {
  const next = new Map(records.map((record) => [record.code, record]))
  const ended = new Map(entries.filter(isEnding).map((entry) => [entry.code, entry]))
  const newHome = (parent: Division | null): string | null => {
    const end = parent === null ? undefined : ended.get(parent.code)
    if (parent === null || end === undefined) return parent?.code ?? null
    const [only, ...others] = end.replacedBy
    return only !== undefined && others.length === 0 ? only : newHome(parent.parent)
  }
  const staying = today.ranked
    .filter(({ code }) => !ended.has(code) && !next.has(code))
    .map(({ code, name, kind, level, parent }) => ({ code, name, kind, level, parentCode: newHome(parent) }))
  return [...staying, ...records]
}

function entryOf(kind: MapChangeKind, { code, name }: DivisionRecord): MapChangeEntry {
  return { kind, code, name, formerName: null, replacedBy: [], needsDecision: false }
}

function coveredBy(records: readonly DivisionRecord[]): (division: Division) => boolean {
  const provinces = new Set(
    records.filter(({ level }) => level === 'PROVINCE').map(({ code }) => code.slice(0, 2)),
  )
  const counties = new Set(
    records.filter(({ level }) => level === 'TOWN').map(({ parentCode }) => parentCode),
  )
  return ({ code, level, kind, parentCode }) => {
    if (level === 'COUNTRY' || kind === 'FUNCTIONAL_ZONE') return false
    return level === 'TOWN' ? counties.has(parentCode) : provinces.has(code.slice(0, 2))
  }
}
