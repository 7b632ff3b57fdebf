import { errors } from '@strapi/utils'
import type { Core } from '@strapi/strapi'
import { bodyOf, type DeskContext } from '../desk-routes/admin-route'
import { draftFor, mayDo } from '../desk-routes/document-access'
import { refuse, type Transaction } from '../publication/document-action'
import { lockDocument } from '../publication/document-lock'
import { casePublicationType } from '../publication/governed-types'
import { refuseStale } from '../publication/stale-draft'
import { addMarkDecision } from './mark-decisions'
import { markedDraft, type MarkedDraft } from './marked-draft'

type Answer = Omit<MarkedDraft, 'editorId'> & { mayDecide: boolean; isOwn: boolean }
type Verdict = { key: string; decision: 'KEEP' | 'CHANGE'; reason: string }

const longestReason = 300
const mostAtOnce = 500

/** “个人信息检查”: what is marked in a draft, for everybody who may read it; and the reviewer’s decision on each. */
export function createMarkRoutes(strapi: Core.Strapi) {
  const answer = async (context: DeskContext, trx: Transaction): Promise<Answer> => {
    const about = { uid: casePublicationType, documentId: context.params['documentId'] }
    const { userAbility, user } = context.state
    const { uid, documentId, draft } = await draftFor(strapi, userAbility, 'read', about)
    const found = await markedDraft(strapi, trx, documentId)
    if (found === undefined) throw new errors.NotFoundError('没有这篇内容，或者它已被删除。')
    const { editorId, ...shown } = found
    return {
      ...shown,
      mayDecide: mayDo(strapi, userAbility, 'review', { uid, row: draft }),
      isOwn: editorId === user.id,
    }
  }
  return {
    list: (context: DeskContext): Promise<Answer> =>
      answer(context, strapi.db.connection as unknown as Transaction),
    decide: async (context: DeskContext): Promise<Answer> => {
      await strapi.db.transaction(({ trx }: { trx: Transaction }) => decide(strapi, context, trx))
      return answer(context, strapi.db.connection as unknown as Transaction)
    },
  }
}

async function decide(strapi: Core.Strapi, context: DeskContext, trx: Transaction): Promise<void> {
  const about = { uid: casePublicationType, documentId: context.params['documentId'] }
  await lockDocument(trx, String(about.documentId))
  const { userAbility, user } = context.state
  const { uid, documentId } = await draftFor(strapi, userAbility, 'review', about)
  const { readAt, decisions } = bodyOf(context)
  await refuseStale(trx, { uid, documentId, readAt: readAt ?? '' })
  const found = await markedDraft(strapi, trx, documentId)
  if (found?.editorId === user.id)
    refuse('最后编辑这篇典型案例的人不能审定其中的个人信息，请由另一位人员审定。')
  for (const { key, decision, reason } of readVerdicts(decisions)) {
    const mark = found?.marks.find((known) => known.key === key)
    if (mark === undefined) refuse('文字在您打开后有改动，请刷新后再审定。')
    await addMarkDecision(trx, { documentId, mark, decision, reason, actorId: user.id })
  }
}

function readVerdicts(given: unknown): Verdict[] {
  if (!Array.isArray(given) || given.length === 0) refuse('请至少审定一处。')
  if (given.length > mostAtOnce) refuse(`一次最多审定 ${String(mostAtOnce)} 处。`)
  return given.map((one: unknown) => {
    const { key, decision, reason } = (one ?? {}) as Record<string, unknown>
    if (decision !== 'KEEP' && decision !== 'CHANGE') refuse('请选择“可以公开”或者“必须修改”。')
    const words = typeof reason === 'string' ? reason.trim() : ''
    if (words === '') refuse('请写明审定理由。')
    if (words.length > longestReason) refuse(`理由请不超过 ${String(longestReason)} 字。`)
    return { key: String(key), decision, reason: words }
  })
}
