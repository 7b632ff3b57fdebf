import type { Core } from '@strapi/strapi'
import { cancelSchedule } from '../schedule/schedules'
import { bodyOf, type DeskContext } from '../desk-routes/admin-route'
import { draftFor, type DocumentRow } from '../desk-routes/document-access'
import { refuseOpenMarks } from '../marking/marks.rule'
import { refuseUnapproved } from './approval.rule'
import { refuse, type Transaction } from './document-action'
import { lockDocument } from './document-lock'
import { fourEyesTypes, isFourEyes } from './governed-types'
import { addHistoryRow } from './history'
import { readReason } from './review'
import { refuseStale } from './stale-draft'

/** A reviewer agrees to the draft as it was read, or sends it back with a reason. Both stay in the history. */
export function createReviewDecision(strapi: Core.Strapi) {
  return async (context: DeskContext): Promise<{ decision: 'agree' | 'return' }> => {
    const { decision, reason, readAt, approvalSeen } = bodyOf(context)
    if (decision !== 'agree' && decision !== 'return') refuse('请选择同意或者退回修改。')
    const { userAbility, user } = context.state
    const about = { uid: context.params['uid'], documentId: context.params['documentId'] }
    await strapi.db.transaction(async ({ trx }: { trx: Transaction }) => {
      await lockDocument(trx, String(about.documentId))
      const { uid, documentId, draft } = await draftFor(strapi, userAbility, 'review', about)
      refuseOwnText(uid, draft, user.id)
      await refuseStale(trx, { uid, documentId, readAt: readAt ?? '' })
      if (decision === 'agree') await refuseOpenMarks(strapi, trx, { uid, documentId })
      if (decision === 'agree' && (await refuseUnapproved(trx, uid, documentId)) && approvalSeen !== true)
        refuse('这是有文号的公文：请核对领导签发件，并确认已核对。')
      const note = decision === 'return' ? { note: readReason(reason) } : {}
      await addHistoryRow(trx, { uid, documentId, action: decision, actorId: user.id, ...note })
      const sentBack = { accountId: user.id, note: '审核人员已退回修改，定时发布已自动取消。' }
      if (decision === 'return') await cancelSchedule(trx, { uid, documentId, ...sentBack })
    })
    return { decision }
  }
}

function refuseOwnText(uid: string, draft: DocumentRow, reviewer: number): void {
  const name = isFourEyes(uid) ? fourEyesTypes[uid].name : '内容'
  if (draft.updatedBy?.id === reviewer) refuse(`最后编辑这篇${name}的人不能自己审核，请由另一位人员审核。`)
}
