import { beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { audit } from './audit.js'
import type { CellSystem } from './cell.js'
import { Attacker, publish } from './fixture/attacker.js'
import { matrixSystem, starSystem, treeSystem, type Tree } from './fixture/tables.js'
import { CannotBeProtected, protect } from './protect.js'
import { holds, Solver } from './solver.js'
import { componentsOf } from './system.js'

/** Mostly small, sometimes large, as counties are. */
const count = fc.oneof(
  { arbitrary: fc.integer({ min: 0, max: 4 }), weight: 5 },
  { arbitrary: fc.integer({ min: 5, max: 12 }), weight: 3 },
  { arbitrary: fc.integer({ min: 13, max: 80 }), weight: 1 },
)
const family = fc.array(count, { minLength: 1, maxLength: 5 })
const tree: fc.Arbitrary<Tree> = fc.array(
  fc.oneof(count, family, fc.array(family, { minLength: 1, maxLength: 3 })),
  {
    minLength: 1,
    maxLength: 4,
  },
)
const matrix = fc
  .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 }))
  .chain(([height, width]) =>
    fc.array(fc.array(count, { minLength: width, maxLength: width }), {
      minLength: height,
      maxLength: height,
    }),
  )
const threshold = fc.integer({ min: 3, max: 6 })

const systems: [string, fc.Arbitrary<CellSystem>][] = [
  ['over the tree', fc.tuple(tree, threshold).map(([counts, k]) => treeSystem(counts, k))],
  [
    'over two dimensions that share a total',
    fc.tuple(matrix, threshold).map(([counts, k]) => starSystem(counts, k)),
  ],
  [
    'over two dimensions that cross',
    fc.tuple(matrix, threshold).map(([counts, k]) => matrixSystem(counts, k)),
  ],
]

/** What a careless statistician does: the small cells are withheld and nothing else. */
function withholdSmallOnly({ cells }: CellSystem): void {
  for (const cell of cells) cell.mark = cell.value < cell.k ? 'FEWER' : 'VALUE'
}

describe('whoever subtracts', () => {
  let solver: Solver
  let attacker: Attacker
  beforeAll(async () => {
    solver = await Solver.open()
    attacker = await Attacker.hire()
  })

  /** The withheld cell that is left the fewest values, against the k of all. */
  const narrowest = (system: CellSystem): number => {
    const k = system.cells[0]?.k ?? 0
    return Math.min(Infinity, ...attacker.countValues(publish(system), k).values()) - k
  }

  it.each(systems)('%s leaves every withheld cell at least k values', (_where, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (system) => {
        const { exposed } = protect(system, solver)
        expect(exposed).toEqual([])
        expect(narrowest(system)).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 15 },
    )
  })

  it.each(systems)(
    '%s finds a withheld cell where only the small ones are withheld; so does the audit',
    (_where, arbitrary) => {
      const sample = fc.sample(arbitrary, { numRuns: 60, seed: 7 })
      let broken = 0
      for (const system of sample) {
        withholdSmallOnly(system)
        const reckoned = narrowest(system) < 0
        expect(audit(system, solver).exposed.length > 0).toBe(reckoned)
        if (reckoned) broken += 1
      }
      expect(broken).toBeGreaterThan(10)
    },
  )
})

describe('the audit', () => {
  it('refuses cells that do not add up: it proves nothing about a world that is not', async () => {
    const system = treeSystem([1, 20], 5)
    const [relation] = system.relations
    const wrong = {
      ...system,
      relations: [{ total: relation!.total, parts: [...relation!.parts, ...relation!.parts] }],
    }
    withholdSmallOnly(wrong)
    const solver = await Solver.open()
    expect(() => audit(wrong, solver)).toThrow('do not add up')
  })

  it('lets nothing be released where what was told before is exposed by itself', async () => {
    const { cells, relations } = treeSystem([1, 20], 5)
    withholdSmallOnly({ cells, relations })
    const released = new Map(cells.map((cell) => [cell, { ...cell, released: true }]))
    const [relation] = relations
    const parts = relation!.parts.map((part) => released.get(part)!)
    const history = {
      cells: [...released.values()],
      relations: [{ total: released.get(relation!.total)!, parts }],
    }
    const solver = await Solver.open()
    expect(() => protect(history, solver)).toThrow(CannotBeProtected)
    expect(history.cells.map(({ mark }) => mark)).toEqual(['VALUE', 'FEWER', 'VALUE'])
  })

  it('asks the integer programme for worlds, and believes only those that add up', async () => {
    const solver = await Solver.open()
    const [ring] = componentsOf(ringSystem())
    const [target] = ring?.unknowns ?? []
    if (ring === undefined || target === undefined) throw new Error('the ring is withheld')
    const found = solver.about(ring, (questions) =>
      Array.from({ length: 7 }, (_none, value) => questions.worldWith(target, value)),
    )
    expect(found.map((world) => world !== undefined)).toEqual([true, true, true, true, true, true, false])
    expect(found.slice(0, 6).every((world) => world !== undefined && holds(ring, world))).toBe(true)
    expect(holds(ring, new Map(ring.unknowns.map((unknown) => [unknown, 1])))).toBe(false)
  })
})

/** Six small cells along a ring through three rows and three columns: what one gains goes round, 5 in each row. */
function ringSystem(): CellSystem {
  const system = matrixSystem(
    [
      [2, 3, 30],
      [30, 2, 3],
      [3, 30, 2],
    ],
    6,
  )
  for (const cell of system.cells) cell.mark = cell.value < cell.k ? 'FEWER' : 'VALUE'
  return system
}
