import { levelOfCode, type DivisionKind } from './division-list.js'
import { regionCodePattern } from './region-code.js'

/** The days between which something changed, both possible; equal where the day is known. `YYYY-MM-DD`. */
export type Bounds = Readonly<{ earliest: string; latest: string }>

/** How it is known what followed: succession.ts, a person, or nothing did. */
export const successionBases = ['name', 'rest', 'hand', 'none'] as const
export type SuccessionBasis = (typeof successionBases)[number]

/** A code under one name. Periods of one place follow one another until one has successors. */
export type DivisionPeriod = Readonly<{
  code: string
  name: string
  kind: DivisionKind
  /** Null where the code told by its own digits stands below the division they name. */
  parentCode: string | null
  /** Null where the first list has it already. */
  from: Bounds | null
  /** The first day it is no more; null while in force. */
  to: Bounds | null
  /** Null where the code goes on under another name or is in force. */
  successors: Readonly<{ codes: readonly string[]; basis: SuccessionBasis }> | null
}>

export const listScopes = ['DIVISION', 'FUNCTIONAL_ZONE', 'TOWN'] as const
export type ListScope = (typeof listScopes)[number]

/** A published list the history was drawn from. */
export type PublishedList = Readonly<{ scope: ListScope; day: string; source: string }>

export type HistoryRecord = Readonly<{
  lists: readonly PublishedList[]
  periods: readonly DivisionPeriod[]
  /** The divisions a zone lies in, where they are more than the one it hangs under. */
  zones: readonly Readonly<{ zone: string; liesIn: readonly string[] }>[]
}>

const scopeOfWord: Readonly<Record<string, ListScope>> = {
  list: 'DIVISION',
  zones: 'FUNCTIONAL_ZONE',
  towns: 'TOWN',
}

/**
 * Reads data/history.txt; the format is told at the top of data/build-history.mjs.
 *
 * @throws Error with the line's number where the text is not of that format
 */
export function parseHistory(text: string): HistoryRecord {
  const lists: PublishedList[] = []
  const periods: DivisionPeriod[] = []
  const zones: { zone: string; liesIn: string[] }[] = []
  text.split('\n').forEach((line, index) => {
    if (line === '') return
    const [word = '', second = '', ...rest] = line.split(' ')
    const scope = scopeOfWord[word]
    if (scope !== undefined) lists.push({ scope, day: second, source: rest.join(' ') })
    else if (word === 'lies') zones.push({ zone: second, liesIn: rest })
    else {
      const period = parsePeriod(line)
      if (period === undefined) throw new Error(`history, line ${String(index + 1)}: not a period`)
      periods.push(period)
    }
  })
  return { lists, periods, zones }
}

function parsePeriod(line: string): DivisionPeriod | undefined {
  const parts = /^(~?)(\d+) (\S+) (\S+) (\S+)(?: > ([\d ]*)([a-z]+))?$/.exec(line)
  if (parts === null) return undefined
  const [, zone, code = '', name = '', fromText = '', toText = '', codes, word] = parts
  const [from, to] = [parseBounds(fromText), parseBounds(toText)]
  const basis = successionBases.find((known) => known === word)
  if (!regionCodePattern.test(code) || from === undefined || to === undefined) return undefined
  if (levelOfCode(code) === 'TOWN' || (word !== undefined && basis === undefined)) return undefined
  const successors = basis && { codes: (codes ?? '').split(' ').filter(Boolean), basis }
  const kind = zone === '~' ? 'FUNCTIONAL_ZONE' : 'DIVISION'
  return { code, name, kind, parentCode: null, from, to, successors: successors ?? null }
}

/** Null for `-`, undefined for what is neither a day nor two. */
function parseBounds(text: string): Bounds | null | undefined {
  if (text === '-') return null
  const days = /^(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?$/.exec(text)
  if (days === null) return undefined
  const [, earliest = '', latest = earliest] = days
  return { earliest, latest }
}
