import { z } from 'zod'
import { setting, SettingsError } from '../../../platform/settings.js'

export const wechatSettings = {
  /** Turns what WeChat calls a person into a keyed hash; kept outside database and backups. */
  WECHAT_ID_KEY: setting.base64(32),
  /** Without it the WeChat channel is off, and says so. */
  WECHAT_APP_ID: z.string().optional(),
  WECHAT_APP_SECRET: z.string().optional(),
  WECHAT_BASE_URL: setting
    .url()
    .default('https://api.weixin.qq.com')
    .refine(isPrivate, 'https only, or http on this machine: secrets go there'),
  /** Which of its three versions the codes and notices lead to. */
  WECHAT_PROGRAM_VERSION: z.enum(['release', 'trial', 'develop']).default('release'),
  /** The page a placement's code opens. */
  WECHAT_CODE_PAGE: z.string().default('pages/index/index'),
  /** Whether WeChat has granted checkrealnameinfo to this programme. */
  WECHAT_REAL_NAME_CHECK: setting.flag(),
} satisfies z.ZodRawShape

export type WeChatSettings = z.infer<z.ZodObject<typeof wechatSettings>>

export type WeChatAccount = { appId: string; appSecret: string; baseUrl: string }

/**
 * The programme's account; undefined where the channel is off.
 *
 * @throws SettingsError where only one of its two halves is set
 */
export function readAccount(settings: WeChatSettings): WeChatAccount | undefined {
  const { WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret, WECHAT_BASE_URL: baseUrl } = settings
  if (appId !== undefined && appSecret !== undefined) return { appId, appSecret, baseUrl }
  if (appId === undefined && appSecret === undefined) return undefined
  throw new SettingsError(['WECHAT_APP_ID and WECHAT_APP_SECRET belong together'])
}

function isPrivate(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)
}
