import { GraphQLError, type GraphQLErrorExtensions } from 'graphql'
import type { Language } from './language.js'

/** The closed set of codes; docs/errors.md says when each is given and a test compares the two. */
export const errorCodes = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'CONFLICT',
  'RATE_LIMITED',
  'TOO_COSTLY',
  'SUBGRAPH_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** One sentence in both languages of the platform; the Chinese one is fit for a citizen. */
export type Message = Readonly<Record<Language, string>>

/** The message of a code when whoever failed has nothing more exact to say. */
export const generalMessages: Readonly<Record<ErrorCode, Message>> = {
  UNAUTHENTICATED: {
    zh: '登录已失效或凭证无效，请重新登录或重新输入查询码。',
    en: 'The sign-in is missing, invalid or expired: sign in or open the receipt again.',
  },
  FORBIDDEN: { zh: '您没有进行此操作的权限。', en: 'You may not do this.' },
  NOT_FOUND: { zh: '没有找到您要的内容。', en: 'There is no such thing.' },
  BAD_USER_INPUT: { zh: '填写的内容不符合要求，请检查后再提交。', en: 'The input does not meet the rules.' },
  CONFLICT: {
    zh: '当前状态下不能进行此操作，请刷新后再试。',
    en: 'This cannot be done in the present state: reload and look again.',
  },
  RATE_LIMITED: { zh: '操作过于频繁，请稍后再试。', en: 'Too many requests: try again later.' },
  TOO_COSTLY: {
    zh: '一次查询的内容过多，请减少字段、层级或条数。',
    en: 'The query asks for too much at once: fewer fields, levels or rows.',
  },
  SUBGRAPH_UNAVAILABLE: {
    zh: '部分服务暂时不可用，请稍后再试。',
    en: 'A part of the service is unavailable: try again shortly.',
  },
  INTERNAL_SERVER_ERROR: {
    zh: '系统出现异常，请稍后再试，并告知工作人员异常编号。',
    en: 'Something failed on our side: try again later and quote the incident id.',
  },
}

/**
 * A failure that may be told to the person who caused or met it. Everything else is masked by `presentError`.
 *
 * @param code one of the closed set
 * @param message a sentence in both languages; the code's general sentence when left out. Never repeats input.
 * @param inputPath the offending place in the input, such as `input.facts.what`
 */
export class AndonError extends Error {
  readonly code: ErrorCode
  readonly messages: Message
  readonly inputPath: string | undefined
  readonly details: Readonly<Record<string, unknown>>

  constructor(
    code: ErrorCode,
    message: Message = generalMessages[code],
    more: { inputPath?: string; details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message.en, more.cause === undefined ? undefined : { cause: more.cause })
    this.name = 'AndonError'
    this.code = code
    this.messages = message
    this.inputPath = more.inputPath
    this.details = more.details ?? {}
  }

  /** The error in one language, as the `errors` of a GraphQL answer carry it. */
  in(language: Language): GraphQLError {
    const extensions: GraphQLErrorExtensions = { code: this.code, ...this.details }
    if (this.inputPath !== undefined) extensions['inputPath'] = this.inputPath
    return new GraphQLError(this.messages[language], { extensions, originalError: this })
  }
}

/** The closed code an error carries, or undefined where it carries none or another one. */
export function codeOf(error: { extensions?: Record<string, unknown> }): ErrorCode | undefined {
  const code = error.extensions?.['code']
  return errorCodes.find((known) => known === code)
}

/** The code Node and drivers give a failure, such as ENOENT or 28P01. Asks for no class: errors cross realms. */
export function systemCodeOf(error: unknown): string | undefined {
  const hasCode = typeof error === 'object' && error !== null && 'code' in error
  return hasCode && typeof error.code === 'string' ? error.code : undefined
}
