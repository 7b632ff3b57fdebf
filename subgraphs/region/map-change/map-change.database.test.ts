import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { MikroORM } from '@mikro-orm/postgresql'
import { graphql, type GraphQLSchema } from 'graphql'
import { pino } from 'pino'
import { Lifecycle } from '../../../platform/lifecycle.js'
import { anonymous, type Viewer } from '../../../platform/viewer/viewer.js'
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.js'
import { openOrm } from '../../shared/orm.js'
import { authorityIdOf } from '../authority/authority-id.js'
import { createRegionContext } from '../context.js'
import { followDivisions, type Divisions } from '../division/divisions.js'
import { regionEntities } from '../entities.js'
import { followRules, type Rules } from '../jurisdiction/rules.js'
import { buildRegionSchema } from '../schema.js'
import { seedDivisions } from '../seed.js'

const log = pino({ level: 'silent' })
const manager: Viewer = {
  kind: 'STAFF',
  subject: 'manager',
  roles: ['REGION_MANAGER'],
  authorityId: authorityIdOf('410000'),
}

let database: TestDatabase
let lifecycle: Lifecycle
let otherProcess: Lifecycle
let orm: MikroORM
let schema: GraphQLSchema
let divisions: () => Divisions
let rules: Rules
let replica: () => Divisions

beforeAll(async () => {
  database = await openTestDatabase()
  lifecycle = new Lifecycle(log)
  const databaseUrl = database.runtimeUrl('region')
  orm = await openOrm({ databaseUrl, schema: 'region', entities: regionEntities, lifecycle })
  schema = (await buildRegionSchema()).schema
  divisions = followDivisions({ databaseUrl, lifecycle, log })
  rules = followRules({ databaseUrl, lifecycle, log })
  otherProcess = new Lifecycle(log)
  replica = followDivisions({ databaseUrl, lifecycle: otherProcess, log })
  for (const process of [lifecycle, otherProcess])
    await until(async () => (await process.notReady()).length === 0)
  await database.ask('DELETE FROM region.outbox')
})

afterAll(async () => {
  await otherProcess.close()
  await lifecycle.close()
  await database[Symbol.asyncDispose]()
})

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10))
}

async function ask(source: string, variableValues: Record<string, unknown>, viewer: Viewer = manager) {
  const em = orm.em.fork()
  const base = { viewer, language: 'zh', boundToBody: true, em, log } as const
  const contextValue = createRegionContext(base, { divisions, rules })
  const { data, errors } = await graphql({ schema, source, variableValues, contextValue })
  return { data: JSON.parse(JSON.stringify(data ?? null)) as never, error: errors?.[0]?.originalError }
}

type Item = { kind: string; code: string; replacedBy: string[]; needsDecision: boolean }
type Change = { id: string; items: Item[]; authoritiesAffected: number; appliedAt: string | null }

const fields = 'id items { kind code replacedBy needsDecision } authoritiesAffected appliedAt'

async function preview(file: string, viewer: Viewer = manager, effectiveOn = '2025-12-31T00:00:00+08:00') {
  const { data, error } = await ask(
    `mutation ($csv: String!, $day: DateTime!) {
      change: previewMapChange(csv: $csv, effectiveOn: $day, source: "民政部 2025 年名单") { ${fields} }
    }`,
    { csv: Buffer.from(file).toString('base64'), day: effectiveOn },
    viewer,
  )
  return { change: (data as { change?: Change } | null)?.change as Change, error }
}

async function apply(previewId: string, decisions: object[] = [], viewer: Viewer = manager) {
  const { data, error } = await ask(
    `mutation ($previewId: ID!, $decisions: [MapChangeDecision!]!) {
      change: applyMapChange(previewId: $previewId, decisions: $decisions) { ${fields} }
    }`,
    { previewId, decisions },
    viewer,
  )
  return { change: (data as { change?: Change } | null)?.change as Change, error }
}

/** The list of 河南 in force with some lines changed. */
function henanList(change: (line: string) => string | undefined, ...more: string[]): string {
  const lines = divisions()
    .tree.ranked.filter(
      ({ code, level, kind }) => code.startsWith('41') && level !== 'TOWN' && kind === 'DIVISION',
    )
    .map(({ code, name }) => change(`${code},${name}`))
  return ['区划代码,名称', ...lines, ...more].filter((line) => line !== undefined).join('\n')
}

const nextYear = () =>
  henanList((line) => {
    if (line === '410122,中牟县' || line === '410103,二七区' || line === '410104,管城回族区') return undefined
    return line === '410102,中原区' ? '410102,中原新区' : line
  }, '410109,中牟区')

const events = () =>
  database.ask<{ name: string; subject: string; payload: Record<string, unknown> }>(
    'SELECT name, subject, payload FROM region.outbox ORDER BY sequence',
  )

describe('a change of the map', () => {
  test('is for staff who manage regions', async () => {
    const clerk: Viewer = { ...manager, roles: ['INTAKE_OFFICER'] }
    expect((await preview(nextYear(), anonymous)).error).toMatchObject({ code: 'UNAUTHENTICATED' })
    expect((await preview(nextYear(), clerk)).error).toMatchObject({ code: 'FORBIDDEN' })
    const county: Viewer = { ...manager, authorityId: authorityIdOf('410102') }
    expect((await preview(nextYear(), county)).error).toMatchObject({ code: 'FORBIDDEN' })
    expect((await apply('00000000-0000-4000-8000-000000000000', [], clerk)).error).toMatchObject({
      code: 'FORBIDDEN',
    })
    expect((await apply('00000000-0000-4000-8000-000000000000')).error).toMatchObject({ code: 'NOT_FOUND' })
    expect((await apply('nonsense')).error).toMatchObject({ code: 'NOT_FOUND' })
  })

  test('with a bad cell, a strange day or no file is refused and nothing kept', async () => {
    const bad = await preview(henanList((line) => (line.startsWith('410105') ? '41010X,金水区' : line)))
    expect(bad.error).toMatchObject({
      code: 'BAD_USER_INPUT',
      inputPath: 'csv',
      details: { column: '区划代码' },
    })
    for (const day of ['2024-12-31T00:00:00+08:00', '2999-01-01T00:00:00+08:00'])
      expect((await preview(nextYear(), manager, day)).error).toMatchObject({ inputPath: 'effectiveOn' })
    expect((await preview('')).error).toMatchObject({ inputPath: 'csv' })
    expect(await database.ask('SELECT FROM region.map_change')).toHaveLength(0)
  })

  test('is shown before anything changes, and waits for what only staff can tell', async () => {
    const { change } = await preview(nextYear())
    expect(change.items).toEqual([
      { kind: 'ESTABLISHED', code: '410109', replacedBy: [], needsDecision: false },
      { kind: 'RENAMED', code: '410102', replacedBy: [], needsDecision: false },
      { kind: 'ABOLISHED', code: '410103', replacedBy: [], needsDecision: true },
      { kind: 'ABOLISHED', code: '410104', replacedBy: [], needsDecision: true },
      { kind: 'REPLACED', code: '410122', replacedBy: ['410109'], needsDecision: false },
    ])
    expect(change).toMatchObject({ authoritiesAffected: 4, appliedAt: null })
    expect((await apply(change.id)).error).toMatchObject({ code: 'BAD_USER_INPUT', inputPath: 'decisions' })
    const toNobody = [
      { code: '410103', replacedBy: ['999999'] },
      { code: '410104', replacedBy: [] },
    ]
    expect((await apply(change.id, toNobody)).error).toMatchObject({ inputPath: 'decisions' })
    expect(await events()).toEqual([])
    expect(divisions().tree.get('410122')).toBeDefined()
  })

  test('is applied once, wholly, with its events, on every replica', async () => {
    const { change } = await preview(nextYear())
    const rival = await preview(nextYear())
    const decisions = [
      { code: '410103', replacedBy: ['410102'] },
      { code: '410104', replacedBy: ['410102', '410105'] },
    ]
    const applied = await apply(change.id, decisions)
    expect(applied.error).toBeUndefined()
    expect(applied.change.appliedAt).not.toBeNull()
    expect(await apply(change.id, decisions)).toEqual(applied)
    expect((await apply(rival.change.id, decisions)).error).toMatchObject({ code: 'CONFLICT' })

    const told = await events()
    expect(told.map(({ name, subject }) => `${name} ${subject}`)).toEqual([
      'AuthorityRegistered ' + (told[0]?.subject ?? ''),
      'DivisionEstablished 410109',
      'DivisionRenamed 410102',
      'DivisionReplaced 410103',
      'DivisionReplaced 410104',
      'DivisionReplaced 410122',
    ])
    expect(told[3]?.payload).toEqual({
      code: '410103',
      replacedBy: ['410102'],
      effectiveOn: '2025-12-31',
      regionPath: ['000000', '410000', '410100', '410102'],
    })
    expect(told[4]?.payload).toMatchObject({ replacedBy: ['410102', '410105'], regionPath: null })
    expect(await database.ask('SELECT subject, thing, thing_id FROM region.change_record')).toEqual([
      { subject: 'manager', thing: 'DIVISION_LIST', thing_id: change.id },
    ])
    for (const known of [divisions, replica]) await until(() => known().tree.get('410109') !== undefined)
  })

  test('is history from then on', async () => {
    const { data } = await ask(
      `{
        gone: region(code: "410122") { name validTo { earliest latest } replacedBy { name } today { code } }
        before: region(code: "410102", asOf: "2025-06-01T00:00:00+08:00") { name }
        after: region(code: "410102") { name formerNames validTo { latest } replaces { name } }
        new: region(code: "410109") { validFrom { latest } children { code } }
        divisionData { asOf source }
      }`,
      {},
    )
    expect(data).toMatchObject({
      gone: {
        name: '中牟县',
        validTo: { earliest: '2024-12-31T16:00:00.000Z', latest: '2025-12-30T16:00:00.000Z' },
        replacedBy: [{ name: '中牟区' }],
        today: [{ code: '410109' }],
      },
      before: { name: '中原区' },
      after: { name: '中原新区', formerNames: ['中原区'], validTo: null },
      new: { validFrom: { latest: '2025-12-30T16:00:00.000Z' } },
      divisionData: { asOf: '2025-12-30T16:00:00.000Z', source: '民政部 2025 年名单' },
    })
  })

  test('outlives the next start of the program', async () => {
    await database.ask(`UPDATE region.division_edition SET seed_checksum = 'an older release'`)
    await using owner = new Lifecycle(log)
    const mapper = await openOrm({
      databaseUrl: database.migrationUrl('region'),
      schema: 'region',
      entities: regionEntities,
      lifecycle: owner,
    })
    expect(await seedDivisions(mapper.em.fork())).toBe(false)
    expect(await database.ask(`SELECT FROM region.division WHERE code = '410109'`)).toHaveLength(1)
  })
})
