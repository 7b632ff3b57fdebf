import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import {
  appendEvents,
  authorityRegistered,
  caseAccepted,
  caseOpened,
  paths,
  reportSubmitted,
} from '../../../test/support/events.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { openStatisticsSubgraph, type StatisticsSubgraph } from '../../../test/support/statistics-subgraph.js'

const screen = staffOf('410000', 'DASHBOARD')
const spring = 'from=2026-02-01&to=2026-04-30'

describe('charts of exact counts', () => {
  let subgraph: StatisticsSubgraph
  beforeAll(async () => {
    subgraph = await openStatisticsSubgraph(() => new Date('2026-05-01T01:30:00Z'))
    const caseId = randomUUID()
    await appendEvents(
      subgraph.database,
      authorityRegistered('410000'),
      ...[paths.zhongyuan, paths.zhongyuan, paths.jiyuan].map((path) => reportSubmitted(path)),
      caseOpened(paths.zhongyuan, caseId),
      caseOpened(paths.jiyuan),
      caseOpened(paths.jiyuan),
      caseAccepted(paths.zhongyuan, caseId),
    )
    await soon(async () => {
      const [read] = await subgraph.database.ask(
        `SELECT (SELECT count(*)::int FROM statistics.authority_reach) AS authorities,
          (SELECT state FROM statistics.counted_case WHERE case_id = $1) AS last`,
        [caseId],
      )
      expect(read).toEqual({ authorities: 1, last: 'ACCEPTED' })
    })
  })
  afterAll(() => subgraph.close())

  const wordsOf = async (path: string): Promise<{ title: string; says: string }> => {
    const response = await subgraph.fetch(path, screen)
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'image/svg+xml; charset=utf-8',
    ])
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    const svg = await response.text()
    const [, title = '', says = ''] = /<title>(.*?)<\/title><desc>(.*?)<\/desc>/.exec(svg) ?? []
    return { title, says }
  }

  it('show the trend by month, under the name of the region', async () => {
    const { title, says } = await wordsOf(`/charts/trend.svg?regionCode=410000&${spring}`)
    expect(title).toBe('举报与办理趋势（河南省，2026年2月1日至2026年4月30日）')
    expect(says.split('；')).toEqual([
      '2026-02：提交举报 0，受理案件 0，归档案件 0，期末在办 0',
      '2026-03：提交举报 3，受理案件 1，归档案件 0，期末在办 3',
      '2026-04：提交举报 0，受理案件 0，归档案件 0，期末在办 3',
    ])
    const weeks = await wordsOf(`/charts/trend.svg?regionCode=410000&unit=WEEK&from=2026-03-01&to=2026-03-02`)
    expect(weeks.says).toMatch(/^2026-W09：提交举报 3.*；2026-W10：提交举报 0/)
  })

  it('show how far the cases have come', async () => {
    const { says } = await wordsOf(`/charts/funnel.svg?regionCode=410000&${spring}`)
    expect(says).toMatch(/^已提交 3（100\.0%）；已受理 1（33\.3%）；已核查 0（0\.0%）；/)
  })

  it('show every region right below, also those where nothing happened', async () => {
    const { says } = await wordsOf(`/charts/heat.svg?regionCode=410000&${spring}`)
    expect(says).toMatch(/^济源市 2；郑州市 1；/)
    expect(says.split('；')).toHaveLength(18)
    expect(says).toContain('洛阳市 0')
  })

  it('come as PNG too', async () => {
    const response = await subgraph.fetch(`/charts/heat.png?regionCode=410000&${spring}`, screen)
    expect(response.headers.get('content-type')).toBe('image/png')
    const { format, width } = await sharp(Buffer.from(await response.arrayBuffer())).metadata()
    expect([format, width]).toEqual(['png', 1920])
  })

  it('are for whoever may ask for the numbers', async () => {
    const path = `/charts/trend.svg?regionCode=410000&${spring}`
    expect((await subgraph.fetch(path)).status).toBe(401)
    expect((await subgraph.fetch(path, staffOf('410000', 'SYSTEM_ADMIN'))).status).toBe(403)
    expect((await subgraph.fetch(path, staffOf('410100', 'DASHBOARD'))).status).toBe(403)
  })

  it.each([
    ['trend.svg', 'regionCode'],
    ['trend.svg?regionCode=4100', 'regionCode'],
    [`trend.svg?regionCode=410000&unit=YEAR&${spring}`, 'unit'],
    ['trend.svg?regionCode=410000&from=2026-02-30', 'from'],
    ['trend.svg?regionCode=410000&unit=DAY&from=2020-01-01&to=2026-01-01', 'to'],
    [`heat.svg?regionCode=419999&${spring}`, 'regionCode'],
  ])('refuse %s in Chinese, naming what is wrong', async (path, inputPath) => {
    const response = await subgraph.fetch(`/charts/${path}`, screen)
    expect([400, 404]).toContain(response.status)
    const { errors } = (await response.json()) as { errors: { message: string; extensions: object }[] }
    expect(errors[0]).toMatchObject({ extensions: { inputPath } })
    expect(errors[0]?.message).toMatch(/[\u4e00-\u9fff]/)
  })
})
