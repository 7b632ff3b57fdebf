import DataLoader from 'dataloader'
import { isStaffWho } from '../../../platform/viewer/viewer.js'
import type { SealedText } from '../texts/case-texts.js'
import { openLooks, type TextReader } from '../texts/open-looks.js'
import { extensionAnswer, extensionReason, StoredExtension } from './extension.entity.js'
import type { Extension } from './extension.type.js'

export type ExtensionLoader = DataLoader<string, Extension[]>

/** One query, and one for the keys of what was written, for a whole list. */
export function createExtensionLoader(reader: TextReader): ExtensionLoader {
  return new DataLoader(async (ids: readonly string[]) => {
    if (!isStaffWho(reader.viewer, 'READ_CASES')) return ids.map(() => [])
    const orderBy = { requestedAt: 'asc', id: 'asc' } as const
    const found = await reader.em.find(StoredExtension, { caseId: [...ids] }, { orderBy })
    const words = await openLooks(reader, found.flatMap(sealedIn))
    return ids.map((id) => found.filter(({ caseId }) => caseId === id).map((one) => toExtension(one, words)))
  })
}

function sealedIn({ id, caseId, sealedReason, sealedAnswer }: StoredExtension): SealedText[] {
  const reason = { caseId, place: { ...extensionReason, rowId: id }, sealed: sealedReason }
  if (sealedAnswer == null) return [reason]
  return [reason, { caseId, place: { ...extensionAnswer, rowId: id }, sealed: sealedAnswer }]
}

function toExtension(
  stored: StoredExtension,
  words: (rowId: string, field?: string) => string | null,
): Extension {
  const { id, days, requestedBy, requestedAt } = stored
  const { approved = null, decidedBy = null, decidedAt = null } = stored
  const reason = words(id, extensionReason.field)
  const answer = words(id, extensionAnswer.field)
  return { id, days, reason, requestedBy, requestedAt, approved, answer, decidedBy, decidedAt }
}
