import { describe, expect, it } from '@jest/globals'
import { ApolloServer } from '@apollo/server'
import { buildSchema, execute, GraphQLError, parse, validate } from 'graphql'
import { createKeptLog, silentLog } from '../test/support/silent-log.js'
import { AndonError, codeOf, errorCodes } from './errors.js'
import type { Language } from './language.js'
import { presentErrors } from './present-errors.js'

const secret = 'ZhangSan-13800138000'
const schema = buildSchema(`
  enum Matter { HAZARD }
  input Facts { what: String!, count: Int, matter: Matter }
  input Report { facts: Facts!, list: [Facts!] }
  type Query { submit(input: Report, first: Int, matter: Matter, id: ID): String, report: String }
`)

/** What Apollo hands to presentErrors for a request, as subgraphs and gateway see it. */
async function ask(query: string, variables?: object, rootValue: object = {}, language: Language = 'en') {
  const { log, lines } = createKeptLog()
  let presented = presentErrors([], { language, log })
  const apollo = new ApolloServer({
    schema,
    rootValue: () => rootValue,
    stopOnTerminationSignals: false,
    plugins: [
      {
        requestDidStart: () =>
          Promise.resolve({
            willSendResponse: ({ errors = [] }) => {
              presented = presentErrors(errors, { language, log })
              return Promise.resolve()
            },
          }),
      },
    ],
  })
  await apollo.executeOperation({ query, ...(variables ? { variables: { ...variables } } : {}) })
  await apollo.stop()
  return { presented, logged: lines.join('') }
}

/** The same request without Apollo, as a subscription's operation is read. */
function askDirectly(query: string, variables: object = {}): readonly GraphQLError[] {
  try {
    const document = parse(query)
    const problems = validate(schema, document)
    if (problems.length > 0) return problems
    const result = execute({ schema, document, variableValues: { ...variables } })
    return (result as { errors?: GraphQLError[] }).errors ?? []
  } catch (error) {
    return [error as GraphQLError]
  }
}

const withInput =
  'query($input: Report, $first: Int, $matter: Matter) { submit(input: $input, first: $first, matter: $matter) }'
const required = 'query($input: Report!) { submit(input: $input) }'

const requests: { what: string; query: string; variables?: object; inputPath?: string }[] = [
  { what: 'an Int that is a text', query: withInput, variables: { first: secret }, inputPath: 'first' },
  {
    what: 'an Int inside an input object',
    query: withInput,
    variables: { input: { facts: { what: secret, count: secret } } },
    inputPath: 'input.facts.count',
  },
  { what: 'an unknown enum value', query: withInput, variables: { matter: secret }, inputPath: 'matter' },
  {
    what: 'an enum value in a list',
    query: withInput,
    variables: { input: { facts: { what: 'x' }, list: [{ what: 'y', matter: secret }] } },
    inputPath: 'input.list[0].matter',
  },
  {
    what: 'a missing input field beside a text',
    query: withInput,
    variables: { input: { facts: { matter: 'HAZARD' }, list: [{ what: `${secret}; at "${secret}";` }] } },
    inputPath: 'input.facts',
  },
  {
    what: 'an unknown input field',
    query: withInput,
    variables: { input: { facts: { what: 'x', [`x at "${secret}"; y`]: secret } } },
    inputPath: 'input.facts',
  },
  { what: 'a text for an object', query: withInput, variables: { input: secret }, inputPath: 'input' },
  { what: 'a missing variable', query: required, inputPath: 'input' },
  { what: 'a variable that is null', query: required, variables: { input: null }, inputPath: 'input' },
  { what: 'an unfinished document', query: `{ submit(id: "${secret}" ` },
  { what: 'an unfinished text', query: `{ submit(id: "${secret} ` },
  { what: 'a text where none may be', query: `{ submit "${secret}" }` },
  { what: 'a literal of the wrong type', query: `{ submit(first: "${secret}") }` },
  { what: 'an unknown enum literal', query: `{ submit(matter: "${secret}") }` },
  {
    what: 'a literal object with a wrong field',
    query: `{ submit(input: { facts: { what: "x", count: "${secret}" } }) }`,
  },
  {
    what: 'a literal object with a field missing',
    query: `{ submit(input: { facts: { count: 1 }, list: [{ what: "${secret}" }] }) }`,
  },
  {
    what: 'a default of the wrong type',
    query: `query($first: Int = "${secret}") { submit(first: $first) }`,
  },
]

describe('errors of a request', () => {
  it.each(requests)('never repeat what was sent: $what', async ({ query, variables, inputPath }) => {
    for (const errors of [
      (await ask(query, variables)).presented,
      presentErrors(askDirectly(query, variables), { language: 'zh', log: silentLog }),
    ]) {
      expect(errors.length).toBeGreaterThan(0)
      expect(JSON.stringify(errors)).not.toContain(secret)
      for (const error of errors) expect(error.extensions?.['code']).toBe('BAD_USER_INPUT')
      if (inputPath !== undefined) expect(errors[0]?.extensions?.['inputPath']).toBe(inputPath)
    }
  })

  it('say what is wrong with the document in words of the schema', async () => {
    const { presented } = await ask('{ nothing }')
    expect(presented[0]?.message).toContain(
      'The document does not fit the schema. Cannot query field "nothing"',
    )
  })

  it.each([
    ['zh', '{ submit(', '请求的 GraphQL 文本有语法错误。'],
    ['en', '{ submit(', 'The GraphQL document is malformed.'],
  ] as const)('are told in the language of the viewer: %s', async (language, query, message) => {
    expect((await ask(query, undefined, {}, language)).presented[0]?.message).toBe(message)
  })
})

describe('errors of a resolver', () => {
  const failing = (error: Error) => ({
    report: () => {
      throw error
    },
  })

  it('are told as they are when they are ours', async () => {
    const error = new AndonError(
      'CONFLICT',
      { zh: '已受理', en: 'accepted' },
      { inputPath: 'caseId', details: { allowed: [] } },
    )
    const { presented, logged } = await ask('{ report }', undefined, failing(error), 'zh')
    expect(presented).toEqual([
      {
        message: '已受理',
        locations: [{ line: 1, column: 3 }],
        path: ['report'],
        extensions: { code: 'CONFLICT', inputPath: 'caseId', allowed: [] },
      },
    ])
    expect(logged).toBe('')
  })

  it.each(errorCodes)('keep the code %s', async (code) => {
    const { presented } = await ask('{ report }', undefined, failing(new AndonError(code)))
    expect(presented[0]?.extensions?.['code']).toBe(code)
  })

  it.each([
    ['an error of a library', new Error(`invalid input syntax for type uuid: "${secret}"`)],
    ['an error with a foreign code', new GraphQLError(secret, { extensions: { code: 'SOMETHING_ELSE' } })],
    [
      'an error that calls itself internal',
      new GraphQLError(secret, { extensions: { code: 'INTERNAL_SERVER_ERROR' } }),
    ],
  ])('are masked with an incident id the log knows when nobody foresaw them: %s', async (_what, error) => {
    const { presented, logged } = await ask('{ report }', undefined, failing(error))
    const { message, extensions } = presented[0]!
    expect(message).toContain('quote the incident id')
    expect(Object.keys(extensions!)).toEqual(['code', 'incident'])
    expect(extensions!['code']).toBe('INTERNAL_SERVER_ERROR')
    expect(logged).toContain(extensions!['incident'])
    expect(JSON.stringify(presented)).not.toContain(secret)
  })

  it('of another subgraph pass with their closed code, their words and nothing else', () => {
    const remote = new GraphQLError('没有这个案件。', {
      path: ['case'],
      extensions: { code: 'NOT_FOUND', inputPath: 'caseId', stacktrace: [secret], query: secret },
    })
    expect(presentErrors([remote], { language: 'zh', log: silentLog })).toEqual([
      { message: '没有这个案件。', path: ['case'], extensions: { code: 'NOT_FOUND', inputPath: 'caseId' } },
    ])
  })

  it('keep the incident id of the subgraph that met them', () => {
    const remote = new GraphQLError('系统出现异常', {
      extensions: { code: 'INTERNAL_SERVER_ERROR', incident: 'known there' },
    })
    const [presented] = presentErrors([remote], { language: 'zh', log: silentLog })
    expect(presented?.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', incident: 'known there' })
  })
})

it('a code is ours only if it stands in the closed set', () => {
  expect(codeOf({ extensions: { code: 'CONFLICT' } })).toBe('CONFLICT')
  expect(codeOf({ extensions: { code: 'GRAPHQL_PARSE_FAILED' } })).toBeUndefined()
  expect(codeOf({})).toBeUndefined()
})
