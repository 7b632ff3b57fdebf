import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import type { Place } from '../content/cipher.js'
import { StoredContentKey } from '../content/content-key.entity.js'
import type { ContentKey, ContentKeys } from '../content/content-key.service.js'
import type { Draft } from './draft.entity.js'
import { holdDraft, isAnswered, requireDraft } from './draft.service.js'
import type { SavedDraft } from './draft.type.js'
import { requireSavedForm } from './saved-form.js'

/**
 * Keeps a half-filled form. It is sealed under a key of its own, which ends with the draft: what a reporter thought
 * better of before submitting is gone with it, whatever becomes of the report.
 *
 * @param given.version the last one this front end has seen, 0 before the first; so that of two front ends the
 *   slower one does not write over the other unawares
 * @throws AndonError NOT_FOUND, BAD_USER_INPUT, CONFLICT where it was submitted, or saved elsewhere meanwhile
 */
export async function saveDraft(
  { em, contentKeys }: { em: EntityManager; contentKeys: ContentKeys },
  given: { draftId: string; content: string; version: number },
): Promise<SavedDraft> {
  requireSavedForm(given.content)
  const { id } = await requireDraft(em, given.draftId, 'draftId')
  return em.transactional(async (inner) => {
    const draft = await holdDraft(inner, id, 'draftId')
    if (isAnswered(draft)) throw new AndonError('CONFLICT', submittedAlready, { inputPath: 'draftId' })
    if (draft.savedVersion !== given.version)
      throw new AndonError('CONFLICT', savedElsewhere, { inputPath: 'version' })
    const key = (await contentKeys.of(inner, [id])).get(id) ?? contentKeys.create(inner, id)
    const version = given.version + 1
    const savedAt = new Date()
    const sealedForm = key.seal(placeOf(draft, version), given.content)
    Object.assign(draft, { sealedForm, savedVersion: version, savedAt })
    return { id, version, savedAt, expiresAt: draft.expiresAt }
  })
}

/** @throws Error where it was sealed for another draft, another report or as another version */
export function openSavedForm(key: ContentKey | undefined, draft: Draft): string | null {
  if (!draft.sealedForm) return null
  if (key === undefined) throw new Error('a saved form has a key as long as its draft')
  return key.open(placeOf(draft, draft.savedVersion), draft.sealedForm)
}

/** With its submission, or its referral, a draft has nothing left to go on with. */
export async function endSavedForm(em: EntityManager, draft: Draft): Promise<void> {
  draft.sealedForm = null
  await em.nativeDelete(StoredContentKey, { reportId: draft.id })
}

/** Both ids: a row that is made to point to another report opens nothing. */
function placeOf({ id, reportId }: Draft, version: number): Place {
  return { table: 'draft', rowId: `${id}/${reportId}`, field: 'sealed_form', version }
}

const submittedAlready = {
  zh: '这份举报已经提交，不能再保存草稿。',
  en: 'This report was submitted already.',
}
const savedElsewhere = {
  zh: '草稿已在别处保存了更新的内容，本次内容没有覆盖它。请先凭查询码打开最新草稿，再合并保存。',
  en: 'It was saved elsewhere meanwhile, and that was not written over: open the newest with the receipt, then save again.',
}
