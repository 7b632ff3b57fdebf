import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { isPlacementCode } from '../wechat/placement-code.js'
import { appendEvents, versionPublished } from '../../../test/support/events.js'
import { proofFrom } from '../../../test/support/proof-of-work.js'
import { openReportSubgraph, type ReportSubgraph } from '../../../test/support/report-subgraph.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'

const submit = `mutation($input: SubmitReportInput!) { submitReport(input: $input) {
  __typename ... on ReportSubmitted { receipt }
} }`
const mine = `{ myReport {
  subKinds unitAliases address coordinate { longitude latitude datum } employerIsReportedUnit
  facts { what when from to where who ongoing }
  accident { occurredAt place deaths injuries howConcealed clues }
  elsewhere { kind number } sameMatterBefore { reported caseNumber }
} }`
const said = {
  subKinds: ['CONCEALED_ACCIDENT'],
  unitAliases: ['示例矿业'],
  address: '示例路 1 号',
  coordinate: { longitude: 113.6172839, latitude: 34.75, datum: 'GCJ02' },
  employerIsReportedUnit: true,
  facts: {
    what: '上月井下冒顶，两名工人死亡，单位没有上报。',
    when: '夜班',
    from: '2026-01-03T16:00:00.000Z',
    to: '2026-01-04T01:30:00.000Z',
    where: '三采区',
    who: '带班矿长',
    ongoing: false,
  },
  accident: {
    occurredAt: '2026-01-03T18:00:00.000Z',
    place: '三采区掘进面',
    deaths: 2,
    injuries: 1,
    howConcealed: '赔偿后让家属连夜返乡',
    clues: '送往外县某医院太平间',
  },
  elsewhere: { kind: 'ARBITRATION', number: '仲案示例第17号' },
  sameMatterBefore: { reported: true, caseNumber: '示例案号2025之九' },
}
const report = {
  formVersion: 2,
  mode: 'ANONYMOUS',
  reporterKind: 'EMPLOYEE',
  regionCode: '410102',
  industryCode: 'COAL_MINE',
  matterTypes: ['CONCEALED_OR_FALSE_ACCIDENT', 'GENERAL_HAZARD'],
  unitName: '示例煤矿（虚构）',
  consent: { noticeVersion: 1, privacyVersion: 1, declaredTrue: true },
  ...said,
}

describe('the report form', () => {
  let subgraph: ReportSubgraph
  beforeAll(async () => {
    subgraph = await openReportSubgraph()
    await appendEvents(
      subgraph.database,
      versionPublished('ReportingNoticePublished', 1),
      versionPublished('PrivacyExplanationPublished', 1),
    )
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM report.published_version')).toHaveLength(2),
    )
  })
  afterAll(() => subgraph.close())

  const ask = async (change: object) => {
    const proofOfWork = await proofFrom(subgraph, 'SUBMIT_REPORT')
    return subgraph.ask({ query: submit, variables: { input: { ...report, ...change, proofOfWork } } })
  }
  const stored = async () => {
    const [row] = await subgraph.database.ask<{ id: string; sub_kinds: string[]; form_version: number }>(
      'SELECT id, sub_kinds, form_version FROM report.report ORDER BY submitted_at DESC LIMIT 1',
    )
    return row!
  }

  it('is read back in full by the reporter, and stands nowhere but sealed', async () => {
    expect((await ask({})).errors).toEqual([])
    const { id, sub_kinds, form_version } = await stored()
    expect({ sub_kinds, form_version }).toEqual({ sub_kinds: ['CONCEALED_ACCIDENT'], form_version: 2 })
    const { data } = await subgraph.ask({ query: mine, viewer: { kind: 'REPORTER', reportId: id } })
    expect(data).toEqual({ myReport: said })
    const texts = [
      '示例矿业',
      '示例路',
      '113.6172839',
      '夜班',
      '带班矿长',
      '掘进面',
      '家属连夜',
      '太平间',
      '仲案示例',
      '之九',
    ]
    for (const text of texts) expect(await tablesThatHold(subgraph.database, text)).toEqual([])
  })

  it('tells statistics and routing the sub-kinds, and no more', async () => {
    await ask({})
    const [event] = await subgraph.database.ask<{ payload: Record<string, unknown> }>(
      "SELECT payload FROM report.outbox WHERE name = 'ReportSubmitted' ORDER BY sequence DESC LIMIT 1",
    )
    expect(event?.payload).toMatchObject({
      matterTypes: ['CONCEALED_OR_FALSE_ACCIDENT', 'GENERAL_HAZARD'],
      matterSubKinds: ['CONCEALED_ACCIDENT'],
    })
    expect(JSON.stringify(event)).not.toMatch(/ARBITRATION|示例/)
  })

  it('counts the sign it began at by month, and keeps it beside no report', async () => {
    const code = '7QfZ2mXa9Kz'
    const uses = () =>
      subgraph.database.ask<{ reports: number }>('SELECT reports FROM report.placement_use WHERE code = $1', [
        code,
      ])
    expect(isPlacementCode(code)).toBe(true)
    for (const sourcePlacement of [code, `p=${code}`, '7QfZ2mXa9Ky', '不是编号'])
      expect((await ask({ sourcePlacement })).errors).toEqual([])
    expect(await uses()).toEqual([{ reports: 2 }])
    expect(await tablesThatHold(subgraph.database, code)).toEqual(['report.placement_use'])
    await subgraph.database.ask(
      "INSERT INTO report.placement_use VALUES ($1, '2026-01', 4), ($1, '2026-02', 5)",
      [code],
    )
    const query = 'query($code: ID!) { placementUse(code: $code) { month reports } }'
    const seenBy = (viewer: Viewer) => subgraph.ask({ query, variables: { code }, viewer })
    expect((await seenBy(staffOf('410100', 'PUBLICITY_STAFF'))).data).toEqual({
      placementUse: [
        { month: '2026-01', reports: null },
        { month: '2026-02', reports: 5 },
      ],
    })
    expect((await seenBy({ kind: 'ANONYMOUS' })).errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })

  it('by mail or telephone is not for the public to fill in', async () => {
    const { errors } = await ask({ channel: 'HOTLINE_12350' })
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', inputPath: 'input.channel' })
  })

  it('nested without end is refused, and repeats nothing of it', async () => {
    const before = await subgraph.database.ask('SELECT FROM report.report')
    const nested = (levels: number) =>
      JSON.parse(`${'{"accident":'.repeat(levels)}"深"${'}'.repeat(levels)}`) as object
    for (const change of [
      nested(3_000),
      { unitAliases: JSON.parse(`${'['.repeat(3_000)}"深"${']'.repeat(3_000)}`) as object },
    ]) {
      const { errors } = await ask(change)
      expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT')
      expect(JSON.stringify(errors)).not.toContain('深')
    }
    expect(await subgraph.database.ask('SELECT FROM report.report')).toHaveLength(before.length)
  })
})
