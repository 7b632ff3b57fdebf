import { actingAccount } from '../publication/actor'
import type { Rule } from '../publication/document-action'
import { cancelSchedule } from './schedules'

const reasons: Record<string, string> = {
  update: '草稿在安排定时发布后又有修改，定时发布已自动取消；请重新审核并安排。',
  discardDraft: '草稿已被还原，定时发布已自动取消；请重新审核并安排。',
  delete: '内容已删除，定时发布已自动取消。',
  unpublish: '内容已撤回，定时发布已自动取消。',
  publish: '内容已提前发布，定时发布已自动取消。',
}

/** What was ordered was ordered for the words as they stood: whatever happens to them ends the order. */
export const scheduleRule: Rule = async ({ strapi, action, trx, next }) => {
  const result = await next()
  const { documentId } = action.params
  const note = reasons[action.name]
  if (documentId !== undefined && note !== undefined)
    await cancelSchedule(trx, { uid: action.uid, documentId, accountId: actingAccount(strapi), note })
  return result
}
