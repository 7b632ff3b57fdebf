import { AsyncLocalStorage } from 'node:async_hooks'
import type { Core } from '@strapi/strapi'
import { refuse, selectRows, type Rule } from './document-action'
import { fourEyesTypes, isFourEyes } from './governed-types'

const firstContent = new AsyncLocalStorage<true>()

/** Content that comes with the program has no editor at the desk: the rule of two people does not bind it. */
export function asFirstContent<Result>(run: () => Promise<Result>): Promise<Result> {
  return firstContent.run(true, run)
}

/**
 * What is published has passed two people: whoever edited it last cannot publish it, whatever their roles, one by
 * one or in bulk. The draft's row is locked, so that nobody slips an edit between this look and the publishing.
 */
export const fourEyesRule: Rule = async ({ strapi, action, trx, next }) => {
  const { documentId } = action.params
  if (!isFourEyes(action.uid) || action.name !== 'publish' || documentId === undefined) return next()
  if (firstContent.getStore()) return next()
  const { table, name } = fourEyesTypes[action.uid]
  const publisher = signedInUser(strapi)
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
  return next()
}

/** The number of the account at the desk, when one is behind the call. */
export function signedInUser(strapi: Core.Strapi): number | undefined {
  const state = strapi.requestContext.get()?.state as { user?: { id?: unknown } } | undefined
  const id = Number(state?.user?.id)
  return Number.isInteger(id) ? id : undefined
}
