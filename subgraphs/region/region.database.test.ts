import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { MikroORM } from '@mikro-orm/postgresql'
import { graphql, type GraphQLSchema } from 'graphql'
import { pino } from 'pino'
import { Lifecycle } from '../../platform/lifecycle.js'
import { anonymous } from '../../platform/viewer/viewer.js'
import { openTestDatabase, type TestDatabase } from '../../test/support/database.js'
import { openOrm } from '../shared/orm.js'
import { authorityIdOf } from './authority/authority-id.js'
import { createRegionContext } from './context.js'
import { followDivisions, type Divisions } from './division/divisions.js'
import { regionEntities } from './entities.js'
import { followRules, type Rules } from './jurisdiction/rules.js'
import { buildRegionSchema } from './schema.js'
import { seedDivisions } from './seed.js'

const log = pino({ level: 'silent' })
const divisionCount = 44_684
/** Departments of the four levels, and the ministry's, the mine bureaus and 兵团. */
const authorityCount = 3_212 + 29

let database: TestDatabase
let lifecycle: Lifecycle
let orm: MikroORM
let schema: GraphQLSchema
let divisions: () => Divisions
let rules: Rules
let queries: jest.SpiedFunction<ReturnType<MikroORM['em']['getConnection']>['execute']>

beforeAll(async () => {
  database = await openTestDatabase()
  lifecycle = new Lifecycle(log)
  const databaseUrl = database.runtimeUrl('region')
  orm = await openOrm({ databaseUrl, schema: 'region', entities: regionEntities, lifecycle })
  await orm.connect()
  queries = jest.spyOn(orm.em.getConnection(), 'execute')
  schema = (await buildRegionSchema()).schema
  divisions = followDivisions({ databaseUrl, lifecycle, log })
  rules = followRules({ databaseUrl, lifecycle, log })
  await until(async () => (await lifecycle.notReady()).length === 0)
})

afterAll(async () => {
  await lifecycle.close()
  await database[Symbol.asyncDispose]()
})

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10))
}

/** What a stranger is answered; `queries` then tells what it cost. */
async function ask(source: string, variableValues: Record<string, unknown> = {}) {
  const base = { viewer: anonymous, language: 'zh', boundToBody: false, em: orm.em.fork(), log } as const
  const context = createRegionContext(base, { divisions, rules })
  queries.mockClear()
  const { data, errors } = await graphql({ schema, source, variableValues, contextValue: context })
  // graphql-js answers objects without a prototype, which toEqual tells from others.
  return { data: JSON.parse(JSON.stringify(data ?? null)) as unknown, errors }
}

const countRows = async (table: string) =>
  Number((await database.ask<{ count: string }>(`SELECT count(*) FROM region.${table}`))[0]?.count)

/** The seeding, as the owner role does it. */
async function seedAgain(): Promise<boolean> {
  await using owner = new Lifecycle(log)
  const databaseUrl = database.migrationUrl('region')
  const mapper = await openOrm({ databaseUrl, schema: 'region', entities: regionEntities, lifecycle: owner })
  return await seedDivisions(mapper.em.fork())
}

describe('seeding', () => {
  test('stores every division and department, and one event for each department', async () => {
    expect(await countRows('division')).toBe(divisionCount)
    expect(await countRows('authority')).toBe(authorityCount)
    expect(await countRows('outbox')).toBe(authorityCount)
    const [event] = await database.ask<{ name: string; payload: unknown }>(
      'SELECT name, payload FROM region.outbox WHERE subject = $1',
      [authorityIdOf('410100')],
    )
    expect(event).toEqual({
      name: 'AuthorityRegistered',
      payload: {
        authorityId: authorityIdOf('410100'),
        kind: 'EMERGENCY_MANAGEMENT',
        level: 'CITY',
        regionCode: '410100',
        parentAuthorityId: authorityIdOf('410000'),
      },
    })
  })

  test('tells of an authority after the one above it', async () => {
    const events = await database.ask<{ id: string; parent: string | null }>(
      `SELECT subject AS id, payload->>'parentAuthorityId' AS parent FROM region.outbox ORDER BY sequence`,
    )
    const told = new Set<string | null>([null])
    for (const { id, parent } of events) {
      expect(told).toContain(parent)
      told.add(id)
    }
  })

  test('does nothing the second time', async () => {
    expect(await seedAgain()).toBe(false)
    expect(await countRows('outbox')).toBe(authorityCount)
  })

  test('of another edition mends what differs, tells only what changed, and reaches the running process', async () => {
    await database.ask(`UPDATE region.division SET name = '旧名' WHERE code = '410102'`)
    await database.ask(`UPDATE region.authority SET name = '旧名' WHERE region_code = '410102'`)
    await database.ask(`UPDATE region.division_edition SET checksum = 'older', seed_checksum = 'older'`)
    await database.ask(`NOTIFY andon_region_divisions`)
    await until(() => divisions().tree.get('410102')?.name === '旧名')

    expect(await seedAgain()).toBe(true)

    await until(() => divisions().tree.get('410102')?.name === '中原区')
    expect(await countRows('division')).toBe(divisionCount)
    expect(await countRows('outbox')).toBe(authorityCount + 1)
  })

  test('keeps a subtree in one range of paths', async () => {
    const [found] = await database.ask<{ count: string }>(
      `SELECT count(*) FROM region.division WHERE path <@ '000000.410000.410100.410102'`,
    )
    expect(Number(found?.count)).toBe(1 + (divisions().tree.get('410102')?.children.length ?? 0))
  })
})

describe('a region', () => {
  test('is answered from memory', async () => {
    const { data } = await ask(
      '{ region(code: "410102001") { code name fullName level kind parent { code } path { code } children { code } } }',
    )
    expect(data).toEqual({
      region: {
        code: '410102001',
        name: '林山寨街道',
        fullName: '河南省郑州市中原区林山寨街道',
        level: 'TOWN',
        kind: 'DIVISION',
        parent: { code: '410102' },
        path: ['000000', '410000', '410100', '410102', '410102001'].map((code) => ({ code })),
        children: [],
      },
    })
    expect(queries).not.toHaveBeenCalled()
  })

  test('that nobody has is null, a code that cannot be one is refused', async () => {
    expect(await ask('{ region(code: "999999") { code } }')).toEqual({
      data: { region: null },
      errors: undefined,
    })
    for (const code of ['41010', '4101020', 'abcdef', '', '４１０１０２']) {
      const { errors } = await ask('query ($code: ID!) { region(code: $code) { code } }', { code })
      expect(errors?.[0]?.originalError).toMatchObject({
        code: 'BAD_USER_INPUT',
        inputPath: 'code',
        messages: { zh: '区划代码应为六位（县级以上）或九位（乡镇、街道）数字。' },
      })
    }
  })

  test('lists what is directly below, and the provinces where no parent is named', async () => {
    const { data } = await ask('{ regions { code } below: regions(parentCode: "441900") { level } }')
    const { regions, below } = data as { regions: object[]; below: { level: string }[] }
    expect(regions).toHaveLength(34)
    expect(new Set(below.map(({ level }) => level))).toEqual(new Set(['TOWN']))
    const { errors } = await ask('{ regions(parentCode: "999999") { code } }')
    expect(errors?.[0]?.originalError).toMatchObject({ code: 'NOT_FOUND', inputPath: 'parentCode' })
  })

  test('is found as somebody types', async () => {
    const { data } = await ask(
      '{ searchRegions(text: "郑州航空港", first: 1) { code kind fullName } nothing: searchRegions(text: " ") { code } }',
    )
    expect(data).toEqual({
      searchRegions: [
        { code: '410173', kind: 'FUNCTIONAL_ZONE', fullName: '河南省郑州市郑州航空港经济综合实验区' },
      ],
      nothing: [],
    })
    expect(queries).not.toHaveBeenCalled()
  })

  test.each([
    ['text', { text: '郑'.repeat(51), first: 10 }],
    ['first', { text: '郑州', first: 0 }],
    ['first', { text: '郑州', first: 51 }],
  ])('is not searched for with an excessive %s', async (inputPath, variables) => {
    const { errors } = await ask(
      'query ($text: String!, $first: Int!) { searchRegions(text: $text, first: $first) { code } }',
      variables,
    )
    expect(errors?.[0]?.originalError).toMatchObject({ code: 'BAD_USER_INPUT', inputPath })
  })
})

describe('the authority that answers for a place', () => {
  test.each([
    ['410102', '410102'],
    ['410102001', '410102'],
    ['410173', '410173'],
    ['410173400', '410173'],
    ['410171', '410100'],
    ['419001001', '419001'],
    ['441900121', '441900'],
    ['410000', '410000'],
    ['000000', '000000'],
  ])('%s is that of %s', async (code, seat) => {
    const { data } = await ask(
      'query ($code: ID!) { locateAuthority(regionCode: $code) { ... on AuthorityLocated { authority { id region { code } } } } region(code: $code) { authority { id } } }',
      { code },
    )
    const id = authorityIdOf(seat)
    expect(data).toEqual({
      locateAuthority: { authority: { id, region: { code: seat } } },
      region: { authority: { id } },
    })
    expect(queries).not.toHaveBeenCalled()
  })

  test.each(['710000', '810000', '820000'])('%s has none', async (code) => {
    const { data, errors } = await ask(
      'query ($code: ID!) { locateAuthority(regionCode: $code) { ... on NoAuthority { reason } } region(code: $code) { authority { id } } }',
      { code },
    )
    expect(data).toEqual({ locateAuthority: { reason: 'OUTSIDE_MAINLAND' }, region: { authority: null } })
    expect(errors).toBeUndefined()
  })

  test('stands under the ministry by three steps', async () => {
    const { data } = await ask(
      '{ region(code: "410102") { authority { name level parent { name parent { name parent { name parent { name } } } } } } }',
    )
    expect(data).toEqual({
      region: {
        authority: {
          name: '郑州市中原区应急管理局',
          level: 'COUNTY',
          parent: {
            name: '郑州市应急管理局',
            parent: { name: '河南省应急管理厅', parent: { name: '应急管理部', parent: null } },
          },
        },
      },
    })
  })
})

describe('references from other subgraphs', () => {
  const entities = `query ($references: [_Any!]!) {
    _entities(representations: $references) {
      ... on Region { name authority { id } }
      ... on Authority { name region { name } }
    }
  }`

  test('resolve to null where nobody has the key', async () => {
    const { data, errors } = await ask(entities, {
      references: [
        { __typename: 'Region', code: '999999' },
        { __typename: 'Region', code: 'x' },
        { __typename: 'Authority', id: authorityIdOf('999999') },
        { __typename: 'Authority', id: 'x' },
      ],
    })
    expect(data).toEqual({ _entities: [null, null, null, null] })
    expect(errors).toBeUndefined()
  })

  test('of a thousand cases cost no query, neither for their regions nor for the authorities', async () => {
    const codes = divisions()
      .tree.ranked.filter(({ level }) => level === 'COUNTY')
      .slice(0, 1000)
      .map(({ code }) => code)
    const references = codes.map((code) => ({ __typename: 'Region', code }))
    await ask(
      'query ($references: [_Any!]!) { _entities(representations: $references) { ... on Region { name } } }',
      {
        references,
      },
    )
    expect(queries).not.toHaveBeenCalled()
    const { data } = await ask(entities, { references })
    expect((data as { _entities: object[] })._entities).toHaveLength(1000)
    expect(queries).not.toHaveBeenCalled()
  })
})
