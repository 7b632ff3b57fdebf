import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { anonymous, type Viewer } from '../../../platform/viewer/viewer.js'
import { staffOf } from '../../../test/support/staff.js'
import { openPublicFigures, told, type PublicFigures } from './fixture/public-figures.js'
import { verifyReleases } from './verify-releases.js'

describe('public figures in the graph', () => {
  let figures: PublicFigures
  beforeAll(async () => {
    figures = await openPublicFigures('2026-03-02T03:00:00+08:00')
    for (let day = 1; day <= 30; day += 1)
      if (day !== 9) await figures.submit('410102', `2026-03-${String(day).padStart(2, '0')}`, 9)
    await figures.releaseAt('2026-04-03T02:30:00+08:00')
  })
  afterAll(() => figures.subgraph.close())

  it('cannot be changed by the platform, and a change by anybody else shows', async () => {
    const client = new pg.Client({ connectionString: figures.subgraph.database.runtimeUrl('statistics') })
    await client.connect()
    for (const sql of [
      'UPDATE statistics.public_cell SET value = 7 WHERE value = 9',
      'DELETE FROM statistics.public_release',
      'TRUNCATE statistics.public_cell',
    ])
      await expect(client.query(sql)).rejects.toThrow()
    await client.end()
    const verify = () => verifyReleases(figures.subgraph.database.runtimeUrl('statistics'))
    expect(await verify()).toBeUndefined()
    await expect(figures.subgraph.database.ask('DELETE FROM statistics.public_cell')).rejects.toThrow(
      'only ever added',
    )
    await figures.subgraph.database.ask(
      `SET session_replication_role = replica;
       UPDATE statistics.public_cell SET value = value + 1 WHERE table_code = 'REPORTS_BY_DAY' AND period = '2026-03-03';
       SET session_replication_role = origin`,
    )
    expect(await verify()).toBe(3)
  })

  it.each<[string, Viewer]>([
    ['a stranger', anonymous],
    ['a reporter', { kind: 'REPORTER', reportId: randomUUID() }],
    ['staff', staffOf('410300', 'DASHBOARD')],
  ])('are the same for %s', async (_who, viewer) => {
    expect(told(await figures.countsOf('REPORTS_BY_REGION', { period: '2026-03', viewer }))['000000']).toBe(
      261,
    )
  })

  it('are told from period to period, with what they count and when they were released', async () => {
    const query = `{
      publicTrend(table: REPORTS_BY_DAY, until: "2026-03-10", first: 3) { period count { value below } }
      publicTables { table period definition categories newestPeriod }
      publicReleases(first: 2) { nodes { closingDay threshold cells withheld hash } pageInfo { hasNextPage endCursor } }
    }`
    const { data, errors } = await figures.subgraph.ask({ query, viewer: anonymous })
    expect(errors).toEqual([])
    expect(data).toMatchObject({
      publicTrend: [
        { period: '2026-03-10', count: { value: null, below: null } },
        { period: '2026-03-09', count: { value: null, below: 6 } },
        { period: '2026-03-08', count: { value: 9, below: null } },
      ],
      publicReleases: { nodes: [{ closingDay: '2026-04-02', threshold: 6 }, { closingDay: '2026-04-01' }] },
    })
    const { publicTables, publicReleases } = data as {
      publicTables: { table: string; newestPeriod: string }[]
      publicReleases: { pageInfo: { endCursor: string } }
    }
    expect(publicTables).toHaveLength(7)
    expect(publicTables[0]).toMatchObject({ table: 'REPORTS_BY_DAY', newestPeriod: '2026-04-02' })
    const next = await figures.subgraph.ask({
      query: `query($after: String) { publicReleases(first: 1, after: $after) { nodes { closingDay } } }`,
      variables: { after: publicReleases.pageInfo.endCursor },
      viewer: anonymous,
    })
    expect(next.data).toEqual({ publicReleases: { nodes: [{ closingDay: '2026-03-31' }] } })
  })

  it.each([
    [
      'a day where a month is wanted',
      'publicCounts(table: REPORTS_BY_REGION, period: "2026-03-01") { period }',
      'period',
    ],
    [
      'a month where a day is wanted',
      'publicCounts(table: REPORTS_BY_DAY, period: "2026-03") { period }',
      'period',
    ],
    ['no region code', 'publicCounts(table: REPORTS_BY_REGION, regionCode: "41%") { period }', 'regionCode'],
    [
      'no category of the table',
      'publicTrend(table: REPORTS_BY_CHANNEL, category: "OWL") { period }',
      'category',
    ],
    ['no category where there are some', 'publicTrend(table: REPORTS_BY_CHANNEL) { period }', 'category'],
    ['too many periods', 'publicTrend(table: REPORTS_BY_DAY, first: 1000) { period }', 'first'],
    ['no page', 'publicReleases(first: 0) { nodes { id } }', 'first'],
    ['no cursor', 'publicReleases(after: "x") { nodes { id } }', 'after'],
  ])('refuse %s in plain words', async (_what, field, inputPath) => {
    const { errors } = await figures.subgraph.ask({ query: `{ ${field} }`, viewer: anonymous })
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', inputPath })
    expect(errors[0]?.message).toMatch(/[一-龥]/)
  })

  it('of a region or period that was never told are none', async () => {
    expect((await figures.countsOf('REPORTS_BY_REGION', { region: '990000' })).cells).toEqual([])
    expect((await figures.countsOf('REPORTS_BY_DAY', { period: '2031-01-01' })).cells).toEqual([])
  })

  it('come from the released rows and from nothing else: they are there when all other tables are gone', async () => {
    const before = await figures.countsOf('REPORTS_BY_REGION', { period: '2026-03' })
    const tables = await figures.subgraph.database.ask<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables
       WHERE schemaname = 'statistics' AND tablename NOT IN ('public_release', 'public_cell')`,
    )
    expect(tables.length).toBeGreaterThan(5)
    for (const { name } of tables)
      await figures.subgraph.database.ask(`ALTER TABLE statistics."${name}" RENAME TO "gone_${name}"`)
    expect(await figures.countsOf('REPORTS_BY_REGION', { period: '2026-03' })).toEqual(before)
    for (const { name } of tables)
      await figures.subgraph.database.ask(`ALTER TABLE statistics."gone_${name}" RENAME TO "${name}"`)
  })
})
