import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  AcceptReportDocument,
  AuthoritiesDocument,
  CasesToScreenDocument,
  JurisdictionGapsDocument,
  LocateAuthorityDocument,
  MyReportDocument,
  SubmitReportDocument,
  type SubmitReportInput,
} from '../operations/generated/graphql.js'
import { inventedReport } from '../story/invented-report.js'
import type { GraphClient } from '../support/graph.js'
import { proofFor } from '../support/proof-of-work.js'
import { openTestPlatform, type TestPlatform } from '../support/platform.js'
import { soon } from '../support/soon.js'

describe('a report reaches the right desk', () => {
  let platform: TestPlatform

  beforeAll(async () => {
    platform = await openTestPlatform()
  }, 300_000)
  afterAll(async () => {
    await platform[Symbol.asyncDispose]()
  }, 60_000)

  const submit = async (unitName: string, change: Partial<SubmitReportInput>) => {
    const input = { ...inventedReport(`${unitName}（虚构）`, 1, 1), ...change }
    const proofOfWork = await proofFor(platform.stranger, 'SUBMIT_REPORT')
    const variables = { input: { ...input, proofOfWork } }
    return (await platform.stranger.request(SubmitReportDocument, variables)).submitReport
  }
  const authorityOf = async (regionCode: string, name: string): Promise<string> => {
    const { authorities } = await platform.stranger.request(AuthoritiesDocument, {
      regionCode,
      text: name,
      first: 5,
    })
    const found = authorities.nodes.find((authority) => authority.name === name)
    if (found === undefined) throw new Error(`${name} is not registered`)
    return found.id
  }
  /** The case of a report, as it stands in the database: with whom it is and where. */
  const caseIn = (regionCode: string) =>
    soon(async () => {
      const rows = await platform.ask<{ id: string; authority_id: string; industry_code: string }>(
        'SELECT id, authority_id, industry_code FROM "case"."case" WHERE region_code = $1 ORDER BY opened_at DESC',
        [regionCode],
      )
      if (rows[0] === undefined) throw new Error(`no case in ${regionCode}`)
      return rows[0]
    })
  const unitsSeenBy = async (officer: GraphClient, regionCode: string): Promise<string[]> => {
    const { cases } = await officer.request(CasesToScreenDocument, { regionCode, first: 100 })
    return cases.nodes.flatMap(({ reports }) => reports.map((report) => report.unitName))
  }

  it('of a coal mine in 济源, which is no ordinary prefecture', async () => {
    expect(await submit('示例煤矿', { regionCode: '419001', industryCode: 'COAL_MINE' })).toMatchObject({
      __typename: 'ReportSubmitted',
    })
    const opened = await caseIn('419001')
    expect(opened).toEqual({
      id: opened.id,
      authority_id: await authorityOf('419001', '济源市应急管理局'),
      industry_code: 'COAL_MINE',
    })
    const jiyuan = await platform.as('intake.jiyuan')
    expect(await unitsSeenBy(jiyuan, '419001')).toEqual(['示例煤矿（虚构）'])
  })

  it('of fireworks in 航空港区, which is no division at all', async () => {
    await submit('示例烟花库', { regionCode: '410173', industryCode: 'FIREWORKS' })
    expect((await caseIn('410173')).authority_id).toBe(
      await authorityOf('410173', '郑州航空港经济综合实验区应急管理局'),
    )
    expect(await unitsSeenBy(await platform.as('intake.zhengzhou'), '410173')).toEqual(['示例烟花库（虚构）'])
  })

  it('of a building site in 郑州: another department’s, named with the legal basis and recorded', async () => {
    expect(await submit('示例工地', { regionCode: '410100', industryCode: 'CONSTRUCTION' })).toMatchObject({
      __typename: 'ReportReferred',
      department: '住房和城乡建设部门',
      region: { fullName: '河南省郑州市' },
    })
    const referrals = await platform.ask('SELECT region_code, industry_code FROM report.referral')
    expect(referrals).toEqual([{ region_code: '410100', industry_code: 'CONSTRUCTION' }])
  })

  it('of a place whose code was abolished years ago: what took its place answers', async () => {
    // 济源 was a county-level city of 焦作 by this code; 巢湖 (341400) was split among three cities in 2011.
    await submit('示例旧址厂', { regionCode: '410881' })
    const [stored] = await platform.ask<{ region_code: string }>(
      'SELECT region_code FROM report.report ORDER BY submitted_at DESC LIMIT 1',
    )
    expect(stored).toEqual({ region_code: '419001' })
    await soon(async () =>
      expect(await unitsSeenBy(await platform.as('intake.jiyuan'), '419001')).toContain('示例旧址厂（虚构）'),
    )
    const { errors } = await platform.stranger.ask(SubmitReportDocument, {
      input: {
        proofOfWork: await proofFor(platform.stranger, 'SUBMIT_REPORT'),
        ...inventedReport('示例厂（虚构）', 1, 1),
        regionCode: '341400',
      },
    })
    expect(errors[0]).toMatchObject({
      message: expect.stringContaining('现分属安徽省合肥市'),
      extensions: { code: 'BAD_USER_INPUT', inputPath: 'input.regionCode' },
    })
  })

  it('that nobody answers for is refused with the reason, and stands on the list of who can mend that', async () => {
    expect(await submit('示例公司', { regionCode: '810000' })).toMatchObject({
      __typename: 'SubmissionRefused',
      reason: 'NO_AUTHORITY',
      message: '香港、澳门、台湾的安全生产事项不由本平台受理，请向当地主管机关反映。',
    })
    const manager = await platform.as('regions.national')
    const { jurisdictionGaps } = await manager.request(JurisdictionGapsDocument, { regionCode: '810000' })
    expect(jurisdictionGaps.nodes).toEqual([
      { region: { code: '810000' }, industryCode: 'MACHINERY', reason: 'OUTSIDE_MAINLAND', askedCount: 1 },
    ])
    const officer = await platform.as('intake.zhengzhou')
    const refused = await officer.ask(JurisdictionGapsDocument, { regionCode: '410100' })
    expect(refused.errors[0]?.extensions?.code).toBe('FORBIDDEN')
  })

  it('about an authority goes to the next level, unread by the one it names', async () => {
    const zhengzhouId = await authorityOf('410100', '郑州市应急管理局')
    const located = await platform.stranger.request(LocateAuthorityDocument, {
      regionCode: '410103',
      againstAuthorityId: zhengzhouId,
    })
    expect(located.locateAuthority).toMatchObject({ authority: { name: '河南省应急管理厅' } })

    const outcome = await submit('示例不作为单位', { regionCode: '410103', againstAuthorityId: zhengzhouId })
    if (outcome.__typename !== 'ReportSubmitted') throw new Error(outcome.__typename)
    const opened = await caseIn('410103')
    expect(opened.authority_id).toBe(await authorityOf('410000', '河南省应急管理厅'))

    const zhengzhou = await platform.as('intake.zhengzhou')
    const henan = await platform.as('leader.henan')
    expect(await unitsSeenBy(zhengzhou, '410100')).not.toContain('示例不作为单位（虚构）')
    const { errors } = await zhengzhou.ask(AcceptReportDocument, { caseId: opened.id })
    expect(errors[0]?.extensions?.code).toBe('NOT_FOUND')
    const { cases } = await henan.request(CasesToScreenDocument, { regionCode: '410103', first: 10 })
    expect(cases.nodes.map(({ id }) => id)).toEqual([opened.id])

    const reporter = await platform.opened(outcome.receipt ?? '')
    const { myReport } = await reporter.request(MyReportDocument, {})
    expect(myReport).toMatchObject({ unitName: '示例不作为单位（虚构）' })
  })

  it('about an authority nobody knows is told so, in the form’s own place', async () => {
    const { errors } = await platform.stranger.ask(SubmitReportDocument, {
      input: {
        proofOfWork: await proofFor(platform.stranger, 'SUBMIT_REPORT'),
        ...inventedReport('示例厂（虚构）', 1, 1),
        againstAuthorityId: '00000000-0000-4000-8000-000000000000',
      },
    })
    expect(errors[0]).toMatchObject({
      message: '没有这个机关，请重新选择。',
      extensions: { code: 'BAD_USER_INPUT', inputPath: 'input.againstAuthorityId' },
    })
  })
})
