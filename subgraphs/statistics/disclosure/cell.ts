/**
 * What the public is told of a cell.
 *
 * - `VALUE`: the number, which is k or more.
 * - `FEWER`: fewer than k, nought included.
 * - `PARTNER`: withheld so that the small ones beside it cannot be reckoned; whoever knows the rules knows it is k or more.
 * - `CLOSED`: withheld together with its total or with everything beside it; nothing is known of it.
 *
 * Nobody is shown the difference between the last two, and the audit still supposes that everybody can tell them apart.
 */
export const cellMarks = ['VALUE', 'FEWER', 'PARTNER', 'CLOSED'] as const
export type CellMark = (typeof cellMarks)[number]

export type Cell = {
  /** Table, region, category and period: one name for one number, for ever. */
  readonly id: string
  readonly value: number
  /** The k of the release that told it. */
  readonly k: number
  /** Told by an earlier release: its mark never changes again. */
  readonly released: boolean
  /** Which of several is withheld first for the sake of another; must not depend on any number. */
  readonly order: number
  mark: CellMark
}

/** `total` is the sum of `parts`. */
export type Relation = {
  readonly total: Cell
  readonly parts: readonly Cell[]
  /** Where parts were told before the total: in how many groups the withheld ones protect each other. */
  readonly groups?: number
}

/** Cells, and everything that is known to hold between them: totals before their parts. */
export type CellSystem = { readonly cells: readonly Cell[]; readonly relations: readonly Relation[] }

export function isWithheld(cell: Cell): boolean {
  return cell.mark !== 'VALUE'
}

/** What everybody knows of a withheld cell before reckoning. */
export function boundsOf(cell: Cell): { least: number; most: number } {
  if (cell.mark === 'FEWER') return { least: 0, most: cell.k - 1 }
  return { least: cell.mark === 'PARTNER' ? cell.k : 0, most: Infinity }
}
