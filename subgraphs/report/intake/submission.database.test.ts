import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { MatterType, ReporterKind, ReporterMode } from '../../shared/dictionary/matter.js'
import { appendEvents, versionPublished } from '../../../test/support/events.js'
import { openReportSubgraph, type ReportSubgraph } from '../../../test/support/report-subgraph.js'
import { proofFrom } from '../../../test/support/proof-of-work.js'
import { soon } from '../../../test/support/soon.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'
import { authorityIdOf } from '../../region/authority/authority-id.js'

const submit = `mutation($input: SubmitReportInput!) { submitReport(input: $input) {
  __typename
  ... on ReportSubmitted { receipt submittedAt warnings }
  ... on ReportReferred { referralId region { code } department legalBasis }
  ... on SubmissionRefused { reason message }
} }`

const consent = { noticeVersion: 2, privacyVersion: 1, declaredTrue: true }
const anonymousReport = {
  mode: ReporterMode.ANONYMOUS,
  reporterKind: ReporterKind.PUBLIC,
  regionCode: '410102',
  industryCode: 'COAL_MINE',
  matterTypes: [MatterType.MAJOR_HAZARD],
  unitName: '郑州某某煤矿',
  facts: { what: '井下瓦斯超限仍在作业，监测探头被人为遮挡。', where: '三采区' },
  elsewhere: { kind: 'NONE' },
  consent,
}
const identity = { name: '王小明明', phone: '138 0013 8000' }
const realName = { ...anonymousReport, mode: ReporterMode.REAL_NAME, identity }

type Outcome = { __typename: string } & Record<string, unknown>

describe('submitReport', () => {
  let subgraph: ReportSubgraph
  beforeAll(async () => {
    subgraph = await openReportSubgraph()
    await appendEvents(
      subgraph.database,
      versionPublished('ReportingNoticePublished', 1),
      versionPublished('ReportingNoticePublished', 2),
      versionPublished('PrivacyExplanationPublished', 1),
    )
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM report.published_version')).toHaveLength(3),
    )
  })
  afterAll(() => subgraph.close())

  const ask = async (input: object, language: 'zh' | 'en' = 'zh') => {
    const proofOfWork = 'identity' in input ? null : await proofFrom(subgraph, 'SUBMIT_REPORT')
    return subgraph.ask({ query: submit, variables: { input: { proofOfWork, ...input } }, language })
  }
  const outcomeOf = async (input: object, language: 'zh' | 'en' = 'zh'): Promise<Outcome> => {
    const { data, errors } = await ask(input, language)
    expect(errors).toEqual([])
    return (data as { submitReport: Outcome }).submitReport
  }
  const tables = [
    'report',
    'content_key',
    'consent',
    'sealed_identity',
    'referral',
    'progress_step',
    'outbox',
  ]
  const rowsNow = async (): Promise<Record<string, number>> => {
    const counts: Record<string, number> = {}
    for (const table of tables)
      counts[table] = (await subgraph.database.ask(`SELECT FROM report.${table}`)).length
    return counts
  }
  const added = async (work: () => Promise<unknown>): Promise<Record<string, number>> => {
    const before = await rowsNow()
    await work()
    const after = await rowsNow()
    return Object.fromEntries(
      tables.flatMap((table) =>
        after[table] === before[table] ? [] : [[table, after[table]! - before[table]!]],
      ),
    )
  }

  describe('takes a report in', () => {
    it('without a name: report, consent, first step and event together, and a receipt', async () => {
      let outcome: Outcome | undefined
      const rows = await added(async () => (outcome = await outcomeOf(anonymousReport)))
      expect(rows).toEqual({ report: 1, content_key: 1, consent: 1, progress_step: 1, outbox: 1 })
      expect(outcome).toMatchObject({ __typename: 'ReportSubmitted', warnings: ['匿名举报没有举报奖励。'] })
      expect(outcome?.['receipt']).toMatch(/^\d{16}$/)
      const [event] = await subgraph.database.ask<{ name: string; payload: object }>(
        'SELECT name, payload FROM report.outbox ORDER BY sequence DESC LIMIT 1',
      )
      expect(event).toMatchObject({
        name: 'ReportSubmitted',
        payload: {
          regionCode: '410102',
          regionPath: ['000000', '410000', '410100', '410102'],
          authorityId: authorityIdOf('410102'),
          mode: 'ANONYMOUS',
          channel: 'WEB',
        },
      })
      expect(JSON.stringify(event)).not.toMatch(/煤矿|瓦斯|三采区/)
      const [agreed] = await subgraph.database.ask(
        'SELECT notice_version, privacy_version, declared_true FROM report.consent ORDER BY agreed_at DESC LIMIT 1',
      )
      expect(agreed).toEqual({ notice_version: 2, privacy_version: 1, declared_true: true })
    })

    it('with a name that stands nowhere in the database but sealed', async () => {
      const rows = await added(async () => {
        expect(await outcomeOf(realName)).toMatchObject({ __typename: 'ReportSubmitted', warnings: [] })
      })
      expect(rows).toEqual({
        report: 1,
        content_key: 1,
        consent: 1,
        progress_step: 1,
        outbox: 1,
        sealed_identity: 1,
      })
      for (const secret of ['王小明明', '13800138000', '138 0013 8000'])
        expect(await tablesThatHold(subgraph.database, secret)).toEqual([])
      for (const content of ['探头被人为遮挡', '郑州某某煤矿', '三采区'])
        expect(await tablesThatHold(subgraph.database, content)).toEqual([])
    })

    it('and keeps its receipt in no column', async () => {
      const { receipt } = await outcomeOf(anonymousReport)
      expect(await tablesThatHold(subgraph.database, String(receipt))).toEqual([])
    })

    it('with envelopes of one length, whatever the name', async () => {
      await outcomeOf({
        ...realName,
        identity: { name: '欧阳'.repeat(20), phone: `1380013${' '.repeat(600)}8001` },
      })
      const lengths = await subgraph.database.ask(
        'SELECT DISTINCT length(envelope) AS bytes FROM report.sealed_identity',
      )
      expect(lengths).toHaveLength(1)
    })

    it('of an employee without a name with two warnings, in the language asked for', async () => {
      const outcome = await outcomeOf({ ...anonymousReport, reporterKind: ReporterKind.EMPLOYEE }, 'en')
      expect(outcome['warnings']).toEqual([
        'Anonymous reports are not rewarded.',
        expect.stringContaining('Employees are asked for a name'),
      ])
    })

    it('from a town, for the county it lies in', async () => {
      await outcomeOf({ ...anonymousReport, regionCode: '410102001' })
      const [stored] = await subgraph.database.ask(
        'SELECT region_code, authority_id FROM report.report ORDER BY submitted_at DESC LIMIT 1',
      )
      expect(stored).toEqual({ region_code: '410102001', authority_id: authorityIdOf('410102') })
    })
  })

  describe('refuses and writes nothing', () => {
    it.each([
      ['an outdated notice', { consent: { ...consent, noticeVersion: 1 } }, 'NOTICE_OUTDATED'],
      ['a notice that is not published', { consent: { ...consent, noticeVersion: 3 } }, 'NOTICE_OUTDATED'],
      ['an outdated explanation', { consent: { ...consent, privacyVersion: 0 } }, 'PRIVACY_OUTDATED'],
      ['a place nobody answers for', { regionCode: '710000' }, 'NO_AUTHORITY'],
    ])('%s, by an outcome a form can show', async (_what, change, reason) => {
      const rows = await added(async () => {
        const outcome = await outcomeOf({ ...anonymousReport, ...change })
        expect(outcome).toMatchObject({ __typename: 'SubmissionRefused', reason })
        expect(outcome['message']).toMatch(/^[\u4e00-\u9fff]/)
      })
      expect(rows).toEqual({})
    })

    const facts = (what: string, more: object = {}) => ({ facts: { what, ...more } })
    it.each<[string, object, string]>([
      ['no consent', { consent: null }, 'input.consent'],
      ['no declaration', { consent: { ...consent, declaredTrue: false } }, 'input.consent.declaredTrue'],
      ['an identity on an anonymous report', { identity }, 'input.identity'],
      ['no identity on a real-name report', { ...realName, identity: null }, 'input.identity'],
      ['a blank name', { ...realName, identity: { ...identity, name: '  ' } }, 'input.identity.name'],
      ['no telephone', { ...realName, identity: { ...identity, phone: '12345' } }, 'input.identity.phone'],
      ['an unknown region', { regionCode: '999999' }, 'input.regionCode'],
      ['a malformed region', { regionCode: '4101' }, 'input.regionCode'],
      ['a region in other digits', { regionCode: '４１０１０２' }, 'input.regionCode'],
      ['an unknown industry', { industryCode: 'toString' }, 'input.industryCode'],
      ['no kind of matter', { matterTypes: [] }, 'input.matterTypes'],
      [
        'a kind of matter twice',
        { matterTypes: [MatterType.ILLEGAL_ACT, MatterType.ILLEGAL_ACT] },
        'input.matterTypes',
      ],
      ['no unit', { unitName: '' }, 'input.unitName'],
      ['a unit that is too long', { unitName: '矿'.repeat(201) }, 'input.unitName'],
      [
        'a credit code with a wrong check character',
        { unitCreditCode: '91350100M000100Y44' },
        'input.unitCreditCode',
      ],
      ['empty facts', facts(''), 'input.facts.what'],
      ['blank facts', facts(' '.repeat(20)), 'input.facts.what'],
      ['invisible facts', facts('\u200b'.repeat(20)), 'input.facts.what'],
      ['short facts', facts('有隐患'), 'input.facts.what'],
      ['facts that are too long', facts('险'.repeat(5_001)), 'input.facts.what'],
      [
        'facts with a control character',
        facts(`井下瓦斯超限仍在作业\u0000${'。'.repeat(10)}`),
        'input.facts.what',
      ],
      ['facts with half a character', facts(`井下瓦斯超限仍在作业，监测\ud83d`), 'input.facts.what'],
      [
        'a detail that is too long',
        facts('井下瓦斯超限仍在作业，', { where: '井'.repeat(501) }),
        'input.facts.where',
      ],
      [
        'a detail with half a character',
        facts('井下瓦斯超限仍在作业，', { who: '\udc00' }),
        'input.facts.who',
      ],
    ])('%s, naming the place in the form', async (_what, change, inputPath) => {
      const rows = await added(async () => {
        const { data, errors } = await ask({ ...anonymousReport, ...change })
        expect(data).toBeNull()
        expect(errors).toHaveLength(1)
        expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', inputPath })
        expect(errors[0]?.message).toMatch(/^[\u4e00-\u9fff]/)
      })
      expect(rows).toEqual({})
    })

    it('several problems together, in the order of the form and the language asked for', async () => {
      const broken = {
        ...realName,
        consent: null,
        identity: { name: '', phone: '' },
        unitName: '',
        facts: { what: '' },
      }
      const [error] = (await ask(broken, 'en')).errors
      const problems = error?.extensions['problems'] as { inputPath: string; message: string }[]
      expect(problems.map(({ inputPath }) => inputPath)).toEqual([
        'input.consent',
        'input.identity.name',
        'input.identity.phone',
        'input.unitName',
        'input.facts.what',
      ])
      expect(problems[0]?.message).toBe(error?.message)
      expect(problems.map(({ message }) => message).join()).not.toMatch(/[\u4e00-\u9fff]/)
    })

    it('a form of the wrong shape, and repeats nothing of it', async () => {
      const { errors } = await ask({ ...anonymousReport, facts: { what: 13800138000 } })
      expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', inputPath: 'input.facts.what' })
      expect(JSON.stringify(errors)).not.toContain('13800138000')
    })

    it('everything when a part of it cannot be stored', async () => {
      await subgraph.database.ask('ALTER TABLE report.outbox ADD CONSTRAINT no_more CHECK (false) NOT VALID')
      const rows = await added(async () => {
        const { errors } = await ask(realName)
        expect(errors[0]?.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', incident: expect.any(String) })
        expect(JSON.stringify(errors)).not.toMatch(/王小明明|瓦斯/)
      })
      await subgraph.database.ask('ALTER TABLE report.outbox DROP CONSTRAINT no_more')
      expect(rows).toEqual({})
    })

    it('everything while region does not answer, and takes it once region is back', async () => {
      const elsewhere = { ...anonymousReport, regionCode: '419001' }
      await subgraph.stopRegion()
      const rows = await added(async () => {
        const { errors } = await ask(elsewhere)
        expect(errors[0]?.extensions.code).toBe('SUBGRAPH_UNAVAILABLE')
        expect(errors[0]?.message).toContain('没有提交')
      })
      expect(rows).toEqual({})
      await subgraph.startRegion()
      expect(await outcomeOf(elsewhere)).toMatchObject({ __typename: 'ReportSubmitted' })
    })
  })

  it('refers a matter of another department: it names it and records that somebody asked, and nothing of who', async () => {
    let outcome: Outcome | undefined
    const rows = await added(async () => {
      outcome = await outcomeOf({ ...realName, industryCode: 'ROAD_TRAFFIC' })
    })
    expect(rows).toEqual({ referral: 1, outbox: 1 })
    expect(outcome).toMatchObject({
      __typename: 'ReportReferred',
      region: { code: '410102' },
      department: '公安交管、交通运输部门',
    })
    const [event] = await subgraph.database.ask(
      'SELECT name, subject, payload FROM report.outbox ORDER BY sequence DESC LIMIT 1',
    )
    expect(event).toEqual({
      name: 'ReportReferred',
      subject: outcome?.['referralId'],
      payload: {
        referralId: outcome?.['referralId'],
        regionCode: '410102',
        regionPath: ['000000', '410000', '410100', '410102'],
        industryCode: 'ROAD_TRAFFIC',
        matterTypes: ['MAJOR_HAZARD'],
      },
    })
    expect(await tablesThatHold(subgraph.database, '王小明明')).toEqual([])
  })
})
