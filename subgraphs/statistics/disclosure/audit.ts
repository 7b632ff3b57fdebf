import type { Cell, CellSystem } from './cell.js'
import { findWorld } from './other-worlds.js'
import { componentsOf, intervalsOf, type Component, type Unknown } from './system.js'
import { holds, type Questions, type Solver } from './solver.js'

export type AuditReport = {
  /** Cells that are withheld, and how it was shown for how many that they keep their k values. */
  withheld: number
  byExchange: number
  byProgramme: number
  /** Those for which it could not be shown: nothing is released while there is one. */
  exposed: Cell[]
}

/**
 * Shows for every withheld cell, from everything that was ever told, that it can still be any of k values: an interval
 * that is too narrow settles it at once; k worlds in whole numbers prove it, found by exchange within the rows or else
 * by an integer programme. Each world is checked against every row before it counts.
 */
export function audit(system: CellSystem, solver: Solver): AuditReport {
  const report: AuditReport = { withheld: 0, byExchange: 0, byProgramme: 0, exposed: [] }
  for (const component of componentsOf(system)) auditComponent(component, { solver, report })
  return report
}

function auditComponent(
  component: Component,
  { solver, report }: { solver: Solver; report: AuditReport },
): void {
  const intervals = intervalsOf(component)
  const proven = new Proofs(component)
  const open: Unknown[] = []
  for (const unknown of component.unknowns) {
    report.withheld += 1
    const { least, most } = intervals.get(unknown) ?? unknown
    if (most - least + 1 < unknown.cell.k) report.exposed.push(unknown.cell)
    else if (proveByExchange(unknown, proven)) report.byExchange += 1
    else open.push(unknown)
  }
  // One cell that is exposed for certain is enough to withhold more: no need to ask about the others now.
  if (open.length === 0 || report.exposed.length > 0) return
  solver.about(component, (questions) => {
    for (const unknown of open) {
      if (proveByProgramme(unknown, { questions, proven })) report.byProgramme += 1
      else report.exposed.push(unknown.cell)
    }
  })
}

/** The values each unknown was seen to have in a world that fits. */
class Proofs {
  private readonly seen: Map<Unknown, Set<number>>
  private readonly truth: Map<Unknown, number>

  constructor(private readonly component: Component) {
    this.truth = new Map(component.unknowns.map((unknown) => [unknown, unknown.cell.value]))
    this.seen = new Map(component.unknowns.map((unknown) => [unknown, new Set([unknown.cell.value])]))
    if (!holds(component, this.truth)) throw new Error('the cells of a release do not add up')
  }

  valuesOf(unknown: Unknown): ReadonlySet<number> {
    return this.seen.get(unknown) ?? new Set()
  }

  isDone(unknown: Unknown): boolean {
    return this.valuesOf(unknown).size >= unknown.cell.k
  }

  /** Counts a world that differs from the truth in a few unknowns, after checking the rows these stand in. */
  addChanges(changes: ReadonlyMap<Unknown, number>): void {
    const of = (unknown: Unknown): number => unknown.cell.value + (changes.get(unknown) ?? 0)
    const rows = new Set([...changes.keys()].flatMap((unknown) => unknown.rows))
    const adds = [...rows].every(
      ({ terms, sum }) => terms.reduce((total, term) => total + term.weight * of(term.unknown), 0) === sum,
    )
    const fits = [...changes.keys()].every((unknown) => {
      const value = of(unknown)
      return Number.isInteger(value) && value >= unknown.least && value <= unknown.most
    })
    if (!adds || !fits) throw new Error('an exchange does not add up')
    for (const unknown of changes.keys()) this.seen.get(unknown)?.add(of(unknown))
  }

  addWorld(world: ReadonlyMap<Unknown, number>): void {
    if (!holds(this.component, world)) throw new Error('a world does not fit')
    for (const [unknown, value] of world) this.seen.get(unknown)?.add(value)
  }
}

/** The values nearest to the truth first: they are the likeliest to be found. */
function* candidateValues({ cell, least, most }: Unknown): Generator<number> {
  for (let distance = 1; distance <= 2 * cell.k; distance += 1) {
    if (cell.value - distance >= least) yield cell.value - distance
    if (cell.value + distance <= most) yield cell.value + distance
  }
}

function proveByExchange(unknown: Unknown, proven: Proofs): boolean {
  for (const value of candidateValues(unknown)) {
    if (proven.isDone(unknown)) return true
    if (proven.valuesOf(unknown).has(value)) continue
    const changes = findWorld(unknown, value - unknown.cell.value)
    if (changes !== undefined) proven.addChanges(changes)
  }
  return proven.isDone(unknown)
}

function proveByProgramme(
  unknown: Unknown,
  { questions, proven }: { questions: Questions; proven: Proofs },
): boolean {
  for (const value of candidateValues(unknown)) {
    if (proven.isDone(unknown)) return true
    if (proven.valuesOf(unknown).has(value)) continue
    const world = questions.worldWith(unknown, value)
    if (world !== undefined) proven.addWorld(world)
  }
  return proven.isDone(unknown)
}
