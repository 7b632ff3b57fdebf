import { expect, it } from '@jest/globals'
import { isWithheld } from './cell.js'
import { buildMonth, type Fact } from './month.js'
import { protect } from './protect.js'
import { createRegionTree } from './region-tree.js'
import { Solver } from './solver.js'
import { PublicTable } from './tables.js'

const two = (number: number): string => String(number).padStart(2, '0')

/** 31 provinces, 341 cities, 3,069 counties: about as many as there are. */
const provinces = Array.from({ length: 31 }, (_none, index) => `${two(index + 11)}0000`)
const cities = provinces.flatMap((code) =>
  Array.from({ length: 11 }, (_none, index) => `${code.slice(0, 2)}${two(index + 1)}00`),
)
const counties = cities.flatMap((code) =>
  Array.from({ length: 9 }, (_none, index) => `${code.slice(0, 4)}${two(index + 1)}`),
)
const tree = createRegionTree('000000', [...provinces, ...cities, ...counties])

/** As uneven as counties are, and the same every time: a few have much, most have little. */
function factsOf(mean: number): Fact[] {
  let state = 20_221_121
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state + 1) / 2 ** 32
  }
  return counties.flatMap((regionCode): Fact[] => {
    const n = Math.floor(-Math.log(random()) * mean)
    const categories = {
      [PublicTable.REPORTS_BY_MATTER]: random() < 0.6 ? 'MAJOR_HAZARD' : 'ILLEGAL_ACT',
      [PublicTable.REPORTS_BY_INDUSTRY]: random() < 0.5 ? 'COAL_MINE' : 'CHEMICAL',
      [PublicTable.REPORTS_BY_CHANNEL]: random() < 0.9 ? 'WECHAT_MINI' : 'LETTER',
    }
    const conclusion = { [PublicTable.CONCLUSIONS_BY_RESULT]: 'SUBSTANTIATED' }
    return [
      { measure: 'REPORTS', regionCode, categories, n },
      { measure: 'CONCLUSIONS', regionCode, categories: conclusion, n: Math.floor(n / 2) },
    ]
  })
}

it.each([
  // Of 3,442 regions that are told of, so many get a number; the others mostly because theirs is small.
  { mean: 1, least: 90 },
  { mean: 10, least: 1_800 },
  { mean: 60, least: 2_900 },
])(
  'the whole country at about $mean reports a county is proven cell by cell, and still tells what it can',
  async ({ mean, least }) => {
    const system = buildMonth({ month: '2026-01', k: 6, tree, facts: factsOf(mean), days: [] })
    const { withheld, byExchange, byProgramme, exposed } = protect(system, await Solver.open())
    expect(exposed).toEqual([])
    expect(byExchange + byProgramme).toBe(withheld)
    expect(withheld).toBe(system.cells.filter(isWithheld).length)
    const regions = system.cells.filter(({ id }) => id.startsWith(`${PublicTable.REPORTS_BY_REGION} `))
    expect(regions).toHaveLength(3_442)
    expect(regions.filter((cell) => !isWithheld(cell)).length).toBeGreaterThan(least)
  },
)
