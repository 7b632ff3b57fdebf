import highsModule, { type Highs, type Model } from 'highs'
import type { Component, Unknown } from './system.js'

// The package's types are those of CommonJS, where the loader is one step further in than where it is at run time.
const loadHighs = highsModule as unknown as typeof highsModule.default

const solveSeconds = 20

/**
 * Mixed-integer programmes over one component, by HiGHS. It reckons in floating point, so what it finds is rounded and
 * checked in whole numbers before it counts.
 */
export class Solver {
  private constructor(private readonly highs: Highs) {}

  static async open(): Promise<Solver> {
    return new Solver(await loadHighs())
  }

  /** Keeps the component loaded for as long as `work` asks about it. */
  about<Result>(component: Component, work: (questions: Questions) => Result): Result {
    return this.highs.withModel((model) => {
      load(this.highs, model, component)
      return work(new Questions(this.highs, model, component))
    })
  }
}

export class Questions {
  private readonly columns: Map<Unknown, number>

  constructor(
    private readonly highs: Highs,
    private readonly model: Model,
    private readonly component: Component,
  ) {
    this.columns = new Map(component.unknowns.map((unknown, column) => [unknown, column]))
  }

  /** Values of all unknowns in a world where `target` has this value; undefined where none is found. */
  worldWith(target: Unknown, value: number): Map<Unknown, number> | undefined {
    const column = this.columnOf(target)
    this.model.changeColBounds(column, value, value)
    const world = this.solve()
    this.model.changeColBounds(column, target.least, this.upper(target.most))
    return world
  }

  private solve(): Map<Unknown, number> | undefined {
    this.model.run()
    if (this.model.getModelStatus() !== this.highs.constants.modelStatus.optimal) return undefined
    const { colValue } = this.model.getSolution()
    const world = new Map(
      this.component.unknowns.map((unknown, column) => [unknown, Math.round(colValue[column] ?? NaN)]),
    )
    return holds(this.component, world) ? world : undefined
  }

  private columnOf(target: Unknown): number {
    const column = this.columns.get(target)
    if (column === undefined) throw new Error('asked about a cell of another component')
    return column
  }

  private upper(most: number): number {
    return Number.isFinite(most) ? most : this.highs.infinity
  }
}

/** Whether the values fit everything that was told, in whole numbers. */
export function holds({ unknowns, rows }: Component, world: ReadonlyMap<Unknown, number>): boolean {
  const of = (unknown: Unknown): number => world.get(unknown) ?? NaN
  return (
    unknowns.every((unknown) => of(unknown) >= unknown.least && of(unknown) <= unknown.most) &&
    rows.every(
      ({ terms, sum }) => terms.reduce((total, term) => total + term.weight * of(term.unknown), 0) === sum,
    )
  )
}

function load(highs: Highs, model: Model, { unknowns, rows }: Component): void {
  const columns = new Map(unknowns.map((unknown, column) => [unknown, column]))
  const starts = [0]
  const indices: number[] = []
  const values: number[] = []
  for (const { terms } of rows) {
    for (const { unknown, weight } of terms) {
      indices.push(columns.get(unknown) ?? 0)
      values.push(weight)
    }
    starts.push(indices.length)
  }
  const shape = { numRows: rows.length, numCols: unknowns.length }
  model.passModel({
    ...shape,
    colCost: unknowns.map(() => 0),
    colLower: unknowns.map(({ least }) => least),
    colUpper: unknowns.map(({ most }) => (Number.isFinite(most) ? most : highs.infinity)),
    rowLower: rows.map(({ sum }) => sum),
    rowUpper: rows.map(({ sum }) => sum),
    matrix: { format: 'csr', ...shape, starts, indices, values },
    integrality: unknowns.map(() => highs.constants.variableType.integer),
  })
  model.options.set({ output_flag: false, time_limit: solveSeconds })
}
