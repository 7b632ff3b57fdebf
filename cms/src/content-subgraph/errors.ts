import { randomUUID } from 'node:crypto'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'

export type Language = 'zh' | 'en'
export type Message = Readonly<Record<Language, string>>
/** Of the graph's closed set of codes, those this subgraph gives. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'BAD_USER_INPUT'
  | 'RATE_LIMITED'
  | 'SUBGRAPH_UNAVAILABLE'
  | 'INTERNAL_SERVER_ERROR'

export const generalMessages: Readonly<Record<ErrorCode, Message>> = {
  UNAUTHENTICATED: {
    zh: '登录已失效或凭证无效，请重新登录或重新输入查询码。',
    en: 'The sign-in is missing, invalid or expired: sign in or open the receipt again.',
  },
  FORBIDDEN: { zh: '您没有进行此操作的权限。', en: 'You may not do this.' },
  BAD_USER_INPUT: { zh: '填写的内容不符合要求，请检查后再提交。', en: 'The input does not meet the rules.' },
  RATE_LIMITED: { zh: '操作过于频繁，请稍后再试。', en: 'Too many requests: try again later.' },
  SUBGRAPH_UNAVAILABLE: {
    zh: '须知、公告等公开内容暂时无法读取，请稍后再试；其他功能不受影响。',
    en: 'Notices and other published content cannot be read right now: try again shortly. All else works.',
  },
  INTERNAL_SERVER_ERROR: {
    zh: '系统出现异常，请稍后再试，并告知工作人员异常编号。',
    en: 'Something failed on our side: try again later and quote the incident id.',
  },
}

/** A failure that may be told to whoever met it. Everything else is masked. Messages never repeat input. */
export class AndonError extends Error {
  override readonly name = 'AndonError'

  constructor(
    readonly code: ErrorCode,
    readonly messages: Message = generalMessages[code],
    readonly inputPath?: string,
  ) {
    super(messages.en)
  }

  in(language: Language): GraphQLFormattedError {
    const extensions = {
      code: this.code,
      ...(this.inputPath === undefined ? {} : { inputPath: this.inputPath }),
    }
    return { message: this.messages[language], extensions }
  }
}

export type Present = (error: GraphQLError, language: Language) => GraphQLFormattedError

/**
 * Errors as the gateway may see them. What graphql-js says of a request repeats its literals, so our own sentence
 * stands for it; what is unknown is logged under an incident id and masked.
 */
export function createPresenter(logFailure: (error: unknown, incident: string) => void): Present {
  return (error, language) => {
    const where = {
      ...(error.locations ? { locations: error.locations } : {}),
      ...(error.path ? { path: error.path } : {}),
    }
    const cause = rootCause(error)
    if (cause instanceof AndonError) return { ...cause.in(language), ...where }
    if (isOfRequest(error, cause)) return { ...new AndonError('BAD_USER_INPUT').in(language), ...where }
    const incident = randomUUID()
    logFailure(cause, incident)
    const code: ErrorCode = isConnectionLoss(cause) ? 'SUBGRAPH_UNAVAILABLE' : 'INTERNAL_SERVER_ERROR'
    return { message: generalMessages[code][language], ...where, extensions: { code, incident } }
  }
}

/** graphql-js says it itself, of an argument or, before any field runs, of a variable. */
function isOfRequest(error: GraphQLError, cause: unknown): boolean {
  return cause === error || (error.path === undefined && cause instanceof GraphQLError)
}

function rootCause(error: GraphQLError): unknown {
  let cause: unknown = error
  while (cause instanceof GraphQLError && cause.originalError !== undefined) cause = cause.originalError
  return cause
}

/** PostgreSQL away or going down: asking again shortly helps. */
function isConnectionLoss(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
  return /^(ECONNREFUSED|ECONNRESET|EPIPE|57P0[1-3]|08\d{3})$/.test(code) || cause.name === 'KnexTimeoutError'
}
