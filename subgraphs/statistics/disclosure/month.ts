import type { Cell, CellSystem, Relation } from './cell.js'
import { countGroups } from './days.js'
import type { RegionTree } from './region-tree.js'
import { allCategories, publicTables, PublicTable, tableByRegion, type Measure } from './tables.js'

/** What was counted: the sum over a period, by place and by category, before anything is withheld. */
export type Fact = {
  readonly measure: Measure
  readonly regionCode: string
  /** Table and category in it: the one category of each table the thing counts under. */
  readonly categories: Readonly<Partial<Record<PublicTable, string>>>
  readonly n: number
}

export type CellKey = { table: PublicTable; regionCode: string; category: string; period: string }

export function idOf({ table, regionCode, category, period }: CellKey): string {
  return [table, regionCode, category, period].join(' ')
}

export function keyOf(id: string): CellKey {
  const [name = '', regionCode = '', category = '', period = ''] = id.split(' ')
  const table = PublicTable[name as keyof typeof PublicTable]
  return { table, regionCode, category, period }
}

/**
 * All cells of a month and what holds between them: for each measure a tree of regions, beside it the whole by each
 * kind of category, and the days that were told before.
 *
 * @param request.days of the month, all of them, as they were released
 */
export function buildMonth(request: {
  month: string
  k: number
  tree: RegionTree
  facts: readonly Fact[]
  days: readonly Cell[]
}): CellSystem {
  const cells: Cell[] = []
  const relations: Relation[] = []
  for (const measure of ['REPORTS', 'CONCLUSIONS'] as const) {
    const total = addRegions(measure, request, { cells, relations })
    addCategories(measure, total, request, { cells, relations })
    if (measure === 'REPORTS' && request.days.length > 0) {
      cells.unshift(...request.days)
      relations.unshift({ total, parts: request.days, groups: countGroups(request.days) })
    }
  }
  return { cells, relations }
}

type Month = Parameters<typeof buildMonth>[0]
type Growing = { cells: Cell[]; relations: Relation[] }

/** @returns the cell of the whole */
function addRegions(measure: Measure, { month, k, tree, facts }: Month, { cells, relations }: Growing): Cell {
  const table = tableByRegion[measure]
  const own = new Map<string, number>()
  for (const fact of facts) {
    const code = fact.measure === measure ? tree.leafOf(fact.regionCode) : undefined
    if (code !== undefined) own.set(code, (own.get(code) ?? 0) + fact.n)
  }
  const sumBelow = (code: string): number =>
    tree.childrenOf(code).reduce((sum, child) => sum + sumBelow(child), own.get(code) ?? 0)
  const visit = (code: string): Cell => {
    const id = idOf({ table, regionCode: code, category: allCategories, period: month })
    const total = newCell(id, { value: sumBelow(code), k, order: -Number(code) })
    cells.push(total)
    if (!goesBelow(table, code) || tree.childrenOf(code).length === 0) return total
    const place = relations.length
    const parts = tree.childrenOf(code).map(visit)
    relations.splice(place, 0, { total, parts })
    return total
  }
  return visit(tree.root)
}

/** Whether the table tells what lies below a region: of cities the counties, or no more than what lies in a province. */
function goesBelow(table: PublicTable, code: string): boolean {
  const { by } = publicTables[table]
  return 'region' in by && (by.region === 'COUNTY' || (by.region === 'CITY' && code.endsWith('0000')))
}

function addCategories(
  measure: Measure,
  total: Cell,
  { month, k, tree, facts }: Month,
  { cells, relations }: Growing,
): void {
  for (const table of Object.values(PublicTable)) {
    const { by, measure: counted } = publicTables[table]
    if (counted !== measure || !('category' in by)) continue
    const sums = new Map(by.category.map((category) => [category, 0]))
    for (const fact of facts) {
      const category = fact.categories[table]
      if (fact.measure !== measure || category === undefined) continue
      if (tree.leafOf(fact.regionCode) !== undefined) sums.set(category, (sums.get(category) ?? 0) + fact.n)
    }
    const parts = [...sums].map(([category, value], index) =>
      newCell(idOf({ table, regionCode: tree.root, category, period: month }), { value, k, order: -index }),
    )
    cells.push(...parts)
    relations.push({ total, parts })
  }
}

function newCell(id: string, { value, k, order }: { value: number; k: number; order: number }): Cell {
  return { id, value, k, order, released: false, mark: 'VALUE' }
}
