import { WeChatFailure } from '../wechat/failure.js'
import type { NoticeMessage, WeChatClient } from '../wechat/wechat.client.js'
import { neutralText, type SendNotice } from './channel.js'

/** Phrases have five characters at most, and Chinese ones only. */
const neutralPhrase = '有新进展'

/** Sends subscription messages; each uses up one permission that the person gave in the programme. */
export function createWeChatNotices(
  client: WeChatClient,
  template: { templateId: string; fields: readonly string[]; page: string },
): SendNotice {
  const { templateId, fields, page } = template
  return async (_noticeId, openid) => {
    const data = Object.fromEntries(fields.map((field) => [field, { value: valueOf(field) }]))
    try {
      await client.notify({ openid, templateId, page, data } satisfies NoticeMessage)
      return 'SENT'
    } catch (error) {
      if (!(error instanceof WeChatFailure)) throw error
      if (error.kind === 'USER_REFUSES' || error.kind === 'NO_SUCH_USER') return 'REFUSED'
      throw error
    }
  }
}

function valueOf(field: string): string {
  if (field.startsWith('thing')) return neutralText
  return field.startsWith('phrase') ? neutralPhrase : today()
}

/** The day alone: the minute of a step tells more than a day does. */
function today(): string {
  const parts = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long' })
  return parts.format(new Date())
}
