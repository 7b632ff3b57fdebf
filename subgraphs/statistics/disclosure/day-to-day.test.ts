import { beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Cell, Relation } from './cell.js'
import { daysToldWithMonth, markOfDay } from './days.js'
import { Attacker, publish } from './fixture/attacker.js'
import { buildMonth, idOf, type Fact } from './month.js'
import { protect } from './protect.js'
import { createRegionTree } from './region-tree.js'
import { Solver } from './solver.js'
import { allCategories, PublicTable, publicTables } from './tables.js'

const tree = createRegionTree('000000', [
  ...['410000', '410100', '410102', '410103', '410300', '410302', '410303', '419001'],
  ...['110000', '110101', '110102', '650000', '650100', '650102'],
])
const counties = ['410102', '410103', '410302', '410303', '419001', '110101', '110102', '650102']
const daysOfMonth = 31

type Arrival = { county: number; day: number; kind: number; n: number }
/** Some days bring nothing, some a crowd; a county's own rate goes from none to many. */
const arrivals: fc.Arbitrary<Arrival[]> = fc.array(
  fc.record({
    county: fc.nat(counties.length - 1),
    day: fc.integer({ min: 1, max: daysOfMonth }),
    kind: fc.nat(9),
    n: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 4, max: 25 })),
  }),
  { minLength: 0, maxLength: 90 },
)

const categoryOf = (table: PublicTable, kind: number): string => {
  const { by } = publicTables[table]
  const categories = 'category' in by ? by.category : []
  return categories[kind % Math.min(3, categories.length)] ?? ''
}

const factOf = ({ county, kind, n }: Arrival): Fact[] => [
  {
    measure: 'REPORTS',
    regionCode: counties[county] ?? '',
    categories: {
      [PublicTable.REPORTS_BY_MATTER]: categoryOf(PublicTable.REPORTS_BY_MATTER, kind),
      [PublicTable.REPORTS_BY_INDUSTRY]: categoryOf(PublicTable.REPORTS_BY_INDUSTRY, kind + 1),
      [PublicTable.REPORTS_BY_CHANNEL]: categoryOf(PublicTable.REPORTS_BY_CHANNEL, kind + 2),
    },
    n,
  },
  {
    measure: 'CONCLUSIONS',
    regionCode: counties[(county + kind) % counties.length] ?? '',
    categories: { [PublicTable.CONCLUSIONS_BY_RESULT]: categoryOf(PublicTable.CONCLUSIONS_BY_RESULT, kind) },
    n,
  },
]

const dayCode = (month: string, day: number): string => `${month}-${String(day).padStart(2, '0')}`

/** A release each day, the last with the month and its last days: everything that was ever told. */
function releaseMonth(month: string, all: readonly Arrival[], k: number, solver: Solver) {
  const days: Cell[] = []
  for (let day = 1; day <= daysOfMonth; day += 1) {
    const value = all.filter((one) => one.day === day).reduce((sum, { n }) => sum + n, 0)
    const key = { table: PublicTable.REPORTS_BY_DAY, regionCode: '000000', category: allCategories }
    const released = day <= daysOfMonth - daysToldWithMonth
    const mark = released ? markOfDay({ value, k }, days) : 'VALUE'
    days.push({ id: idOf({ ...key, period: dayCode(month, day) }), value, k, order: day, released, mark })
  }
  const system = buildMonth({ month, k, tree, facts: all.flatMap(factOf), days })
  protect(system, solver)
  return system
}

describe('sixty releases, day after day, over two months', () => {
  let solver: Solver
  let attacker: Attacker
  beforeAll(async () => {
    solver = await Solver.open()
    attacker = await Attacker.hire()
  })

  it('leave every withheld cell at least k values to somebody who keeps them all and subtracts', () => {
    const k = fc.integer({ min: 3, max: 6 })
    fc.assert(
      fc.property(arrivals, arrivals, k, k, (first, second, firstK, secondK) => {
        const cells: Cell[] = []
        const relations: Relation[] = []
        for (const [month, all, own] of [
          ['2026-01', first, firstK],
          ['2026-03', second, secondK],
        ] as const) {
          const system = releaseMonth(month, all, own, solver)
          cells.push(...system.cells)
          relations.push(...system.relations)
        }
        const values = attacker.countValues(publish({ cells, relations }), 6)
        for (const { id, k: own } of cells) expect(values.get(id) ?? own).toBeGreaterThanOrEqual(own)
      }),
      { numRuns: 4 },
    )
  }, 120_000)

  it('tell the month although some of its days were small, and most counties that are not', () => {
    const busy: Arrival[] = Array.from({ length: 200 }, (_none, index) => ({
      county: index % counties.length,
      day: 1 + (index % 29),
      kind: index % 10,
      n: 3 + (index % 7),
    }))
    const { cells } = releaseMonth('2026-01', busy, 5, solver)
    const told = (table: PublicTable) =>
      cells.filter(({ id, mark }) => id.startsWith(`${table} `) && mark === 'VALUE').length
    // Two small ones, and a third for their sake.
    expect(told(PublicTable.REPORTS_BY_DAY)).toBe(28)
    expect(told(PublicTable.REPORTS_BY_REGION)).toBe(15)
  })
})
