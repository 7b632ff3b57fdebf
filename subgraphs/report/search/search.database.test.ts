import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { StaffViewer, Viewer } from '../../../platform/viewer/viewer.js'
import { appendEvents, versionPublished, type SomeEvent } from '../../../test/support/events.js'
import { proofFrom } from '../../../test/support/proof-of-work.js'
import { openReportSubgraph, type ReportSubgraph } from '../../../test/support/report-subgraph.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'
import { authorityIdOf } from '../../region/authority/authority-id.js'

const search = `mutation($unitName: String, $creditCode: String, $place: SearchedPlace, $first: Int, $after: String) {
  searchReports(unitName: $unitName, creditCode: $creditCode, place: $place, first: $first, after: $after) {
    nodes { id } pageInfo { hasNextPage endCursor }
  }
}`
const forSuperior =
  '{ matchesForSuperior { nodes { reportId report { id } searchingAuthorityId matchedBy } } }'
const possibleMatches = 'query($reportId: ID!) { reportMatches(reportId: $reportId) { reportId matchedBy } }'
const submit = 'mutation($input: SubmitReportInput!) { submitReport(input: $input) { __typename } }'

/** 河南, under it 郑州 and 洛阳, under each a district. */
const authorities: readonly [string, 'PROVINCE' | 'CITY' | 'COUNTY', string | null][] = [
  ['410000', 'PROVINCE', null],
  ['410100', 'CITY', '410000'],
  ['410300', 'CITY', '410000'],
  ['410102', 'COUNTY', '410100'],
  ['410302', 'COUNTY', '410300'],
]

describe('the search over what reports are about', () => {
  let subgraph: ReportSubgraph
  beforeAll(async () => {
    subgraph = await openReportSubgraph()
    await appendEvents(
      subgraph.database,
      versionPublished('ReportingNoticePublished', 1),
      versionPublished('PrivacyExplanationPublished', 1),
      ...authorities.map(([regionCode, level, parent]): SomeEvent => {
        const authorityId = authorityIdOf(regionCode)
        const parentAuthorityId = parent === null ? null : authorityIdOf(parent)
        return {
          id: randomUUID(),
          name: 'AuthorityRegistered',
          payload: { authorityId, level, regionCode, parentAuthorityId },
        }
      }),
    )
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM report.authority_reach')).toHaveLength(
        authorities.length,
      ),
    )
  })
  afterAll(() => subgraph.close())

  const officer = (regionCode: string, name: string): StaffViewer => ({
    ...staffOf(regionCode, 'INTAKE_OFFICER'),
    subject: name,
  })
  const report = async (regionCode: string, unitName: string, more: object = {}): Promise<string> => {
    const input = {
      proofOfWork: await proofFrom(subgraph, 'SUBMIT_REPORT'),
      mode: 'ANONYMOUS',
      reporterKind: 'PUBLIC',
      regionCode,
      industryCode: 'COAL_MINE',
      matterTypes: ['MAJOR_HAZARD'],
      unitName,
      elsewhere: { kind: 'NONE' },
      facts: { what: '井下瓦斯超限仍在作业，监测探头被人为遮挡。', where: '二号车间' },
      consent: { noticeVersion: 1, privacyVersion: 1, declaredTrue: true },
      ...more,
    }
    const { errors } = await subgraph.ask({ query: submit, variables: { input } })
    expect(errors).toEqual([])
    const [newest] = await subgraph.database.ask<{ id: string }>(
      'SELECT id FROM report.report ORDER BY submitted_at DESC LIMIT 1',
    )
    return newest!.id
  }
  const find = async (viewer: Viewer, variables: object) => {
    const { data, errors } = await subgraph.ask({ query: search, viewer, variables: { ...variables } })
    return {
      ids: (data as { searchReports?: { nodes: { id: string }[] } } | null)?.searchReports?.nodes.map(
        ({ id }) => id,
      ),
      page: (data as { searchReports?: { pageInfo: { hasNextPage: boolean; endCursor: string } } } | null)
        ?.searchReports?.pageInfo,
      errors,
    }
  }
  const told = async (viewer: Viewer) => {
    const { data, errors } = await subgraph.ask({ query: forSuperior, viewer })
    expect(errors).toEqual([])
    return (data as { matchesForSuperior: { nodes: { reportId: string; searchingAuthorityId: string }[] } })
      .matchesForSuperior.nodes
  }
  const jobsDone = () =>
    soon(async () =>
      expect(
        await subgraph.database.ask(
          `SELECT FROM report_jobs._private_jobs j JOIN report_jobs._private_tasks t ON t.id = j.task_id
           WHERE t.identifier = 'tellSuperiors'`,
        ),
      ).toEqual([]),
    )

  it('finds the same unit however it is written, by any of its names, code or place, page by page', async () => {
    const zhengzhou = officer('410100', 'zhao')
    const first = await report('410102', '嵩山某某煤业有限责任公司', { unitCreditCode: '91350100M000100Y43' })
    const second = await report('410102', '老君山矿', { unitAliases: ['嵩山某某煤业（集团）公司'] })
    expect((await find(zhengzhou, { unitName: ' 嵩山某某煤业有限公司' })).ids).toEqual([second, first])
    expect((await find(zhengzhou, { creditCode: '91350100 m000100y43' })).ids).toEqual([first])
    const byPlace = await find(zhengzhou, { place: { regionCode: '410102', address: '二号 车间' } })
    expect(byPlace.ids).toEqual([second, first])
    const one = await find(zhengzhou, { unitName: '嵩山某某煤业', first: 1 })
    expect(one).toMatchObject({ ids: [second], page: { hasNextPage: true } })
    const rest = await find(zhengzhou, { unitName: '嵩山某某煤业', first: 1, after: one.page?.endCursor })
    expect(rest).toMatchObject({ ids: [first], page: { hasNextPage: false } })
  })

  it('tells the one who searches nothing of what lies elsewhere, and the common superior all of it', async () => {
    const elsewhere = await report('410302', '伏牛山某某化工厂')
    const nothing = await find(officer('410100', 'qian'), { unitName: '没有这样的单位' })
    const hidden = await find(officer('410100', 'qian'), { unitName: '伏牛山某某化工厂' })
    expect(hidden).toEqual(nothing)
    await jobsDone()
    const match = {
      reportId: elsewhere,
      report: { id: elsewhere },
      searchingAuthorityId: authorityIdOf('410100'),
      matchedBy: ['UNIT_NAME'],
    }
    expect(await told(officer('410000', 'province'))).toEqual([match])
    expect(await told(officer('410100', 'qian'))).toEqual([])
    expect(await told(officer('410300', 'luoyang'))).toEqual([])
    await find(officer('410100', 'qian'), { unitName: '伏牛山某某化工厂' })
    await jobsDone()
    expect(await told(officer('410000', 'province'))).toHaveLength(1)
  })

  it('keeps a report about an authority from it, and tells only who stands above', async () => {
    const about = { againstAuthorityId: authorityIdOf('410100') }
    const reportId = await report('410102', '黄河某某水泥厂', about)
    const own = officer('410100', 'sun')
    expect((await find(own, { unitName: '黄河某某水泥厂' })).ids).toEqual([])
    await jobsDone()
    expect((await told(officer('410000', 'province'))).map((match) => match.reportId)).toContain(reportId)
  })

  it('stands in the audit chain by a commitment, and the term stands nowhere', async () => {
    await find(officer('410100', 'li'), { unitName: '金丝雀检索词煤矿' })
    expect(await tablesThatHold(subgraph.database, '金丝雀检索词')).toEqual([])
    const [entry] = await subgraph.database.ask<{ facts: { by: string[]; commitment: string } }>(
      `SELECT facts FROM report.audit_entry WHERE action = 'REPORTS_SEARCHED' AND actor ->> 'subject' = 'li'`,
    )
    expect(entry?.facts).toEqual({
      by: ['unitIndex'],
      commitment: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  it('is limited for each person, in Chinese, and not for the next', async () => {
    const busy = officer('410100', 'zhou')
    await subgraph.database.ask(
      `INSERT INTO report.search (id, subject, authority_id, salt, searched_at)
       SELECT gen_random_uuid(), 'zhou', $1, '\\x00', now() - interval '10 minutes' FROM generate_series(1, 29)`,
      [authorityIdOf('410100')],
    )
    expect((await find(busy, { unitName: '甲煤矿' })).errors).toEqual([])
    const { errors } = await find(busy, { unitName: '甲煤矿' })
    expect(errors[0]?.message).toContain('每人每 1 小时最多检索 30 次')
    expect(errors[0]?.extensions).toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterSeconds: expect.any(Number),
    })
    expect((await find(officer('410100', 'wu'), { unitName: '甲煤矿' })).errors).toEqual([])
  })

  it('is for screening officers, and for something to search for', async () => {
    const codeOf = async (viewer: Viewer, variables: object) =>
      (await find(viewer, variables)).errors[0]?.extensions.code
    expect(await codeOf({ kind: 'ANONYMOUS' }, { unitName: '甲煤矿' })).toBe('UNAUTHENTICATED')
    expect(await codeOf(staffOf('410100', 'CASE_OFFICER'), { unitName: '甲煤矿' })).toBe('FORBIDDEN')
    expect(await codeOf(officer('990000', 'nobody'), { unitName: '甲煤矿' })).toBe('FORBIDDEN')
    expect(await codeOf(officer('410100', 'zheng'), {})).toBe('BAD_USER_INPUT')
    expect(await codeOf(officer('410100', 'zheng'), { unitName: ' ，。' })).toBe('BAD_USER_INPUT')
  })

  it('tells the case subgraph, and nobody else, which reports may be about the same', async () => {
    const one = await report('410102', '太行某某尾矿库', { facts: { what: '坝体渗水，无人值守已经半年。' } })
    const other = await report('410302', '太行某某尾矿库有限公司', {
      facts: { what: '坝体渗水，无人值守已经半年。' },
    })
    const question = { query: possibleMatches, variables: { reportId: one } }
    const viewer = { kind: 'SERVICE', service: 'case' } as const
    expect((await subgraph.asCase({ ...question, viewer })).data).toEqual({
      reportMatches: [{ reportId: other, matchedBy: ['UNIT_NAME'] }],
    })
    for (const staff of [officer('410000', 'x'), staffOf('410000', 'SYSTEM_ADMIN')])
      expect((await subgraph.ask({ ...question, viewer: staff })).errors[0]?.extensions.code).toBe(
        'FORBIDDEN',
      )
  })
})
