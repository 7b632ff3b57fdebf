import { AndonError, type Message } from '../../platform/errors.js'

/** The parameters of a GraphQL request over HTTP. */
export type GraphQLRequest = {
  query: string
  operationName: string | undefined
  variables: Record<string, unknown>
}

const notAnObject: Message = {
  zh: '请求体应为一个 JSON 对象，不支持批量请求。',
  en: 'The body should be one JSON object; batches are not supported.',
}
const queryMissing: Message = {
  zh: '请求缺少 GraphQL 文本（query）。',
  en: 'The request has no GraphQL document (query).',
}

/**
 * Reads what a POST carries, parsed from JSON already.
 *
 * @throws AndonError BAD_USER_INPUT naming the parameter that is wrong
 */
export function readBody(body: unknown): GraphQLRequest {
  if (!isRecord(body)) throw new AndonError('BAD_USER_INPUT', notAnObject)
  const { query, operationName, variables, extensions } = body
  if (query === undefined || query === null || query === '')
    throw new AndonError('BAD_USER_INPUT', queryMissing, { inputPath: 'query' })
  if (typeof query !== 'string') throw wrongType('query', '字符串', 'a string')
  if (!isNothing(operationName) && typeof operationName !== 'string')
    throw wrongType('operationName', '字符串', 'a string')
  if (!isNothing(variables) && !isRecord(variables)) throw wrongType('variables', '对象', 'an object')
  if (!isNothing(extensions) && !isRecord(extensions)) throw wrongType('extensions', '对象', 'an object')
  return {
    query,
    operationName: isNothing(operationName) || operationName === '' ? undefined : operationName,
    variables: isRecord(variables) ? variables : {},
  }
}

/**
 * Reads what a GET carries: the same parameters, variables and extensions as JSON text.
 *
 * @throws AndonError BAD_USER_INPUT naming the parameter that is wrong
 */
export function readQueryString(given: Readonly<Record<string, unknown>>): GraphQLRequest {
  return readBody({
    query: given['query'],
    operationName: given['operationName'],
    variables: parseParameter('variables', given['variables']),
    extensions: parseParameter('extensions', given['extensions']),
  })
}

function parseParameter(name: string, text: unknown): unknown {
  if (text === undefined || text === '') return undefined
  try {
    return JSON.parse(typeof text === 'string' ? text : '')
  } catch {
    throw wrongType(name, 'JSON 对象', 'a JSON object')
  }
}

function wrongType(name: string, zh: string, en: string): AndonError {
  return new AndonError(
    'BAD_USER_INPUT',
    { zh: `参数 ${name} 应为${zh}。`, en: `The parameter ${name} should be ${en}.` },
    { inputPath: name },
  )
}

function isNothing(value: unknown): value is null | undefined {
  return value === undefined || value === null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
