import { AsyncLocalStorage } from 'node:async_hooks'
import { actingAccount } from './actor'
import { refuse, selectRows, type Rule } from './document-action'
import { fourEyesTypes, isFourEyes, isReviewed } from './governed-types'
import { decisionOnCurrentText } from './review'

const firstContent = new AsyncLocalStorage<true>()

/** Content that comes with the program has no editor at the desk: the rule of two people does not bind it. */
export function asFirstContent<Result>(run: () => Promise<Result>): Promise<Result> {
  return firstContent.run(true, run)
}

export const asFirstContentIsRunning = (): boolean => firstContent.getStore() === true

/**
 * What is published has passed two people: whoever edited it last cannot publish it, whatever their roles, one by
 * one, in bulk or on a day to come. What speaks for the authority or is consented to goes out only after somebody
 * has agreed to exactly these words. The document is locked (rules.ts), so that nobody slips an edit in between.
 */
export const fourEyesRule: Rule = async ({ strapi, action, trx, next }) => {
  const { documentId } = action.params
  if (!isFourEyes(action.uid) || action.name !== 'publish' || documentId === undefined) return next()
  if (asFirstContentIsRunning()) return next()
  const { table, name } = fourEyesTypes[action.uid]
  const publisher = actingAccount(strapi)
  if (publisher === undefined) refuse(`${name}须由登录后台的审核发布人员发布。`)
  const [draft] = await selectRows<{ updated_by_id: number | null }>(
    trx,
    `SELECT updated_by_id FROM ${table} WHERE document_id = ? AND published_at IS NULL FOR UPDATE`,
    [documentId],
  )
  if (draft === undefined) return next()
  if (draft.updated_by_id === null)
    refuse(`无法确认这篇${name}最后由谁编辑，请编辑人员重新保存后再由他人发布。`)
  if (draft.updated_by_id === publisher)
    refuse(
      `最后编辑这篇${name}的人不能自己发布，请由另一位审核发布人员发布。兼有编辑权限的账号点击发布时会先保存，也视为最后编辑人。`,
    )
  if (!isReviewed(action.uid)) return next()
  const decision = await decisionOnCurrentText(trx, documentId)
  if (decision?.action === 'return')
    refuse(`这篇${name}已被退回修改：${decision.note ?? ''}。请编辑人员修改后重新审核。`)
  if (decision === undefined || decision.actorId === draft.updated_by_id)
    refuse(`这篇${name}的当前内容还没有审核同意。请先审核；审核后又修改过的，须重新审核。`)
  return next()
}
