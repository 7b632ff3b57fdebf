import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createHash, randomUUID } from 'node:crypto'
import { anonymous, type StaffViewer, type Viewer } from '../../../platform/viewer/viewer.js'
import { appendEvents, authorityRegistered, caseAccepted, paths } from '../../../test/support/events.js'
import { codeOf } from '../../../test/support/operator-desk.js'
import { openReportSubgraph, type ReportSubgraph } from '../../../test/support/report-subgraph.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { list, reconcile, register, sync } from '../../../test/support/sync-operations.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'

const admin = staffOf('000000', 'SYSTEM_ADMIN')
const machineOf = (subject: string): StaffViewer => ({
  kind: 'STAFF',
  subject,
  roles: ['EXTERNAL_SYSTEM'],
  authorityId: null,
})
const ministry = machineOf('sync.ministry')
const city = machineOf('sync.city')
const report = {
  channel: 'WECHAT_MINI',
  mode: 'REAL_NAME',
  identity: { name: '测试同步人', phone: '010-00002222' },
  reporterKind: 'PUBLIC',
  regionCode: '410102',
  industryCode: 'COAL_MINE',
  matterTypes: ['MAJOR_HAZARD'],
  unitName: '己煤矿（虚构）',
  facts: { what: '小程序反映井下瓦斯超限仍在作业，监测探头被遮挡。' },
  elsewhere: { kind: 'NONE' },
}
const day = '2026-03-01'
const submittedAt = `${day}T08:00:00+08:00`
type Answer = {
  externalId: string
  version: number
  outcome: string
  reason: string | null
  digest: string | null
}

describe('reports of another system', () => {
  let subgraph: ReportSubgraph
  beforeAll(async () => {
    subgraph = await openReportSubgraph()
    await appendEvents(subgraph.database, authorityRegistered('410100'))
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM report.authority_reach')).not.toHaveLength(0),
    )
    for (const [code, subject] of [
      ['MINISTRY_MINI', ministry.subject],
      ['CITY_12345', city.subject],
    ])
      await subgraph.ask({ query: register, variables: { code, name: '演示系统', subject }, viewer: admin })
  })
  afterAll(() => subgraph.close())

  const item = (externalId: string, changes: object = {}, content: object = {}) => ({
    externalId,
    version: 1,
    submittedAt,
    ...changes,
    report: { ...report, ...content },
  })
  const send = (reports: object[], viewer: Viewer = ministry, system = 'MINISTRY_MINI') =>
    subgraph.ask({ query: sync, variables: { system, reports }, viewer })
  const sent = async (...reports: object[]): Promise<Answer[]> => {
    const { data, errors } = await send(reports)
    expect(errors).toEqual([])
    return (data as { syncReports: Answer[] }).syncReports
  }
  const countOf = async (table: string): Promise<number> =>
    (await subgraph.database.ask(`SELECT FROM report.${table}`)).length
  const reconciled = async (of = day) =>
    (
      (
        await subgraph.ask({
          query: reconcile,
          variables: { system: 'MINISTRY_MINI', day: of },
          viewer: ministry,
        })
      ).data as {
        syncReconciliation: { digest: string; refused: number; takenIn: number; refusals: Answer[] }
      }
    ).syncReconciliation

  it('are taken in once however often and in whatever company they are sent, each answered the same', async () => {
    const before = [await countOf('report'), await countOf('outbox')]
    const [first] = await sent(item('a-1'))
    expect(first).toMatchObject({ outcome: 'TAKEN_IN', version: 1, reason: null })
    const again = await Promise.all([sent(item('a-1')), sent(item('a-1'), item('a-1'))])
    for (const answer of again.flat()) expect(answer).toEqual(first)
    expect([await countOf('report'), await countOf('outbox')]).toEqual(before.map((count) => count + 1))
    for (const secret of ['测试同步人', '010-00002222', report.facts.what, report.unitName])
      expect(await tablesThatHold(subgraph.database, secret)).toEqual([])
    const [identity] = await subgraph.database.ask(
      `SELECT sealed_by FROM report.sealed_identity JOIN report.synced_report USING (report_id) WHERE external_id = 'a-1'`,
    )
    expect(identity).toEqual({ sealed_by: 'SERVER' })
  })

  it('sent twice at the same moment are one report', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => sent(item('race-1'))))
    expect(new Set(answers.flat().map((answer) => JSON.stringify(answer))).size).toBe(1)
    const rows = await subgraph.database.ask("SELECT FROM report.synced_report WHERE external_id = 'race-1'")
    expect(rows).toHaveLength(1)
  })

  it('are corrected by a later version only, and what was said before is kept', async () => {
    const changedAt = `${day}T09:00:00+08:00`
    const later = { facts: { what: '更正：井下一氧化碳超限，监测探头被遮挡。' } }
    const [first] = await sent(item('b-1'))
    const [other] = await sent(item('b-1', {}, later))
    expect(other).toMatchObject({ outcome: 'REFUSED', reason: 'CONTENT_DIFFERS' })
    const [revised] = await sent(item('b-1', { version: 2, changedAt }, later))
    expect(revised).toMatchObject({ outcome: 'REVISED', version: 2 })
    expect(revised?.digest).not.toBe(first?.digest)
    const [row] = await subgraph.database.ask<{ report_id: string }>(
      "SELECT report_id FROM report.synced_report WHERE external_id = 'b-1'",
    )
    const seen = await subgraph.entities(
      'Report',
      [{ id: row!.report_id }],
      'facts { what }',
      staffOf('410100', 'INTAKE_OFFICER'),
    )
    expect(seen.data).toEqual({ _entities: [later] })
    expect(
      await subgraph.database.ask('SELECT content_version, external_version FROM report.synced_revision'),
    ).toEqual([{ content_version: 1, external_version: 1 }])
    expect((await reconciled()).refusals.filter(({ externalId }) => externalId === 'b-1')).toEqual([])
  })

  it('come in any order: the newest version stands, an older one has been superseded', async () => {
    const [newest] = await sent(item('c-1', { version: 5 }))
    const [older] = await sent(item('c-1', { version: 3 }, { unitName: '旧名称（虚构）' }))
    expect(older).toEqual({ ...newest, outcome: 'SUPERSEDED' })
  })

  it.each([
    [
      'the place',
      { version: 2, changedAt: `${day}T10:00:00+08:00` },
      { regionCode: '410103' },
      'FIXED_PART_CHANGED',
    ],
    [
      'the moment of submission',
      { version: 2, submittedAt: `${day}T07:00:00+08:00`, changedAt: `${day}T10:00:00+08:00` },
      {},
      'FIXED_PART_CHANGED',
    ],
    ['time, backwards', { version: 2, changedAt: `${day}T08:30:00+08:00` }, {}, 'TIMESTAMP_OUT_OF_ORDER'],
    [
      'what the rules allow',
      { version: 2, changedAt: `${day}T10:00:00+08:00` },
      { unitName: '' },
      'BAD_INPUT',
    ],
  ])('are not corrected in %s', async (what, wrapping, content, reason) => {
    const id = `d-${createHash('sha256').update(what).digest('hex').slice(0, 8)}`
    await sent(item(id, { changedAt: `${day}T09:00:00+08:00` }))
    expect((await sent(item(id, wrapping, content)))[0]).toMatchObject({ outcome: 'REFUSED', reason })
  })

  it('one of which is wrong leave the others alone; it is kept until it comes right', async () => {
    const answers = await sent(
      item('e-1'),
      item('e-2', {}, { unitName: '', facts: { what: 'x' } }),
      item('e 3'),
      item('e-4', { version: 0 }),
      item('e-5', {}, { industryCode: 'ROAD_TRAFFIC' }),
      item('e-6', {}, { mode: 'ANONYMOUS' }),
      item('e-7', {}, { mode: 'ANONYMOUS', identity: null }),
    )
    expect(answers.map(({ outcome }) => outcome)).toEqual([
      ...['TAKEN_IN', 'REFUSED', 'REFUSED', 'REFUSED', 'REFERRED', 'REFUSED', 'TAKEN_IN'],
    ])
    expect(answers[1]).toMatchObject({
      reason: 'BAD_INPUT',
      problems: [{ inputPath: 'reports[1].report.unitName' }, { inputPath: 'reports[1].report.facts.what' }],
    })
    await sent(item('e-2', {}, { unitName: '' }))
    const open = (await reconciled()).refusals.find(({ externalId }) => externalId === 'e-2')
    expect(open).toEqual({
      externalId: 'e-2',
      version: 1,
      reason: 'BAD_INPUT',
      problems: ['report.unitName'],
      times: 2,
    })
    await sent(item('e-2'))
    expect((await reconciled()).refusals.find(({ externalId }) => externalId === 'e-2')).toBeUndefined()
    expect((await sent(item('e-5', {}, { industryCode: 'ROAD_TRAFFIC' })))[0]).toEqual(answers[4])
    expect((await sent(item('e-5', { version: 2 })))[0]).toMatchObject({ outcome: 'TAKEN_IN', version: 2 })
  })

  it('are refused together where there are too many, with nothing taken', async () => {
    const before = await countOf('report')
    const answer = await send(Array.from({ length: 51 }, (_, n) => item(`many-${String(n)}`)))
    expect(answer.errors[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      inputPath: 'reports',
      allowed: 50,
    })
    const thousands = await send(Array.from({ length: 10_000 }, (_, n) => ({ ...item(`m-${String(n)}`) })))
    expect(thousands.status === 413 || thousands.errors.length > 0).toBe(true)
    expect(await countOf('report')).toBe(before)
  })

  it('while region does not answer are told to come again, and nothing is half-kept', async () => {
    const before = await countOf('report')
    await subgraph.stopRegion()
    const elsewhere = { regionCode: '410104' }
    expect((await sent(item('f-1', {}, elsewhere)))[0]).toMatchObject({
      outcome: 'REFUSED',
      reason: 'TRY_AGAIN',
    })
    expect(await countOf('report')).toBe(before)
    await subgraph.startRegion()
    expect((await sent(item('f-1', {}, elsewhere)))[0]).toMatchObject({ outcome: 'TAKEN_IN' })
  })

  it('come from the machine account of that system and from nobody else', async () => {
    for (const viewer of [city, machineOf('sync.unknown'), admin, staffOf('410100', 'INTAKE_OFFICER')])
      expect(codeOf(await send([item('g-1')], viewer))).toBe('FORBIDDEN')
    expect(codeOf(await send([item('g-1')], anonymous))).toBe('UNAUTHENTICATED')
    expect(codeOf(await send([item('g-1')], ministry, 'NO_SUCH'))).toBe('FORBIDDEN')
    const asked = { query: list, variables: { system: 'MINISTRY_MINI' }, viewer: city }
    expect(codeOf(await subgraph.ask(asked))).toBe('FORBIDDEN')
    const taken = { code: 'THIRD', name: '第三系统', subject: city.subject }
    expect(codeOf(await subgraph.ask({ query: register, variables: taken, viewer: admin }))).toBe('CONFLICT')
    expect(codeOf(await subgraph.ask({ query: register, variables: taken, viewer: ministry }))).toBe(
      'FORBIDDEN',
    )
    const own = await send([item('a-1')], city, 'CITY_12345')
    expect(own.data).toMatchObject({ syncReports: [{ outcome: 'TAKEN_IN' }] })
    const close = 'mutation { closeExternalSystem(code: "CITY_12345") { closedAt } }'
    expect((await subgraph.ask({ query: close, viewer: admin })).errors).toEqual([])
    expect(codeOf(await send([item('g-2')], city, 'CITY_12345'))).toBe('FORBIDDEN')
  })

  it('are listed for reconciliation, page by page, with the progress of each', async () => {
    const [row] = await subgraph.database.ask<{ report_id: string }>(
      "SELECT report_id FROM report.synced_report WHERE external_id = 'a-1' AND system = 'MINISTRY_MINI'",
    )
    const since = new Date()
    await appendEvents(subgraph.database, caseAccepted(paths.zhongyuan, randomUUID(), [row!.report_id]))
    const page = async (variables: object) =>
      (
        (
          await subgraph.ask({
            query: list,
            variables: { system: 'MINISTRY_MINI', ...variables },
            viewer: ministry,
          })
        ).data as {
          syncedReports: {
            nodes: { externalId: string; state: string }[]
            pageInfo: { endCursor: string; hasNextPage: boolean }
          }
        }
      ).syncedReports
    await soon(async () =>
      expect((await page({ since: since.toISOString() })).nodes).toMatchObject([
        { externalId: 'a-1', state: 'ACCEPTED' },
      ]),
    )
    const all = (await page({ first: 100 })).nodes.map(({ externalId }) => externalId)
    const first = await page({ first: 3 })
    const second = await page({ first: 100, after: first.pageInfo.endCursor })
    expect([...first.nodes, ...second.nodes].map(({ externalId }) => externalId)).toEqual(all)
    expect(first.pageInfo.hasNextPage).toBe(true)
  })

  it('of a day are counted, with a digest the other side can compute', async () => {
    const on = '2026-03-02'
    const at = { submittedAt: '2026-03-01T16:30:00Z' }
    await sent(
      item('z-2', at),
      item('z-1', { ...at, version: 7 }),
      item('z-3', at, { industryCode: 'ROAD_TRAFFIC' }),
    )
    await sent(item('z-4', at, { unitName: '' }))
    const digest = createHash('sha256').update('z-1\t7\nz-2\t1\nz-3\t1\n').digest('hex')
    expect(await reconciled(on)).toMatchObject({ takenIn: 2, referred: 1, refused: 1, digest })
    expect(await reconciled('2025-01-01')).toMatchObject({ takenIn: 0, refused: 0, refusals: [] })
    const byAdmin = { query: reconcile, variables: { system: 'MINISTRY_MINI', day: on }, viewer: admin }
    expect((await subgraph.ask(byAdmin)).errors).toEqual([])
  })

  it('whose content was erased are neither compared nor corrected any more', async () => {
    await sent(item('h-1'))
    await subgraph.database.ask(
      `UPDATE report.content_key SET wrapped = NULL, destroyed_at = now()
       WHERE report_id = (SELECT report_id FROM report.synced_report WHERE external_id = 'h-1')`,
    )
    for (const version of [1, 2])
      expect((await sent(item('h-1', { version })))[0]).toMatchObject({ reason: 'CONTENT_ERASED' })
  })
})
