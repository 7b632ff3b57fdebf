import { z } from 'zod'
import { setting } from '../../../platform/settings.js'

/** How officers are told; what is not set is off, and nobody can choose it. */
export const noticeSettings = {
  /** smtps://user:password@host:465 or smtp://host:25. */
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'smtp:// or smtps://')
    .optional(),
  NOTICE_FROM: z.string().default('andon@localhost'),
  /** Hosts, with their ports where it is not 443, that may be told by webhook. */
  NOTICE_WEBHOOK_HOSTS: setting.list().default([]),
  NOTICE_WEBHOOK_KEY: setting.base64(32).optional(),
} satisfies z.ZodRawShape

export type NoticeSettings = z.infer<z.ZodObject<typeof noticeSettings>>
