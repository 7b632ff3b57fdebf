import type { EntityManager } from '@mikro-orm/postgresql'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import type { CaseTexts, SealedText } from './case-texts.js'
import { recordTextLooks } from './text-looks.js'

/** Who reads what is written in cases. */
export type TextReader = { em: EntityManager; viewer: Viewer; texts: CaseTexts }

/**
 * Opens texts for a reader, in the transaction that records the look of staff.
 *
 * @returns a text by its row and, where the row has several, its field; null where it was erased
 */
export async function openLooks(
  { em, viewer, texts }: TextReader,
  sealed: readonly SealedText[],
): Promise<(rowId: string, field?: string) => string | null> {
  if (sealed.length === 0) return () => null
  const opened = await em.fork().transactional(async (inner) => {
    await recordTextLooks(
      inner,
      viewer,
      sealed.map(({ caseId }) => caseId),
    )
    return texts.openAll(inner, sealed)
  })
  return (rowId, field) => {
    const index = sealed.findIndex(
      ({ place }) => place.rowId === rowId && (field === undefined || place.field === field),
    )
    return opened[index] ?? null
  }
}
