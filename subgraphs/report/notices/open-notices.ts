import type { Lifecycle } from '../../../platform/lifecycle.js'
import type { Log } from '../../../platform/log.js'
import { tellingFailures } from '../wechat/failure.js'
import { requireLoginCode } from '../wechat/single-use-code.js'
import type { WeChatClient } from '../wechat/wechat.client.js'
import type { NoticeChannels } from './channel.js'
import type { ReadWechatAddress } from './notice-address.service.js'
import { readSmsGateway, type NoticeSettings } from './settings.js'
import { openSms } from './sms.js'
import { createWeChatNotices } from './wechat-notice.js'

export type NoticeRoom = {
  noticeChannels: NoticeChannels
  /** There where notices by WeChat can be sent. */
  readWechatAddress: ReadWechatAddress | undefined
}

/** The ways to tell people that there is news, as far as they are set up. */
export function openNotices(means: {
  settings: NoticeSettings
  client: WeChatClient | undefined
  lifecycle: Lifecycle
  log: Log
}): NoticeRoom {
  const { settings, client, lifecycle, log } = means
  const gateway = readSmsGateway(settings)
  const sms = gateway === undefined ? {} : { SMS: openSms({ ...gateway, lifecycle }) }
  const { WECHAT_NOTICE_TEMPLATE: templateId, WECHAT_NOTICE_FIELDS: fields } = settings
  if (client === undefined || templateId === undefined)
    return { noticeChannels: sms, readWechatAddress: undefined }
  const template = { templateId, fields, page: settings.WECHAT_NOTICE_PAGE }
  const readWechatAddress: ReadWechatAddress = async (code) => {
    const js_code = requireLoginCode(code, 'noticeAddress')
    return (await tellingFailures({ log }, () => client.personOf(js_code))).openid
  }
  return { noticeChannels: { ...sms, WECHAT: createWeChatNotices(client, template) }, readWechatAddress }
}
