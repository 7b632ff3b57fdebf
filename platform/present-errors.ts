import { randomUUID } from 'node:crypto'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { AndonError, codeOf, generalMessages, systemCodeOf, type ErrorCode, type Message } from './errors.js'
import type { Language } from './language.js'
import type { Log } from './log.js'

/** What libraries call a failure of the request itself, and what we call it. */
const requestFailures: Readonly<Record<string, { code: ErrorCode; message: Message }>> = {
  GRAPHQL_PARSE_FAILED: badInput('请求的 GraphQL 文本有语法错误。', 'The GraphQL document is malformed.'),
  GRAPHQL_VALIDATION_FAILED: badInput('请求与接口定义不符。', 'The document does not fit the schema.'),
  OPERATION_RESOLUTION_FAILURE: badInput(
    '没有指明要执行的操作，或操作不存在。',
    'The operation to run is not named or does not exist.',
  ),
  BAD_REQUEST: badInput('请求格式不正确。', 'The request is malformed.'),
  PERSISTED_QUERY_NOT_FOUND: badInput('没有登记过这个查询。', 'This persisted operation is unknown.'),
  PERSISTED_QUERY_NOT_SUPPORTED: badInput('不支持登记查询。', 'Persisted operations are not supported here.'),
}

function badInput(zh: string, en: string): { code: ErrorCode; message: Message } {
  return { code: 'BAD_USER_INPUT', message: { zh, en } }
}

/**
 * The errors of an answer as a client may see them: one of the closed codes, a sentence in the viewer's language,
 * the path. Whatever is unknown is logged with an incident id and masked. Sentences of graphql-js about the
 * document are kept only where they cannot repeat a literal or a variable.
 */
export function presentErrors(
  errors: readonly GraphQLError[],
  { language, log }: { language: Language; log: Log },
): GraphQLFormattedError[] {
  return errors.map((error) => presentError(error, language, log))
}

function presentError(error: GraphQLError, language: Language, log: Log): GraphQLFormattedError {
  const where = {
    ...(error.locations ? { locations: error.locations } : {}),
    ...(error.path ? { path: error.path } : {}),
  }
  const cause = rootCause(error)
  if (cause instanceof AndonError) {
    const told = cause.in(language)
    return { message: told.message, ...where, extensions: told.extensions }
  }
  const code = codeOf(error)
  if (code !== undefined && wasPresented(error, code))
    return { message: error.message, ...where, extensions: keep(error, code) }
  const failure = requestFailure(error)
  if (failure !== undefined) {
    const hint = schemaHint(error)
    return {
      message: hint === undefined ? failure.message[language] : `${failure.message[language]} ${hint}`,
      ...where,
      extensions: { code: failure.code, ...inputPathOf(error) },
    }
  }
  if (isDiskFull(cause)) {
    log.error({ err: cause }, 'no room to store anything')
    const told = new AndonError('SUBGRAPH_UNAVAILABLE', noRoom).in(language)
    return { message: told.message, ...where, extensions: told.extensions }
  }
  const incident = randomUUID()
  log.error({ err: cause, incident, path: error.path?.join('.') }, 'unexpected failure')
  return {
    message: generalMessages.INTERNAL_SERVER_ERROR[language],
    ...where,
    extensions: { code: 'INTERNAL_SERVER_ERROR', incident },
  }
}

const noRoom: Message = {
  zh: '存储空间不足，这次操作没有保存任何内容，请稍后再试；紧急情况请拨打 12350。',
  en: 'There is no room to store this, and nothing of it was kept: try again later, or call 12350.',
}

/** PostgreSQL has taken the whole transaction back when it says so, hence nothing is half-kept. */
function isDiskFull(cause: unknown): boolean {
  return systemCodeOf(cause) === '53100'
}

function rootCause(error: GraphQLError): unknown {
  let cause: unknown = error
  while (cause instanceof GraphQLError && cause.originalError !== undefined) cause = cause.originalError
  return cause
}

/** A subgraph's own words, presented there. A failure without an incident id is a library's, and says too much. */
function wasPresented(error: GraphQLError, code: ErrorCode): boolean {
  if (code === 'INTERNAL_SERVER_ERROR') return error.extensions['incident'] !== undefined
  return !isLibraryCoercion(error)
}

/** An error thrown by graphql-js while it reads the request: it has no cause of ours. */
function requestFailure(error: GraphQLError): { code: ErrorCode; message: Message } | undefined {
  const code = error.message.startsWith('Syntax Error') ? 'GRAPHQL_PARSE_FAILED' : error.extensions['code']
  if (typeof code === 'string' && Object.hasOwn(requestFailures, code)) return requestFailures[code]
  if (isLibraryCoercion(error) || (error.path === undefined && error.originalError === undefined)) {
    return badInput(
      '填写的内容不符合要求，请检查类型和必填项。',
      'A variable or argument does not have the required type.',
    )
  }
  return undefined
}

/** Apollo gives our code to coercion errors of its own, whose text repeats the value. */
function isLibraryCoercion(error: GraphQLError): boolean {
  return /^(Variable|Argument) "/.test(error.message)
}

/** Words about the schema help a front-end developer and repeat no value. */
function schemaHint(error: GraphQLError): string | undefined {
  if (
    /^(Cannot query field|Unknown (argument|type|fragment|directive)|Field ".*" (must|of required|argument))/.test(
      error.message,
    )
  ) {
    return error.message.includes('found ') ? undefined : error.message
  }
  return undefined
}

/**
 * Where in the variables the error is. It stands before the reason and after the value, which may say anything: the
 * text is read from its end.
 */
function inputPathOf(error: GraphQLError): { inputPath?: string } {
  const variable = /^Variable "\$(\w+)"/.exec(error.message)?.[1]
  if (variable === undefined) return {}
  const reason = `; ${error.originalError?.message ?? ''}`
  const beforeReason = error.message.endsWith(reason) ? error.message.slice(0, -reason.length) : ''
  return { inputPath: / at "([\w.[\]]+)"$/.exec(beforeReason)?.[1] ?? variable }
}

function keep(error: GraphQLError, code: ErrorCode): Record<string, unknown> {
  const kept: Record<string, unknown> = { code }
  for (const name of [
    'inputPath',
    'problems',
    'allowed',
    'missing',
    'incident',
    'service',
    'retryAfterSeconds',
  ]) {
    if (error.extensions[name] !== undefined) kept[name] = error.extensions[name]
  }
  return kept
}
