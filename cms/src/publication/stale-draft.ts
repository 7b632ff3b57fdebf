import { errors } from '@strapi/utils'
import { actingAccount } from './actor'
import { refuse, selectRows, type Rule, type Transaction } from './document-action'
import { tableOf } from './governed-types'

type State = { updatedAt: string; editorId: number | null; editor: string | null }

/**
 * Refuses to go on from a draft that somebody has saved since it was read. What the caller wrote stays in the form;
 * nothing of either is lost.
 *
 * @param of.readAt the draft's `updatedAt` as the caller read it
 */
export async function refuseStale(
  trx: Transaction,
  of: { uid: string; documentId: string; readAt: unknown },
): Promise<void> {
  const state = await stateOf(trx, of.uid, of.documentId)
  if (state === undefined) return
  const readAt = typeof of.readAt === 'string' ? Date.parse(of.readAt) : Number.NaN
  if (Number.isNaN(readAt)) refuse('请先打开这篇内容再操作：没有说明依据的是哪一次保存。')
  if (readAt !== Date.parse(state.updatedAt)) throw new StaleDraft(state)
}

/** In which header the desk's forms say which save they rest on. */
const readAtHeader = 'x-desk-read-at'

/**
 * Two editors at one draft: the second does not write over the first unseen. A caller that does not say what it
 * rests on may go on from its own last save only.
 */
export const staleDraftRule: Rule = async ({ strapi, action, trx, next }) => {
  const { documentId } = action.params
  const account = actingAccount(strapi)
  const guarded = action.name === 'update' || action.name === 'publish' || action.name === 'discardDraft'
  if (!guarded || documentId === undefined || account === undefined) return next()
  const context = strapi.requestContext.get()
  // What the request itself has saved since does not make it stale.
  if (context !== undefined && checked.has(context.state)) return next()
  const readAt = context?.['params']?.['id'] === documentId ? context?.get(readAtHeader) : ''
  if (context !== undefined && readAt) {
    await refuseStale(trx, { uid: action.uid, documentId, readAt })
    restsOnCheckedReading(context.state)
  } else if (action.name === 'update') {
    const state = await stateOf(trx, action.uid, documentId)
    if (state?.editorId != null && state.editorId !== account) throw new StaleDraft(state)
  }
  return next()
}

const checked = new WeakSet<object>()

/** The request has said what it rests on, and that was looked at. */
export function restsOnCheckedReading(state: object): void {
  checked.add(state)
}

/** Who saved a draft last, and when. */
export async function stateOf(trx: Transaction, uid: string, documentId: string): Promise<State | undefined> {
  const [state] = await selectRows<State>(
    trx,
    `SELECT to_char(draft.updated_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "updatedAt",
            draft.updated_by_id AS "editorId",
            nullif(concat(account.lastname, account.firstname), '') AS editor
       FROM ${tableOf(uid)} draft LEFT JOIN admin_users account ON account.id = draft.updated_by_id
      WHERE draft.document_id = ? AND draft.published_at IS NULL`,
    [documentId],
  )
  return state
}

/** Somebody has saved since. What a refused save wanted to write is kept in the history (refused-save.ts). */
export class StaleDraft extends errors.ApplicationError {
  constructor({ editor, updatedAt }: State) {
    const saved = `这篇内容已由${editor ?? '他人'}在${beijingTime(new Date(updatedAt))}保存过`
    super(`${saved}，您看到的不是最新内容。请刷新页面；没有写入的改动保留在“历史”中，可以查看和取回。`)
  }
}

/** 2026年3月2日 09:05:07, as clocks in China show it. */
export function beijingTime(moment: Date): string {
  const [date = '', time = ''] = new Date(moment.getTime() + 8 * 3_600_000).toISOString().split('T')
  const [year, month, day] = date.split('-').map(Number)
  return `${String(year)}年${String(month)}月${String(day)}日 ${time.slice(0, 8)}`
}
