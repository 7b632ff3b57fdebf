import { audit, type AuditReport } from './audit.js'
import { isWithheld, type Cell, type CellSystem, type Relation } from './cell.js'
import type { Solver } from './solver.js'
import { indexTotals, settle, suppress, withholdOneMore } from './suppress.js'

/** Nothing that could be withheld makes the release safe: there is none. */
export class CannotBeProtected extends Error {
  constructor(readonly exposed: readonly Cell[]) {
    super(`${String(exposed.length)} withheld cells could be reckoned too closely`)
  }
}

/**
 * Marks the new cells of a release so that the audit over everything told before and now passes: suppression, audit,
 * and more suppression where the audit finds a cell too narrow. Each round withholds more, so it ends.
 *
 * @throws CannotBeProtected where even withholding everything new would not do: what was told before is exposed by itself
 */
export function protect(system: CellSystem, solver: Solver): AuditReport {
  const totalsOf = indexTotals(system.relations)
  suppress(system)
  for (;;) {
    const report = audit(system, solver)
    if (report.exposed.length === 0) return report
    const widened = report.exposed.map((cell) => widen(cell, totalsOf)).some(Boolean)
    if (!widened && !closeAll(system)) throw new CannotBeProtected(report.exposed)
    settle(system)
  }
}

/** Withholds one more cell in a relation that narrows this one. */
function widen(cell: Cell, totalsOf: ReadonlyMap<Cell, readonly Relation[]>): boolean {
  const told = (totalsOf.get(cell) ?? []).filter(({ total }) => total.mark === 'VALUE')
  return told.some((relation) => withholdOneMore(relation, totalsOf))
}

/** The last resort: of what is new nothing is told. */
function closeAll({ cells }: CellSystem): boolean {
  const open = cells.filter((cell) => !cell.released && (!isWithheld(cell) || cell.mark === 'PARTNER'))
  for (const cell of open) cell.mark = 'CLOSED'
  return open.length > 0
}
