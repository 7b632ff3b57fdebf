import { boundsOf, isWithheld, type Cell, type CellSystem } from './cell.js'

/** A withheld number, as somebody reckons with it who knows everything that was ever told. */
export type Unknown = {
  readonly cell: Cell
  readonly least: number
  readonly most: number
  readonly rows: Row[]
}

/** The weighted unknowns of a row add up to `sum`. */
export type Row = { readonly terms: { unknown: Unknown; weight: 1 | -1 }[]; readonly sum: number }

/** Unknowns that hang together by rows, and by nothing with the others. */
export type Component = { readonly unknowns: Unknown[]; readonly rows: Row[] }

/** Everything that can be reckoned with: what is told goes into the sums, what is withheld stays unknown. */
export function componentsOf({ cells, relations }: CellSystem): Component[] {
  const unknowns = new Map<Cell, Unknown>()
  for (const cell of cells) if (isWithheld(cell)) unknowns.set(cell, { cell, ...boundsOf(cell), rows: [] })
  for (const { total, parts } of relations) {
    const terms: Row['terms'] = []
    let sum = 0
    const add = (cell: Cell, weight: 1 | -1): void => {
      const unknown = unknowns.get(cell)
      if (unknown === undefined) sum -= weight * cell.value
      else terms.push({ unknown, weight })
    }
    add(total, 1)
    for (const part of parts) add(part, -1)
    const row = { terms, sum }
    for (const { unknown } of terms) unknown.rows.push(row)
  }
  return group(unknowns.values())
}

function group(unknowns: Iterable<Unknown>): Component[] {
  const seen = new Set<Unknown>()
  const components: Component[] = []
  for (const start of unknowns) {
    if (seen.has(start)) continue
    seen.add(start)
    const component: Unknown[] = [start]
    const rows = new Set<Row>()
    for (const unknown of component) {
      for (const row of unknown.rows) {
        if (rows.has(row)) continue
        rows.add(row)
        for (const { unknown: neighbour } of row.terms) {
          if (seen.has(neighbour)) continue
          seen.add(neighbour)
          component.push(neighbour)
        }
      }
    }
    components.push({ unknowns: component, rows: [...rows] })
  }
  return components
}

export type Interval = { least: number; most: number }

/**
 * The interval each unknown is kept in by the rows taken one by one, repeated until nothing gets narrower: cheap, and
 * never narrower than the truth, so a cell that has too few values here has too few.
 */
export function intervalsOf({ unknowns, rows }: Component, rounds = 20): Map<Unknown, Interval> {
  const intervals = new Map(
    unknowns.map((unknown) => [unknown, { least: unknown.least, most: unknown.most }]),
  )
  const of = (unknown: Unknown): Interval => intervals.get(unknown) ?? { least: 0, most: Infinity }
  for (let round = 0, narrowed = true; narrowed && round < rounds; round += 1) {
    narrowed = false
    for (const { terms, sum } of rows) {
      for (const { unknown, weight } of terms) {
        const others = terms.filter((term) => term.unknown !== unknown)
        const reach = (wanted: 'least' | 'most'): number =>
          others.reduce((total, term) => {
            const end = (term.weight === 1) === (wanted === 'most') ? 'most' : 'least'
            return total + term.weight * of(term.unknown)[end]
          }, 0)
        const [low, high] = [sum - reach('most'), sum - reach('least')]
        const interval = of(unknown)
        const least = Math.max(interval.least, weight === 1 ? low : -high)
        const most = Math.min(interval.most, weight === 1 ? high : -low)
        if (least > interval.least || most < interval.most) narrowed = true
        Object.assign(interval, { least, most })
      }
    }
  }
  return intervals
}
