import { z } from 'zod'
import type { AccessTokens } from './access-token.js'
import { WeChatFailure } from './failure.js'
import type { WeChatAccount } from './settings.js'
import type { WeChatTransport } from './transport.js'

/** What WeChat calls a person. It is hashed where it is received, or sealed with the person's consent. */
export type WeChatPerson = { openid: string; unionid: string | undefined }

export type RealNameClaim = { openid: string; name: string; idNumber: string; code: string }
export type NoticeMessage = {
  openid: string
  templateId: string
  page: string
  data: Readonly<Record<string, { value: string }>>
}

/** The calls we make, and no other: nothing that checks contents, since that would show them to WeChat. */
export type WeChatClient = {
  /** Who has called wx.login; the code serves once. */
  personOf: (code: string) => Promise<WeChatPerson>
  /** The telephone its owner let WeChat tell us; the code serves once, for five minutes. */
  phoneOf: (code: string) => Promise<string>
  /** Whether name and document are those of the person's WeChat Pay, which the person has just consented to ask. */
  isRealName: (claim: RealNameClaim) => Promise<boolean>
  /** The picture of a mini-program code. */
  codeFor: (scene: string, page: string) => Promise<{ contentType: string; bytes: Buffer }>
  notify: (message: NoticeMessage) => Promise<void>
}

/** The session_key beside it is dropped here: nothing of ours needs it. */
const personShape = z.object({ openid: z.string().min(1).max(128), unionid: z.string().max(128).optional() })
const phoneShape = z.object({
  phone_info: z.object({
    purePhoneNumber: z.string().regex(/^\d{5,15}$/),
    countryCode: z.string().regex(/^\d{1,4}$/),
  }),
})
const realNameShape = z.object({ verify_openid: z.string(), verify_real_name: z.string() })
const doneShape = z.object({ errcode: z.literal(0) })

export function createWeChatClient(means: {
  account: WeChatAccount
  transport: WeChatTransport
  tokens: AccessTokens
  version: 'release' | 'trial' | 'develop'
}): WeChatClient {
  const { account, transport, tokens, version } = means
  const withToken = <Result>(work: (query: { access_token: string }) => Promise<Result>) =>
    callWithToken(tokens, work)
  return {
    personOf: async (js_code) => {
      const { appId: appid, appSecret: secret } = account
      const query = { appid, secret, js_code, grant_type: 'authorization_code' }
      const { openid, unionid } = await transport.ask({ path: '/sns/jscode2session', query }, personShape)
      return { openid, unionid }
    },
    phoneOf: (code) =>
      withToken(async (query) => {
        const call = { path: '/wxa/business/getuserphonenumber', query, body: { code } }
        const { countryCode, purePhoneNumber } = (await transport.ask(call, phoneShape)).phone_info
        return countryCode === '86' ? purePhoneNumber : `+${countryCode}${purePhoneNumber}`
      }),
    isRealName: ({ openid, name, idNumber, code }) =>
      withToken(async (query) => {
        const body = { openid, real_name: name, cred_id: idNumber, cred_type: '1', code }
        const call = { path: '/intp/realname/checkrealnameinfo', query, body }
        const answer = await transport.ask(call, realNameShape)
        return answer.verify_openid === 'V_OP_NM_MA' && answer.verify_real_name === 'V_NM_ID_MA'
      }),
    codeFor: (scene, page) =>
      withToken((query) => {
        const body = { scene, page, check_path: version === 'release', env_version: version, width: 430 }
        return transport.askBytes({ path: '/wxa/getwxacodeunlimit', query, body })
      }),
    notify: ({ openid: touser, templateId: template_id, page, data }) =>
      withToken(async (query) => {
        const miniprogram_state = { release: 'formal', trial: 'trial', develop: 'developer' }[version]
        const body = { touser, template_id, page, data, miniprogram_state, lang: 'zh_CN' }
        await transport.ask({ path: '/cgi-bin/message/subscribe/send', query, body }, doneShape)
      }),
  }
}

/** A refused token is exchanged once: it may have ended early, or another instance may have forced a new one. */
async function callWithToken<Result>(
  tokens: AccessTokens,
  work: (query: { access_token: string }) => Promise<Result>,
): Promise<Result> {
  const token = await tokens.get()
  try {
    return await work({ access_token: token })
  } catch (error) {
    if (!(error instanceof WeChatFailure) || error.kind !== 'TOKEN_REFUSED') throw error
    return work({ access_token: await tokens.renew(token) })
  }
}
