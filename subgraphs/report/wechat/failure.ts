import { AndonError, type ErrorCode, type Message } from '../../../platform/errors.js'
import type { Log } from '../../../platform/log.js'

/** What a failed call to WeChat means for us, whichever number it came with. */
export type FailureKind =
  | 'BUSY'
  | 'BAD_CODE'
  | 'TOO_OFTEN'
  | 'QUOTA_SPENT'
  | 'TOKEN_REFUSED'
  | 'USER_BLOCKED'
  | 'USER_REFUSES'
  | 'NO_SUCH_USER'
  | 'NO_SUCH_PAGE'
  | 'NOT_GRANTED'
  | 'MISCONFIGURED'
  | 'NOT_UNDERSTOOD'

/** WeChat's documented numbers, as far as the calls of this client can be answered by them. */
const kinds: Readonly<Record<number, FailureKind>> = {
  [-1]: 'BUSY',
  40029: 'BAD_CODE',
  40163: 'BAD_CODE',
  45011: 'TOO_OFTEN',
  43108: 'TOO_OFTEN',
  45009: 'QUOTA_SPENT',
  40038: 'QUOTA_SPENT',
  40001: 'TOKEN_REFUSED',
  40014: 'TOKEN_REFUSED',
  42001: 'TOKEN_REFUSED',
  40226: 'USER_BLOCKED',
  43101: 'USER_REFUSES',
  40003: 'NO_SUCH_USER',
  41030: 'NO_SUCH_PAGE',
  48001: 'NOT_GRANTED',
  43107: 'NOT_GRANTED',
  40002: 'MISCONFIGURED',
  40013: 'MISCONFIGURED',
  40037: 'MISCONFIGURED',
  40097: 'MISCONFIGURED',
  40125: 'MISCONFIGURED',
  40129: 'MISCONFIGURED',
  40164: 'MISCONFIGURED',
  40169: 'MISCONFIGURED',
  41002: 'MISCONFIGURED',
  41004: 'MISCONFIGURED',
  43002: 'MISCONFIGURED',
  45168: 'MISCONFIGURED',
  47001: 'MISCONFIGURED',
  47003: 'MISCONFIGURED',
  89503: 'MISCONFIGURED',
}

/** A call that failed. It carries a number and nothing WeChat wrote: its texts repeat addresses and parameters. */
export class WeChatFailure extends Error {
  override name = 'WeChatFailure'

  constructor(
    readonly kind: FailureKind,
    readonly errcode: number | undefined,
  ) {
    super(`WeChat: ${kind}${errcode === undefined ? '' : ` (${String(errcode)})`}`)
  }
}

export function failureOf(errcode: number): WeChatFailure {
  return new WeChatFailure(kinds[errcode] ?? 'NOT_UNDERSTOOD', errcode)
}

const unavailable: [ErrorCode, Message] = [
  'SUBGRAPH_UNAVAILABLE',
  { zh: '微信服务暂时不可用，请稍后再试。', en: 'WeChat is unavailable: try again shortly.' },
]

/** What is told to the person; whatever is missing is our own fault or WeChat's, and told as that it is away. */
const told: Readonly<Partial<Record<FailureKind, [ErrorCode, Message]>>> = {
  BAD_CODE: [
    'BAD_USER_INPUT',
    {
      zh: '微信凭证无效、过期或已使用，请重新操作。',
      en: 'The code is wrong, expired or used: get a new one.',
    },
  ],
  TOO_OFTEN: ['RATE_LIMITED', { zh: '操作过于频繁，请一分钟后再试。', en: 'Too often: wait for a minute.' }],
  QUOTA_SPENT: [
    'RATE_LIMITED',
    { zh: '微信接口今日用量已满，请稍后再试。', en: 'The quota WeChat gives is spent: try again later.' },
  ],
  USER_BLOCKED: [
    'FORBIDDEN',
    {
      zh: '微信拒绝了该账号的登录，您仍可匿名举报或拨打 12350。',
      en: 'WeChat refuses this account. You may still report without a name, or call 12350.',
    },
  ],
  NO_SUCH_PAGE: [
    'CONFLICT',
    {
      zh: '小程序尚未发布该页面，不能生成小程序码。',
      en: 'The programme has not published the page the code leads to.',
    },
  ],
  NOT_GRANTED: [
    'CONFLICT',
    {
      zh: '微信尚未向本小程序开放该能力。',
      en: 'WeChat has not granted this to the programme.',
    },
  ],
}

/** Does something that calls WeChat, and tells a failure of it in our own words. */
export async function tellingFailures<Result>(
  { log, inputPath }: { log: Log; inputPath?: string },
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof WeChatFailure)) throw error
    const { kind, errcode } = error
    const known = told[kind]
    if (known === undefined) log.error({ kind, errcode }, 'WeChat did not do what was asked')
    const [code, message] = known ?? unavailable
    throw new AndonError(code, message, kind === 'BAD_CODE' && inputPath !== undefined ? { inputPath } : {})
  }
}

/** @throws AndonError where the channel is not set up */
export function requireChannel<Channel>(channel: Channel | undefined): Channel {
  if (channel !== undefined) return channel
  throw new AndonError('SUBGRAPH_UNAVAILABLE', {
    zh: '本平台尚未开通微信渠道，请使用网站或拨打 12350。',
    en: 'The WeChat channel is not set up here: use the web site or call 12350.',
  })
}
