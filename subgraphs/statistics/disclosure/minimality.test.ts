import { beforeAll, describe, expect, it } from '@jest/globals'
import { isWithheld, type Cell, type CellSystem } from './cell.js'
import { countGroups, markOfDay } from './days.js'
import { cellOf, matrixSystem, starSystem, treeSystem } from './fixture/tables.js'
import { protect } from './protect.js'
import { Solver } from './solver.js'

/**
 * An attacker who has the source code: of all worlds, those are left that this program would have released in exactly
 * the same words. Every world is tried, so nothing that the rules give away can be overlooked.
 */
function worldsByWords(systems: readonly CellSystem[], solver: Solver): Map<string, CellSystem[]> {
  for (const system of systems) protect(system, solver)
  return Map.groupBy(systems, ({ cells }) =>
    cells.map((cell) => (isWithheld(cell) ? cell.mark : String(cell.value))).join(' '),
  )
}

/** The fewest values a withheld cell can have, and the fewest to somebody who knows one contribution to any cell. */
function fewestValues(
  systems: readonly CellSystem[],
  solver: Solver,
  mayLackWorlds: (system: CellSystem) => boolean = () => false,
): { stranger: number; reporter: number } {
  const fewest = { stranger: Infinity, reporter: Infinity }
  for (const worlds of worldsByWords(systems, solver).values()) {
    if (worlds[0] === undefined || mayLackWorlds(worlds[0])) continue
    const withheld = worlds[0].cells.flatMap((cell, index) => (isWithheld(cell) ? [index] : []))
    const countValues = (index: number, among: readonly CellSystem[]): number =>
      new Set(among.map(({ cells }) => cells[index]?.value)).size
    for (const index of withheld) {
      fewest.stranger = Math.min(fewest.stranger, countValues(index, worlds))
      for (const known of withheld) {
        const left = worlds.filter(({ cells }) => (cells[known]?.value ?? 0) > 0)
        if (left.length > 0) fewest.reporter = Math.min(fewest.reporter, countValues(index, left))
      }
    }
  }
  return fewest
}

/** All ways to divide every total up to `most` among `parts`. */
function divisionsUpTo(most: number, parts: number): number[][] {
  return Array.from({ length: most + 1 }, (_none, total) => divisions(total, parts)).flat()
}

function divisions(total: number, parts: number): number[][] {
  if (parts === 1) return [[total]]
  return Array.from({ length: total + 1 }, (_none, first) =>
    divisions(total - first, parts - 1).map((others) => [first, ...others]),
  ).flat()
}

function pairs<Thing>(things: readonly Thing[]): Thing[][] {
  return Array.from({ length: things.length / 2 }, (_none, index) => things.slice(2 * index, 2 * index + 2))
}

/** A month of which the first days were told one by one, and the others with its sum. */
function monthSystem(
  days: readonly number[],
  { k, toldBefore }: { k: number; toldBefore: number },
): CellSystem {
  const parts: Cell[] = []
  for (const [index, value] of days.entries()) {
    const released = index < toldBefore
    const mark = released ? markOfDay({ value, k }, parts) : 'VALUE'
    parts.push({ ...cellOf(`day ${String(index)}`, value, { k, order: index }), mark, released })
  }
  const month = cellOf(
    'month',
    days.reduce((total, value) => total + value, 0),
    { k },
  )
  return {
    cells: [...parts, month],
    relations: [{ total: month, parts, groups: countGroups(parts) }],
  }
}

describe('to somebody who knows the rules, a withheld cell keeps k values, and k − 1 to who knows one report', () => {
  let solver: Solver
  beforeAll(async () => {
    solver = await Solver.open()
  })

  it.each([
    { k: 3, size: 2, most: 22 },
    { k: 3, size: 3, most: 20 },
    { k: 3, size: 4, most: 16 },
    { k: 3, size: 5, most: 15 },
    { k: 4, size: 3, most: 22 },
    { k: 4, size: 4, most: 19 },
  ])('in a family of $size for k = $k', ({ k, size, most }) => {
    const systems = divisionsUpTo(most, size).map((parts) => treeSystem(parts, k))
    expect(fewestValues(systems, solver)).toEqual({ stranger: k, reporter: k - 1 })
  })

  it('in a tree of three levels', () => {
    const systems = divisionsUpTo(16, 4).map((parts) => treeSystem(pairs(parts), 3))
    expect(fewestValues(systems, solver)).toEqual({ stranger: 3, reporter: 2 })
  })

  it('where the same cases are told by region and by kind', () => {
    const systems = divisionsUpTo(12, 4).map((parts) => starSystem(pairs(parts), 3))
    expect(fewestValues(systems, solver)).toEqual({ stranger: 3, reporter: 2 })
  })

  it.each([4, 3, 2, 1])('in a month of four days, of which %i were told before it', (toldBefore) => {
    const most = 18
    const systems = divisionsUpTo(most, 4).map((days) => monthSystem(days, { k: 3, toldBefore }))

    // Where the sum is withheld, some of the worlds that fit may have a greater one than was tried.
    const mayLackWorlds = ({ cells }: CellSystem): boolean => {
      const days = cells.slice(0, 4)
      const told = days.reduce((sum, day) => (isWithheld(day) ? sum : sum + day.value), 0)
      const partners = days.filter(({ mark }) => mark === 'PARTNER').length
      return cells[4]?.mark === 'CLOSED' && told + 3 * (partners + 2) > most
    }
    expect(fewestValues(systems, solver, mayLackWorlds)).toEqual({ stranger: 3, reporter: 2 })
  })

  it('which cannot be had where two dimensions cross: no table does', () => {
    const systems = divisionsUpTo(12, 4).map((parts) => matrixSystem(pairs(parts), 3))
    expect(fewestValues(systems, solver).stranger).toBeLessThan(3)
  })
})
