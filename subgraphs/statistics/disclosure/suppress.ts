import { isWithheld, type Cell, type CellSystem, type Relation } from './cell.js'

/**
 * Marks the cells of a release: small ones first, then as many others as it takes that no small one follows from the
 * totals. Only thresholds of sums that will be public anyway decide, and a fixed order of the cells: somebody who knows
 * these rules learns from a mark no more than the mark says (decision 0021).
 */
export function suppress(system: CellSystem): void {
  for (const cell of system.cells) {
    if (!cell.released) cell.mark = cell.value < cell.k ? 'FEWER' : 'VALUE'
  }
  settle(system)
}

/** Withholds more until every relation is safe in itself. Marks only ever go from more told to less, so it ends. */
export function settle(system: CellSystem): void {
  const totalsOf = indexTotals(system.relations)
  for (let changed = true; changed;) {
    changed = false
    for (const relation of system.relations) {
      if (followTotal(relation, totalsOf)) changed = true
      while (relation.total.mark === 'VALUE' && !isSafe(relation)) {
        if (!withholdOneMore(relation, totalsOf)) break
        changed = true
      }
    }
  }
}

type TotalsOf = ReadonlyMap<Cell, readonly Relation[]>

export function indexTotals(relations: readonly Relation[]): TotalsOf {
  const found = new Map<Cell, Relation[]>()
  for (const relation of relations)
    for (const part of relation.parts) found.set(part, [...(found.get(part) ?? []), relation])
  return found
}

/** Nothing below a withheld total is told: what is fewer than k in all is so in every part. */
function followTotal({ total, parts }: Relation, totalsOf: TotalsOf): boolean {
  if (!isWithheld(total)) return false
  let changed = false
  for (const part of parts) {
    if (part.released) continue
    const mark = total.mark === 'FEWER' || isImpliedFewer(part, totalsOf) ? 'FEWER' : 'CLOSED'
    if (part.mark !== mark) changed = true
    part.mark = mark
  }
  return changed
}

function isImpliedFewer(cell: Cell, totalsOf: TotalsOf): boolean {
  return (totalsOf.get(cell) ?? []).some(({ total }) => total.mark === 'FEWER')
}

/**
 * Whether the withheld parts of a total that is told keep their k values each, as far as this relation goes. What is
 * known is their sum. A partner must leave the small ones room for k − 1, and one unit more, so that the choice of
 * partners says nothing and somebody who knows one contribution still finds k − 1 values.
 */
export function isSafe({ total, parts, groups = 1 }: Relation): boolean {
  const withheld = parts.filter(isWithheld)
  if (withheld.length === 0) return true
  if (withheld.length === 1) return false
  if (isThin({ total, parts })) return withheld.every(({ mark }) => mark === 'CLOSED')
  const told = parts.reduce((sum, part) => (isWithheld(part) ? sum : sum + part.value), 0)
  const sum = total.value - told
  const k = Math.max(total.k, ...withheld.map((cell) => cell.k))
  const small = withheld.filter(({ mark }) => mark === 'FEWER')
  if (small.length < withheld.length) {
    const partners = withheld.filter(({ mark }) => mark === 'PARTNER').length
    return sum >= k * (partners + groups)
  }
  if (withheld.length === parts.length && !parts.some(({ released }) => released)) return false
  const roomOfOthers = small.reduce((room, cell) => room + cell.k - 1, 0) - (k - 1)
  return sum >= k && sum < roomOfOthers
}

/**
 * A total of about k for each part. Somewhat more, and there are always partners enough; somewhat less, and all parts
 * may be small: in between, closing after a search for partners would tell that the parts are about k. So it is closed
 * without one, whatever the parts are.
 */
function isThin({ total, parts }: Relation): boolean {
  if (parts.some(({ released }) => released)) return false
  const { value, k } = total
  return value > (parts.length - 1) * (k - 1) && value < parts.length * k
}

/** @returns whether there was anything left to withhold */
export function withholdOneMore(relation: Relation, totalsOf: TotalsOf): boolean {
  const open = isThin(relation)
    ? []
    : relation.parts.filter((part) => !part.released && part.mark === 'VALUE')
  const [partner] = open.sort((one, other) => one.order - other.order)
  if (partner !== undefined) {
    partner.mark = 'PARTNER'
    return true
  }
  const closable = closableParts(relation, totalsOf)
  for (const part of closable) part.mark = 'CLOSED'
  if (closable.length > 0) return true
  if (relation.total.released || relation.total.mark !== 'VALUE') return false
  relation.total.mark = 'CLOSED'
  return true
}

/** Where some parts were told before, closing the others would tell too much of them: then the total is closed. */
function closableParts({ parts }: Relation, totalsOf: TotalsOf): Cell[] {
  if (parts.some(({ released }) => released)) return []
  return parts.filter((part) => part.mark !== 'CLOSED' && !isImpliedFewer(part, totalsOf))
}
