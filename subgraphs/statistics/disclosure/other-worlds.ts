import type { Row, Unknown } from './system.js'

/** How the unknowns would differ from the truth in another world that fits everything told as well. */
export type World = ReadonlyMap<Unknown, number>

const mostTried = 600
const mostBranches = 6

/**
 * Looks for another world in which `target` differs by `change`: what one cell gains another of the same row must lose,
 * until no row is left unbalanced. Whole numbers throughout, so what it finds is proof; what it does not find may exist.
 */
export function findWorld(target: Unknown, change: number): World | undefined {
  const search = new Search(mostTried)
  search.move(target, change)
  return fits(target, change) && search.balance() ? search.changes : undefined
}

function fits({ cell, least, most }: Unknown, change: number): boolean {
  return cell.value + change >= least && cell.value + change <= most
}

class Search {
  readonly changes = new Map<Unknown, number>()
  /** By how much rows are off; a row that is not in here is balanced. */
  private readonly gaps = new Map<Row, number>()

  constructor(private tries: number) {}

  move(unknown: Unknown, change: number): void {
    this.changes.set(unknown, change)
    this.shift(unknown, change)
  }

  balance(): boolean {
    const next = this.gaps.entries().next()
    if (next.done === true) return true
    const [row, gap] = next.value
    for (const [unknown, change] of this.candidates(row, gap)) {
      this.tries -= 1
      if (this.tries < 0) return false
      this.move(unknown, change)
      if (this.balance()) return true
      this.changes.delete(unknown)
      this.shift(unknown, -change)
    }
    return false
  }

  private shift(unknown: Unknown, change: number): void {
    for (const row of unknown.rows) {
      const term = row.terms.find((candidate) => candidate.unknown === unknown)
      const gap = (this.gaps.get(row) ?? 0) + (term?.weight ?? 0) * change
      // Put in last, so that a search goes on where it is and comes back to the rest.
      this.gaps.delete(row)
      if (gap !== 0) this.gaps.set(row, gap)
    }
  }

  /** Those that take the whole gap, the least entangled first; then the roomiest of those that take a part of it. */
  private candidates(row: Row, gap: number): [Unknown, number][] {
    const whole: [Unknown, number][] = []
    const partly: [Unknown, number][] = []
    for (const { unknown, weight } of row.terms) {
      if (this.changes.has(unknown)) continue
      const wanted = -gap / weight
      if (fits(unknown, wanted)) whole.push([unknown, wanted])
      else {
        const { cell, least, most } = unknown
        const possible = wanted > 0 ? most - cell.value : least - cell.value
        if (possible !== 0) partly.push([unknown, possible])
      }
    }
    whole.sort(([one], [other]) => one.rows.length - other.rows.length)
    partly.sort(([, one], [, other]) => Math.abs(other) - Math.abs(one))
    return [...whole.slice(0, mostBranches), ...partly.slice(0, mostBranches)]
  }
}
