import { StoreFull } from '../store/evidence-store.js'
import { AndonError, codeOf, type ErrorCode, type Message } from '../../../../platform/errors.js'
import type { Language } from '../../../../platform/language.js'

export type Answer = { status_code: number; body: string }

/** One of tus's own refusals, as an error. */
export class UploadRefused extends Error implements Answer {
  override name = 'UploadRefused'
  readonly status_code: number
  readonly body: string

  constructor({ status_code, body }: Answer) {
    super(body.trim())
    this.status_code = status_code
    this.body = body
  }
}

const statusOf: Readonly<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 422,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  TOO_COSTLY: 413,
  SUBGRAPH_UNAVAILABLE: 503,
  INTERNAL_SERVER_ERROR: 500,
}

/** What tus refuses by itself, in words for a citizen. */
const ofTus: Readonly<Record<number, [ErrorCode, Message]>> = {
  404: [
    'NOT_FOUND',
    {
      zh: '上传地址无效或已失效，请重新申请上传。',
      en: 'The address is not valid or no longer valid: ask for a new one.',
    },
  ],
  409: [
    'CONFLICT',
    {
      zh: '续传位置不一致，请重新查询进度后继续。',
      en: 'The offset does not fit: ask where the upload stands and go on from there.',
    },
  ],
  410: [
    'NOT_FOUND',
    { zh: '上传已过期，请重新申请上传。', en: 'The upload has expired: ask for a new one.' },
  ],
  413: ['BAD_USER_INPUT', { zh: '发送的内容超过申请的文件大小。', en: 'More was sent than was announced.' }],
}

/** The errors of an upload look like those of the graph, under an HTTP status. */
export function answerTo(error: unknown, language: Language): Answer {
  if (error instanceof AndonError) return write(error.in(language), statusOf[error.code])
  if (error instanceof StoreFull) {
    const full = { zh: '存储空间不足，暂时不能接收材料，请稍后续传。', en: 'There is no room: resume later.' }
    return write(new AndonError('SUBGRAPH_UNAVAILABLE', full).in(language), 507)
  }
  const status = isTus(error) ? error.status_code : 500
  const [code, message] = ofTus[status] ?? []
  if (code !== undefined) return write(new AndonError(code, message).in(language), status)
  const isClients = status >= 400 && status < 500
  return write(
    new AndonError(isClients ? 'BAD_USER_INPUT' : 'INTERNAL_SERVER_ERROR').in(language),
    isClients ? status : 500,
  )
}

/** Whether the person can do nothing about it and somebody should look. */
export function isUnexpected(error: unknown): boolean {
  return !(error instanceof AndonError) && !(isTus(error) && error.status_code < 500)
}

function isTus(error: unknown): error is Answer {
  return typeof error === 'object' && error !== null && 'status_code' in error
}

function write(error: ReturnType<AndonError['in']>, status: number): Answer {
  const { message } = error
  const code = codeOf(error)
  return {
    status_code: status,
    body: JSON.stringify({ errors: [{ message, extensions: { ...error.extensions, code } }] }),
  }
}
