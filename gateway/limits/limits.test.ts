import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { buildSchema, parse, type OperationDefinitionNode } from 'graphql'
import { openWorld, type World } from '../fixture/gateway.js'
import { estimateCost, measure } from './measure.js'

describe('the estimate', () => {
  const schema = buildSchema(`
    type Query { cases(first: Int! = 20): Connection! regions: [Region!]! me: Case }
    type Connection { nodes: [Case!]! edges: [Edge!]! pageInfo: Info! }
    type Edge { node: Case! }
    type Info { more: Boolean }
    type Case { id: ID! region: Region! reports(last: Int): [Report!]! }
    type Region { name: String cases(first: Int): Connection! }
    type Report { id: ID! }
  `)
  const cost = (query: string, variables = {}) =>
    estimateCost(schema, parse(query).definitions[0] as OperationDefinitionNode, {}, variables)

  test.each([
    ['a leaf costs nothing', '{ __typename }', 0],
    ['an object costs one', '{ me { id } }', 1],
    ['a connection counts its nodes by first', '{ cases(first: 3) { nodes { id } } }', 1 + 3],
    ['and its edges too', '{ cases(first: 3) { edges { node { id } } } }', 1 + 3 * 2],
    ['the default counts where first is left out', '{ cases { nodes { id } } }', 1 + 20],
    ['a list without a size counts ten', '{ regions { name } }', 10],
    [
      'lists multiply',
      '{ cases(first: 3) { nodes { region { name } reports(last: 2) { id } } } }',
      1 + 3 * (1 + 1 + 2),
    ],
    ['what is beside the nodes counts once', '{ cases(first: 3) { pageInfo { more } } }', 1 + 1],
    ['fragments count', '{ ... on Query { me { ... { region { name } } } } }', 2],
    ['a negative size counts nothing', '{ cases(first: -5) { nodes { id } } }', 1],
  ])('%s', (_name, query, expected) => {
    expect(cost(query)).toBe(expected)
  })

  test('sizes in variables count', () => {
    expect(cost('query($n: Int!) { cases(first: $n) { nodes { id } } }', { n: 500 })).toBe(501)
  })

  test('introspection counts as no depth', () => {
    const query = parse('{ __schema { types { fields { type { ofType { name } } } } } a: me { b: id } }')
    expect(measure(query.definitions[0] as OperationDefinitionNode, {})).toEqual({
      depth: 2,
      aliases: 2,
      rootFields: 1,
    })
  })
})

describe('the gateway refuses with TOO_COSTLY and 400, before it asks anybody', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld({
      MAX_TOKENS: '300',
      MAX_DEPTH: '5',
      MAX_ALIASES: '4',
      MAX_ROOT_FIELDS: '3',
      MAX_COST: '200',
    })
  })
  afterAll(async () => {
    await world[Symbol.asyncDispose]()
  })

  const many = (count: number, of: (n: number) => string) =>
    Array.from({ length: count }, (_none, n) => of(n)).join(' ')
  test.each([
    ['a document of too many tokens', `{ ${many(320, () => 'teapot')} }`, '查询文本过长'],
    [
      'too many levels',
      '{ region(code: "1") { parent { parent { parent { parent { name } } } } } }',
      '层级过深',
    ],
    [
      'an argument nested too deeply',
      `{ region(code: ${'['.repeat(101)}${']'.repeat(101)}) { name } }`,
      '嵌套过深',
    ],
    ['too many aliases', `{ region(code: "1") { ${many(5, (n) => `a${n}: name`)} } }`, '别名过多'],
    [
      'too many root fields',
      '{ teapot regions { name } things { __typename } findings { id } }',
      '顶层字段过多',
    ],
    ['too many rows', '{ cases(first: 100) { nodes { region { name } } } }', '内容过多'],
    [
      'a fragment that multiplies',
      `{ ...A } fragment A on Query { ${many(4, (n) => `...B${n}`)} } ${many(4, (n) => `fragment B${n} on Query { b${n}: region(code: "1") { c${n}: name } }`)}`,
      '过多',
    ],
  ])('%s', async (_name, query, words) => {
    for (const _round of [1, 2]) {
      const { status, body } = await world.ask(query)
      expect([status, body.errors?.[0]?.extensions['code']]).toEqual([400, 'TOO_COSTLY'])
      expect(body.errors?.[0]?.message).toContain(words)
    }
    expect(world.subgraphs.case.requests).toEqual([])
  })

  test('rows asked for by variable, on an operation already known', async () => {
    const query = 'query($n: Int!) { cases(first: $n) { nodes { id } } }'
    expect((await world.ask(query, { variables: { n: 10 } })).status).toBe(200)
    expect((await world.ask(query, { variables: { n: 1_000_000 } })).status).toBe(400)
  })

  test('fragments that contain themselves are invalid', async () => {
    const { status, body } = await world.ask('{ ...A } fragment A on Query { ...A }')
    expect([status, body.errors?.[0]?.extensions['code']]).toEqual([400, 'BAD_USER_INPUT'])
  })
})

test('introspection can be switched off', async () => {
  await using closed = await openWorld({ INTROSPECTION: 'false' })
  const { status, body } = await closed.ask('{ __schema { types { name } } }')
  expect([status, body.data]).toEqual([400, undefined])
  expect((await closed.ask('{ __typename }')).status).toBe(200)
})
