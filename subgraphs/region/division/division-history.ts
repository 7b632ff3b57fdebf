import { levelOfCode, type DivisionRecord } from './division-list.js'
import { DivisionSearch } from './division-search.js'
import { DivisionTree, type Division } from './division-tree.js'
import type { Bounds, DivisionPeriod, HistoryRecord, ListScope, PublishedList } from './history-list.js'
import type { ReadPinyin } from './pinyin.js'

/** A place under one code from its beginning to its end, whatever it was called. */
export type DivisionLife = Readonly<{
  code: string
  periods: readonly DivisionPeriod[]
  from: Bounds | null
  to: Bounds | null
  successors: readonly string[]
}>

/** A snapshot has 3,400 divisions and no towns; a picker that walks through the years asks for a few of them. */
const mostSnapshots = 16

/**
 * Every code that was ever valid, and the divisions of any day since the first list. A day within the bounds of a
 * change still belongs to the older state: a day's list is the last one published, unless the day itself is known.
 */
export class DivisionHistory {
  readonly lists: readonly PublishedList[]
  private readonly livesOfCode: ReadonlyMap<string, readonly DivisionLife[]>
  private readonly predecessors: ReadonlyMap<string, readonly DivisionLife[]>
  private readonly liesInOfZone: ReadonlyMap<string, readonly string[]>
  /** Days on which the list became another one, ascending. */
  private readonly changeDays: readonly string[]
  private readonly snapshots = new Map<string, DivisionTree>()
  private readonly searches = new WeakMap<DivisionTree, DivisionSearch>()

  constructor(
    private readonly record: HistoryRecord,
    private readonly today: DivisionTree,
    private readonly readPinyin: ReadPinyin,
  ) {
    this.lists = record.lists
    this.livesOfCode = Map.groupBy(livesOf(record.periods), ({ code }) => code)
    this.predecessors = predecessorsOf([...this.livesOfCode.values()].flat())
    this.liesInOfZone = new Map(record.zones.map(({ zone, liesIn }) => [zone, liesIn]))
    const days = record.periods.flatMap(({ from, to }) => [from?.latest, to?.latest])
    this.changeDays = [...new Set(days.filter((day) => day !== undefined))].sort()
  }

  /** The first and the last list of a scope: nothing is known before the one or of what came after the other. */
  firstDay(scope: ListScope): string {
    return this.lists.find((list) => list.scope === scope)?.day ?? ''
  }

  lastList(scope: ListScope): PublishedList | undefined {
    return this.lists.findLast((list) => list.scope === scope)
  }

  /** The divisions of a day, without towns except in the list in force: they are known as of one day only. */
  on(day: string): DivisionTree {
    const changeDay = this.changeDays.findLast((change) => change <= day) ?? ''
    if (changeDay === this.changeDays.at(-1)) return this.today
    const known = this.snapshots.get(changeDay)
    this.snapshots.delete(changeDay)
    const snapshot = known ?? new DivisionTree(this.recordsOn(changeDay), changeDay)
    this.snapshots.set(changeDay, snapshot)
    const [oldest] = this.snapshots.keys()
    if (this.snapshots.size > mostSnapshots && oldest !== undefined) this.snapshots.delete(oldest)
    return snapshot
  }

  /** Finds divisions of a snapshot; made when somebody first searches that day. */
  searchOn(day: string): DivisionSearch {
    const tree = this.on(day)
    const search = this.searches.get(tree) ?? new DivisionSearch(tree, this.readPinyin)
    this.searches.set(tree, search)
    return search
  }

  /** Who had the code on a day; a town of today stands below its county as that was. */
  find(code: string, day: string): Division | undefined {
    const tree = this.on(day)
    const found = tree.get(code)
    if (found !== undefined || tree === this.today) return found
    const town = this.today.get(code)
    const county = town?.level === 'TOWN' ? tree.get(town.parentCode ?? '') : undefined
    return town && county && { ...town, parent: county, asOf: county.asOf }
  }

  /** The division as it is, or as it was on its last day. Of a code used twice, the later. */
  findEver(code: string): Division | undefined {
    const life = this.livesOfCode.get(code)?.at(-1)
    return this.today.get(code) ?? (life && this.asItWas(life))
  }

  /** The life a division is a picture of; undefined where the code has never changed. */
  lifeOf({ code, asOf }: Division): DivisionLife | undefined {
    return this.lifeOn(code, asOf ?? '9999-12-31')
  }

  /** Directly: who may have been replaced since. */
  replacedBy(division: Division): Division[] {
    const life = this.lifeOf(division)
    const day = life?.to?.latest
    if (life === undefined || day === undefined) return []
    return this.pictures(life.successors.map((code) => this.lifeOn(code, day) ?? code))
  }

  replaces(division: Division): Division[] {
    const life = this.lifeOf(division)
    const before = this.predecessors.get(division.code) ?? []
    return this.pictures(
      before.filter(({ to }) => to !== null && life === this.lifeOn(division.code, to.latest)),
    )
  }

  /** What answers for the place now: itself, or the last of those that followed it. */
  successorsToday(division: Division): Division[] {
    const found = new Map<string, Division>()
    const seen = new Set<string>()
    const follow = (at: Division): void => {
      const life = this.lifeOf(at)
      const key = `${at.code} ${life?.to?.latest ?? ''}`
      if (seen.has(key)) return
      seen.add(key)
      const now = life?.to ? undefined : this.today.get(at.code)
      if (now !== undefined) found.set(now.code, now)
      else for (const next of this.replacedBy(at)) follow(next)
    }
    follow(division)
    return [...found.values()]
  }

  /** Where a zone lies, as far as is known: at least in the division it hangs under. Empty for a division. */
  liesIn(division: Division): Division[] {
    if (division.kind !== 'FUNCTIONAL_ZONE') return []
    const known = this.liesInOfZone.get(division.code)
    const found = known?.map((code) => this.findEver(code)).filter((at) => at !== undefined)
    return found ?? (division.parent === null ? [] : [division.parent])
  }

  private lifeOn(code: string, day: string): DivisionLife | undefined {
    return this.livesOfCode
      .get(code)
      ?.findLast(({ from, to }) => (from === null || from.latest <= day) && (to === null || day <= to.latest))
  }

  private pictures(lives: readonly (DivisionLife | string)[]): Division[] {
    return lives
      .map((life) => (typeof life === 'string' ? this.today.get(life) : this.asItWas(life)))
      .filter((division) => division !== undefined)
  }

  private asItWas({ code, to }: DivisionLife): Division | undefined {
    return to === null ? this.today.get(code) : this.on(dayBefore(to.latest)).get(code)
  }

  private recordsOn(day: string): DivisionRecord[] {
    const unchanged = this.today.ranked.filter(
      ({ level, code }) => level !== 'TOWN' && !this.livesOfCode.has(code),
    )
    const changed = this.record.periods.filter(
      ({ from, to }) => (from === null || from.latest <= day) && (to === null || day < to.latest),
    )
    const codes = new Set([...unchanged, ...changed].map(({ code }) => code))
    // A town a map change brought is placed where its county is known.
    const placed = changed.filter(
      ({ code, parentCode }) => code.length === 6 || codes.has(parentCode ?? code.slice(0, 6)),
    )
    return [...unchanged, ...placed].map(({ code, name, kind, parentCode }) => {
      const level = levelOfCode(code)
      return { code, name, kind, level, parentCode: parentOn(code, parentCode, codes) }
    })
  }
}

/** The division a code names as its parent: the prefecture where there is one that day, else the province. */
export function parentOfCode(code: string, exists: (code: string) => boolean): string | null {
  if (code === '000000') return null
  if (code.length === 9) return code.slice(0, 6)
  if (code.endsWith('0000')) return '000000'
  const prefecture = `${code.slice(0, 4)}00`
  return prefecture !== code && exists(prefecture) ? prefecture : `${code.slice(0, 2)}0000`
}

function parentOn(code: string, told: string | null, codes: ReadonlySet<string>): string | null {
  return told !== null && codes.has(told) ? told : parentOfCode(code, (parent) => codes.has(parent))
}

function livesOf(periods: readonly DivisionPeriod[]): DivisionLife[] {
  const lives: DivisionLife[] = []
  let growing: DivisionPeriod[] = []
  for (const period of periods) {
    growing.push(period)
    if (period.to !== null && period.successors === null) continue
    const from = growing[0]?.from ?? null
    lives.push({
      code: period.code,
      periods: growing,
      from,
      to: period.to,
      successors: period.successors?.codes ?? [],
    })
    growing = []
  }
  return lives
}

function predecessorsOf(lives: readonly DivisionLife[]): Map<string, DivisionLife[]> {
  const predecessors = new Map<string, DivisionLife[]>()
  for (const life of lives) {
    for (const code of life.successors) predecessors.set(code, [...(predecessors.get(code) ?? []), life])
  }
  return predecessors
}

export function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
}

export function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)
}
