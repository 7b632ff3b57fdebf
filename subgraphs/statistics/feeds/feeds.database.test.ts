import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import {
  appendEvents,
  authorityRegistered,
  caseAccepted,
  caseClosed,
  caseOpened,
  paths,
  reportSubmitted,
  type SomeEvent,
} from '../../../test/support/events.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { openStatisticsSubgraph, type StatisticsSubgraph } from '../../../test/support/statistics-subgraph.js'
import { authorityIdOf } from '../../region/authority/authority-id.js'

const province = staffOf('410000', 'DATA_PLATFORM')
const city = staffOf('410100', 'DATA_PLATFORM')
const open311 = '/feeds/open311/v2'
const days = 'start_date=2026-02-01&end_date=2026-03-31'

describe('feeds for data platforms', () => {
  let subgraph: StatisticsSubgraph
  const [accepted, closed, elsewhere, against] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  beforeAll(async () => {
    subgraph = await openStatisticsSubgraph()
    const aboutTheCity = caseOpened(paths.zhongyuan, against) as Extract<SomeEvent, { name: 'CaseOpened' }>
    aboutTheCity.payload.excludedAuthorityIds = [authorityIdOf('410100')]
    await appendEvents(
      subgraph.database,
      ...['410000', '410100', '410300'].map(authorityRegistered),
      ...[paths.zhongyuan, paths.laocheng].map((path) => reportSubmitted(path)),
      caseOpened(paths.zhongyuan, accepted),
      caseAccepted(paths.zhongyuan, accepted),
      caseOpened(paths.zhongyuan, closed),
      caseAccepted(paths.zhongyuan, closed),
      caseClosed(paths.zhongyuan, closed, { reportIds: [randomUUID()], closedAt: new Date() }),
      caseOpened(paths.laocheng, elsewhere),
      aboutTheCity,
    )
    await soon(async () => {
      const [read] = await subgraph.database.ask(
        `SELECT (SELECT count(*)::int FROM statistics.authority_reach) AS authorities,
          (SELECT count(*)::int FROM statistics.counted_case) AS cases,
          (SELECT state FROM statistics.counted_case WHERE case_id = $1) AS last`,
        [closed],
      )
      expect(read).toEqual({ authorities: 3, cases: 4, last: 'CLOSED' })
    })
  })
  afterAll(() => subgraph.close())

  const textOf = async (path: string, viewer = province): Promise<string> => {
    const response = await subgraph.fetch(path, viewer)
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store'])
    return Buffer.from(await response.arrayBuffer()).toString()
  }
  const idsOf = async (query: string, viewer = province): Promise<string[]> =>
    (
      JSON.parse(await textOf(`${open311}/requests.json?${query}`, viewer)) as {
        service_request_id: string
      }[]
    )
      .map(({ service_request_id: id }) => id)
      .sort()

  it('are for a scope of their own, each within its reach', async () => {
    for (const path of [
      '/feeds/counts.csv',
      '/feeds/days.ndjson',
      '/feeds/metrics',
      `${open311}/requests.json`,
    ]) {
      expect((await subgraph.fetch(path)).status).toBe(401)
      expect((await subgraph.fetch(path, staffOf('410000', 'LEADER'))).status).toBe(403)
      expect((await subgraph.fetch(path, staffOf('650000', 'DATA_PLATFORM'))).status).toBe(403)
      const query = path.includes('open311') ? 'region_code' : 'regionCode'
      expect((await subgraph.fetch(`${path}?${query}=410300`, city)).status).toBe(403)
    }
  })

  it('give the counts of a region and all below it as CSV, fit for a spreadsheet', async () => {
    const text = await textOf('/feeds/counts.csv')
    const [head, ...lines] = text.trimEnd().split('\r\n')
    expect(head).toBe('\uFEFFregion_code,matter_type,industry_code,channel,measure,n')
    expect(lines).toContain('410000,ALL,ALL,ALL,REPORTS,2')
    expect(lines).toContain('410102,MAJOR_HAZARD,COAL_MINE,ALL,CLOSED,1')
    expect(lines.some((line) => line.startsWith('000000'))).toBe(false)
    expect((await textOf('/feeds/counts.csv', city)).includes('4103')).toBe(false)
  })

  it('give the days as NDJSON, a row a line', async () => {
    const text = await textOf('/feeds/days.ndjson?regionCode=410100&from=2026-03-01&to=2026-03-01')
    const rows = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    // The matter about the city's own authority is counted above it only.
    expect(rows).toContainEqual({
      region_code: '410100',
      day: '2026-03-01',
      dimension: 'ALL',
      value: 'ALL',
      measure: 'OPENED',
      n: 2,
    })
    expect(await textOf('/feeds/days.ndjson?from=2026-02-01&to=2026-02-28')).toBe('')
  })

  it.each([
    ['/feeds/days.csv?from=yesterday', 'from'],
    ['/feeds/days.csv?from=2026-02-30', 'from'],
    ['/feeds/days.csv?from=2026-03-02&to=2026-03-01', 'to'],
    ['/feeds/days.csv?from=1900-01-01', 'from'],
    ['/feeds/days.csv?from=2001-01-01&to=2026-01-01', 'to'],
    ['/feeds/counts.csv?regionCode=41', 'regionCode'],
    ['/feeds/counts.csv?regionCode=410000&regionCode=410100', 'regionCode'],
  ])('refuse %s in Chinese, naming what is wrong', async (path, inputPath) => {
    const response = await subgraph.fetch(path, province)
    expect(response.status).toBe(400)
    const { errors } = (await response.json()) as { errors: { message: string; extensions: object }[] }
    expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', inputPath } })
    expect(errors[0]?.message).toMatch(/[\u4e00-\u9fff]/)
  })

  it('tell a monitoring system how many there are, and how far the log is read', async () => {
    const text = await textOf('/feeds/metrics')
    expect(text).toContain('andon_count{region_code="410000",measure="REPORTS"} 2')
    expect(text).toContain('andon_count{region_code="410300",measure="SCREENING"} 1')
    expect(text).not.toContain('410102')
    expect(text).toMatch(/andon_event_position\{consumer="counts"\} \d+/)
  })

  describe('by Open311', () => {
    it('tell everyone what there is to report', async () => {
      const discovery = await subgraph.fetch(`${open311}/discovery.json`)
      expect(await discovery.json()).toMatchObject({ endpoints: [{ url: open311 }] })
      const services = await subgraph.fetch(`${open311}/services.xml`)
      expect(services.headers.get('content-type')).toBe('text/xml; charset=utf-8')
      expect(await services.text()).toContain(
        '<service_code>COAL_MINE</service_code><service_name>煤矿</service_name>',
      )
      const one = await subgraph.fetch(`${open311}/services/COAL_MINE.json`)
      expect(await one.json()).toMatchObject({ attributes: [{ code: 'matter_types' }] })
      const none = await subgraph.fetch(`${open311}/services/NOTHING.xml`)
      expect([none.status, await none.text()]).toEqual([
        404,
        expect.stringContaining('<errors><error><code>404'),
      ])
    })

    it('list cases within reach, open or closed, page by page', async () => {
      expect(await idsOf(days)).toEqual([accepted, closed, elsewhere, against].sort())
      expect(await idsOf(`${days}&status=closed`)).toEqual([closed])
      expect(await idsOf(`${days}&region_code=410300`)).toEqual([elsewhere])
      expect(await idsOf(`${days}&service_code=CHEMICAL`)).toEqual([])
      expect(await idsOf('start_date=2026-04-01&end_date=2026-05-01')).toEqual([])
      expect(await idsOf(`service_request_id=${accepted},${randomUUID()}`)).toEqual([accepted])
      const pages = await Promise.all(
        [1, 2, 3].map((page) => idsOf(`${days}&page_size=2&page=${String(page)}`)),
      )
      expect(pages.map((page) => page.length)).toEqual([2, 2, 0])
      expect(pages.flat().sort()).toEqual([accepted, closed, elsewhere, against].sort())
    })

    it('keep a case from whom it is about, by list and by id', async () => {
      expect(await idsOf(days, city)).toEqual([accepted, closed].sort())
      expect(await idsOf(`service_request_id=${against}`, city)).toEqual([])
      for (const hidden of [against, elsewhere, randomUUID(), 'nonsense']) {
        const response = await subgraph.fetch(`${open311}/requests/${hidden}.json`, city)
        expect([response.status, await response.json()]).toEqual([
          404,
          [{ code: 404, description: '没有找到您要的内容。' }],
        ])
      }
      expect((await subgraph.fetch(`${open311}/requests/${accepted}.json`, city)).status).toBe(200)
    })

    it('keep a case from everyone while it is not known whom it is about', async () => {
      await subgraph.database.ask(
        'UPDATE statistics.counted_case SET excluded_authority_ids = NULL WHERE case_id = $1',
        [elsewhere],
      )
      expect(await idsOf(`service_request_id=${elsewhere}`)).toEqual([])
    })

    it('refuse in the format that was asked for', async () => {
      const response = await subgraph.fetch(`${open311}/requests.xml?status=done`, province)
      expect([response.status, await response.text()]).toEqual([
        400,
        expect.stringContaining('<errors><error><code>400</code><description>status 只能是'),
      ])
      expect((await subgraph.fetch(`${open311}/requests.pdf`, province)).status).toBe(404)
    })
  })
})
