import { z } from 'zod'
import { setting, SettingsError } from '../../../platform/settings.js'

const templateField = /^(thing|phrase|date|time)\d{1,2}$/

export const noticeSettings = {
  /** Where SMS are handed over; without it none are sent. */
  SMS_WEBHOOK_URL: setting.url().optional(),
  /** Signs what is handed over. */
  SMS_WEBHOOK_KEY: setting.base64(32).optional(),
  /** The template WeChat gave for a notice of news; without it there are no notices by WeChat. */
  WECHAT_NOTICE_TEMPLATE: z.string().optional(),
  /** The fields of that template, which get neutral words or the day. */
  WECHAT_NOTICE_FIELDS: setting
    .list()
    .refine((fields) => fields.length > 0 && fields.every((field) => templateField.test(field)), {
      message: 'names of fields such as thing1, phrase2, date3',
    })
    .default(['thing1']),
  WECHAT_NOTICE_PAGE: z.string().default('pages/index/index'),
} satisfies z.ZodRawShape

export type NoticeSettings = z.infer<z.ZodObject<typeof noticeSettings>>

/** @throws SettingsError where the address of the SMS gateway comes without the key, or in the clear */
export function readSmsGateway(settings: NoticeSettings): { url: URL; key: Buffer } | undefined {
  const { SMS_WEBHOOK_URL: address, SMS_WEBHOOK_KEY: key } = settings
  if (address === undefined) return undefined
  if (key === undefined) throw new SettingsError(['SMS_WEBHOOK_URL needs SMS_WEBHOOK_KEY'])
  const url = new URL(address)
  const isPrivate = url.protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (!isPrivate) throw new SettingsError(['SMS_WEBHOOK_URL: https only, telephone numbers go there'])
  return { url, key }
}
