import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { openWorld, type AskOptions, type World } from '../fixture/gateway.js'

/** Our executor against @apollo/gateway's own: the same plans over the same subgraphs, the same answers. */
let ours: World
let stock: World
beforeAll(async () => {
  ours = await openWorld()
  stock = await openWorld({ EXECUTION: 'stock' })
})
afterAll(async () => {
  await ours[Symbol.asyncDispose]()
  await stock[Symbol.asyncDispose]()
})

const findings = `findings { __typename id region { name } ... on Hazard { level text: note } ... on Accident { deaths number: note } }`
const operations: [string, string, AskOptions?][] = [
  [
    'lists of entities',
    '{ cases(first: 7) { total nodes { id region { code name } reports { id mode } } } }',
  ],
  [
    'aliases on every level',
    '{ a: case(id: "case-1") { b: id c: region { d: name e: fullName } } f: region(code: "410100") { g: name } }',
  ],
  [
    'an entity reached through two subgraphs and back',
    '{ report(id: "report-3") { case { id state region { name cases(first: 4) { id region { fullName } } } } } }',
  ],
  ['interfaces with a field of two types', `{ ${findings} }`],
  [
    'a field that requires one of another subgraph',
    '{ report(id: "report-3") { case { opened } } cases(first: 2) { nodes { opened } } }',
  ],
  ['an interface another subgraph knows as one object', '{ findings { id remark ... on Hazard { level } } }'],
  [
    'unions with nulls among them',
    '{ things { __typename ... on Hazard { id level region { fullName } } ... on Region { code name } } }',
  ],
  [
    'fragments, nested and repeated',
    'query { case(id: "case-2") { ...A ...B } } fragment A on Case { id ...B } fragment B on Case { id region { code ...C } } fragment C on Region { name code }',
  ],
  [
    'a value object of which two subgraphs know a part',
    '{ case(id: "case-1") { hints { fromCase fromReport } } }',
  ],
  [
    'a nullable entity that is not there',
    '{ case(id: "none") { id region { name } } region(code: "000001") { name } }',
  ],
  [
    'the same entity many times',
    '{ cases(first: 50) { nodes { region { name parent { name parent { fullName } } } } } }',
  ],
  [
    'an include that holds',
    'query($yes: Boolean!) { case(id: "case-1") { id @include(if: $yes) region @skip(if: $yes) { name } state } }',
    { variables: { yes: true } },
  ],
  [
    'an include that does not',
    'query($yes: Boolean!) { case(id: "case-1") { id @include(if: $yes) region @skip(if: $yes) { name } state } }',
    { variables: { yes: false } },
  ],
  [
    'a default for the condition',
    'query($yes: Boolean! = true) { case(id: "case-1") { id reports @include(if: $yes) { mode } } }',
  ],
  [
    '__typename everywhere',
    '{ __typename case(id: "case-1") { __typename kind: __typename region { __typename name } } }',
  ],
  ['the schema beside data', '{ __type(name: "Case") { name fields { name } } case(id: "case-1") { id } }'],
  [
    'an error in one of several entities',
    '{ regions { code secret } cases(first: 3) { nodes { id region { code secret } } } }',
  ],
  ['an error of a kind of its own', '{ region(code: "410100") { name } teapot }'],
  ['null in a non-null root field', '{ unnamed region(code: "410100") { name } }'],
  ['a leaf of the wrong type', '{ regions { code population } }'],
  [
    'variables of all kinds',
    'query($id: ID!, $first: Int = 2) { case(id: $id) { id } cases(first: $first) { nodes { id } } }',
    { variables: { id: 'case-3' } },
  ],
  [
    'a mutation and what follows it',
    'mutation { acceptCase(id: "case-2") { id state region { name } reports { mode case { id } } } }',
  ],
]

test.each(operations)('%s come out as with the stock executor', async (...[, query, options]) => {
  const [mine, reference] = await Promise.all([ours.ask(query, options), stock.ask(query, options)])
  expect(mine.body.data).toEqual(reference.body.data)
  expect(told(mine.body.errors)).toEqual(told(reference.body.errors))
  expect(mine.status).toBe(reference.status)
  // Once more, through the direct path and over answers that were shared.
  const again = await Promise.all([1, 2, 3].map(() => ours.ask(query, options)))
  for (const { body } of again) expect(body.data).toEqual(mine.body.data)
})

/** The first place of each kind of error: ours tells every place an entity stands at, stock only one. */
function told(errors: { path?: unknown[]; extensions: Record<string, unknown> }[] | undefined): string[] {
  const kinds = (errors ?? []).map(
    ({ path, extensions }) => `${String(extensions['code'])} at ${String(path?.[0])}…${String(path?.at(-1))}`,
  )
  return [...new Set(kinds)].sort()
}

test('a subscription by POST is refused by either', async () => {
  for (const world of [ours, stock])
    expect((await world.ask('subscription { noticePublished { id } }')).status).toBe(400)
})

test('every place of a failed entity is told, so that each null has its error', async () => {
  const { body } = await ours.ask('{ cases(first: 4) { nodes { region { code secret } } } }')
  expect(body.errors?.map(({ path }) => path)).toEqual([
    ['cases', 'nodes', 1, 'region', 'secret'],
    ['cases', 'nodes', 3, 'region', 'secret'],
  ])
  expect(body.errors?.[0]).toMatchObject({
    message: '您没有进行此操作的权限。',
    extensions: { code: 'FORBIDDEN' },
  })
})

test('an entity nobody knows takes its non-null parents along, and is told as not found', async () => {
  const { status, body } = await ours.ask(
    '{ stranger { id region { code name } } region(code: "410100") { name } }',
  )
  expect(status).toBe(200)
  expect(body.data).toEqual({ stranger: null, region: { name: '郑州市' } })
  expect(body.errors).toMatchObject([
    { path: ['stranger', 'region', 'name'], extensions: { code: 'NOT_FOUND' } },
  ])
})

test('names that JavaScript objects inherit are data like any other', async () => {
  const query = '{ constructor: region(code: "410100") { toString: name hasOwnProperty: code } }'
  const { body } = await ours.ask(query)
  expect(body.data).toEqual({ constructor: { toString: '郑州市', hasOwnProperty: '410100' } })
  const refused = await ours.ask('{ region(code: "410100") { __proto__: name } }')
  expect([refused.status, refused.body.errors?.[0]?.extensions['code']]).toEqual([400, 'BAD_USER_INPUT'])
})
