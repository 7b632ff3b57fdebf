import DataLoader from 'dataloader'
import { isStaffWho } from '../../../platform/viewer/viewer.js'
import { openLooks, type TextReader } from '../texts/open-looks.js'
import { StoredFollowUp } from './follow-up.entity.js'
import type { FollowUp } from './follow-up.type.js'

export type FollowUpLoader = DataLoader<string, FollowUp[]>

/** The follow-ups of cases; the same few queries for a whole list. */
export function createFollowUpLoader(reader: TextReader): FollowUpLoader {
  return new DataLoader(async (caseIds: readonly string[]) => {
    if (!isStaffWho(reader.viewer, 'READ_CASES')) return caseIds.map(() => [])
    const order = { orderBy: { at: 'asc', id: 'asc' } } as const
    const stored = await reader.em.find(StoredFollowUp, { caseId: [...caseIds] }, order)
    const sealed = stored.map(({ id, caseId, sealedText }) => ({
      caseId,
      place: placeOf(id),
      sealed: sealedText,
    }))
    const words = await openLooks(reader, sealed)
    const grouped = Map.groupBy(stored, ({ caseId }) => caseId)
    return caseIds.map((caseId) =>
      (grouped.get(caseId) ?? []).map(({ id, reportId, retaliation, action, at }) => ({
        id,
        reportId,
        retaliation,
        action,
        text: words(id),
        at,
      })),
    )
  })
}

export function placeOf(rowId: string) {
  return { table: 'follow_up', rowId, field: 'sealed_text' }
}
