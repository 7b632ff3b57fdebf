import DataLoader from 'dataloader'
import { isStaffWho } from '../../../platform/viewer/viewer.js'
import { openLooks, type TextReader } from '../texts/open-looks.js'
import { StoredRectification } from './rectification.entity.js'
import type { Rectification } from './rectification.type.js'

export type RectificationLoader = DataLoader<string, Rectification[]>

/** What was ordered in cases; the same few queries for a whole list. */
export function createRectificationLoader(reader: TextReader): RectificationLoader {
  return new DataLoader(async (caseIds: readonly string[]) => {
    if (!isStaffWho(reader.viewer, 'READ_CASES')) return caseIds.map(() => [])
    const order = { orderBy: { orderedAt: 'asc', id: 'asc' } } as const
    const stored = await reader.em.find(StoredRectification, { caseId: [...caseIds] }, order)
    const words = await openLooks(reader, stored.flatMap(sealedOf))
    const grouped = Map.groupBy(stored, ({ caseId }) => caseId)
    return caseIds.map((caseId) =>
      (grouped.get(caseId) ?? []).map(({ id, dueOn, orderedAt, confirmedAt }) => ({
        id,
        order: words(id, 'sealed_order'),
        dueOn,
        orderedAt,
        finding: words(id, 'sealed_finding'),
        confirmedAt: confirmedAt ?? null,
      })),
    )
  })
}

function sealedOf({ id, caseId, sealedOrder, sealedFinding }: StoredRectification) {
  const order = { caseId, place: placeOf(id, 'sealed_order'), sealed: sealedOrder }
  if (sealedFinding == null) return [order]
  return [order, { caseId, place: placeOf(id, 'sealed_finding'), sealed: sealedFinding }]
}

export function placeOf(rowId: string, field: 'sealed_order' | 'sealed_finding') {
  return { table: 'rectification', rowId, field }
}
