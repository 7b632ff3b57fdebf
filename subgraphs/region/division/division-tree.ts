import { divisionLevels, type DivisionRecord } from './division-list.js'

/** A division with its neighbours at hand. Immutable once the tree is built. */
export type Division = DivisionRecord & {
  /** A day the picture was true on; null for the list in force. */
  readonly asOf: string | null
  readonly parent: Division | null
  /** In the order of their codes. */
  readonly children: readonly Division[]
}

/**
 * All divisions in memory: they change once a year and stand in nearly every query, so an answer about them costs
 * no round trip. A new edition of the list is a new tree; nobody sees half of one.
 */
export class DivisionTree {
  /** Higher levels first, divisions before functional zones, then by code. */
  readonly ranked: readonly Division[]
  readonly root: Division | undefined
  private readonly byCode: ReadonlyMap<string, Division>

  /** @param asOf the day the records are of; null for the list in force */
  constructor(records: readonly DivisionRecord[], asOf: string | null = null) {
    const sorted = [...records].sort((a, b) => (a.code < b.code ? -1 : 1))
    this.byCode = link(sorted, asOf)
    this.ranked = [...this.byCode.values()].sort(byRank)
    this.root = this.ranked[0]
  }

  get(code: string): Division | undefined {
    return this.byCode.get(code)
  }
}

function link(sorted: readonly DivisionRecord[], asOf: string | null): Map<string, Division> {
  type Growing = DivisionRecord & { asOf: string | null; parent: Growing | null; children: Growing[] }
  const byCode = new Map<string, Growing>()
  for (const record of sorted) byCode.set(record.code, { ...record, asOf, parent: null, children: [] })
  if (byCode.size !== sorted.length) throw new Error('division list: a code stands twice')
  for (const division of byCode.values()) {
    if (division.parentCode === null) continue
    const parent = byCode.get(division.parentCode)
    if (parent === undefined)
      throw new Error(`division ${division.code} has no parent ${division.parentCode}`)
    division.parent = parent
    parent.children.push(division)
  }
  return byCode
}

const levelRank = Object.fromEntries(divisionLevels.map((level, rank) => [level, rank]))

function byRank(a: Division, b: Division): number {
  const level = (levelRank[a.level] ?? 0) - (levelRank[b.level] ?? 0)
  if (level !== 0) return level
  if (a.kind !== b.kind) return a.kind === 'DIVISION' ? -1 : 1
  return a.code < b.code ? -1 : 1
}

/** From the country to the division itself. */
export function pathOf(division: Division): Division[] {
  const path: Division[] = []
  for (let at: Division | null = division; at !== null; at = at.parent) path.unshift(at)
  return path
}

/** 河南省郑州市中原区: as an address is written, without the country unless it is the country. */
export function fullNameOf(division: Division): string {
  if (division.parent === null) return division.name
  let name = division.name
  for (let at = division.parent; at.parent !== null; at = at.parent) name = at.name + name
  return name
}
