import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openReportSubgraph, type ReportSubgraph } from '../../../test/support/report-subgraph.js'

const form = `query($channel: Channel!) { reportForm(channel: $channel) {
  formVersion channel
  modes { mode label consequences isDefault }
  reporterKinds { kind label anonymousWarning }
  matterTypes { type label subKinds { subKind label } }
  industries { code }
  elsewhere { kind label }
  feedback { preference label consent hint }
  consents { kind version text required }
  fields { path label need min max }
  limits { evidenceFiles evidenceBytes draftBytes evidence { kind maxBytes } }
} }`

type Form = {
  formVersion: number
  modes: { mode: string; consequences: string[]; isDefault: boolean }[]
  reporterKinds: { kind: string; anonymousWarning: string | null }[]
  matterTypes: { type: string; subKinds: { subKind: string }[] }[]
  industries: { code: string }[]
  consents: { kind: string; version: number; required: boolean }[]
  fields: { path: string; need: string; min: number | null; max: number | null }[]
  limits: { evidenceFiles: number; evidence: { kind: string; maxBytes: number }[] }
}

describe('reportForm', () => {
  let subgraph: ReportSubgraph
  beforeAll(async () => {
    subgraph = await openReportSubgraph()
  })
  afterAll(() => subgraph.close())

  const ask = async (channel: string, language: 'zh' | 'en' = 'zh'): Promise<Form> => {
    const { data, errors } = await subgraph.ask({ query: form, variables: { channel }, language })
    expect(errors).toEqual([])
    return (data as { reportForm: Form }).reportForm
  }

  it('offers on the web site both ways and neither first, with what follows from each', async () => {
    const { modes } = await ask('WEB')
    expect(modes.map(({ mode, isDefault }) => [mode, isDefault])).toEqual([
      ['REAL_NAME', false],
      ['ANONYMOUS', false],
    ])
    expect(modes[1]?.consequences.join()).toMatch(/没有举报奖励.*难以发放奖励/)
    expect(modes[1]?.consequences.join()).not.toContain('微信')
  })

  it('offers in the mini-program the real name first, and says that WeChat knows it was used', async () => {
    const { modes } = await ask('WECHAT_MINI')
    expect(modes.map(({ isDefault }) => isDefault)).toEqual([true, false])
    expect(modes[1]?.consequences.at(-1)).toContain('微信知道您使用过本小程序')
  })

  it('has 15 industries handled here, 10 of others and the rest, as references to region', async () => {
    const { industries } = await ask('WEB')
    expect(industries).toHaveLength(26)
    expect(industries.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['COAL_MINE', 'ROAD_TRAFFIC', 'OTHER']),
    )
  })

  it('has sub-kinds where there are any, warnings for who stays anonymous, and the words of each consent', async () => {
    const { matterTypes, reporterKinds, consents } = await ask('WEB')
    expect(matterTypes.map(({ type, subKinds }) => [type, subKinds.length])).toEqual([
      ['CONCEALED_OR_FALSE_ACCIDENT', 2],
      ['MAJOR_HAZARD', 0],
      ['GENERAL_HAZARD', 0],
      ['ILLEGAL_ACT', 0],
    ])
    expect(reporterKinds.map(({ kind, anonymousWarning }) => [kind, anonymousWarning !== null])).toEqual([
      ['PUBLIC', false],
      ['EMPLOYEE', true],
      ['INFORMANT', true],
    ])
    expect(consents.map(({ kind, required }) => [kind, required])).toEqual([
      ['TRUTH', true],
      ['NOTICES_BY_SMS', false],
      ['NOTICES_BY_WECHAT', false],
      ['PASSING_ON', false],
      ['PUBLICATION', false],
    ])
  })

  it('tells which fields are needed when and how long they may be, in the language asked for', async () => {
    const english = await ask('WEB', 'en')
    const need = (path: string) => english.fields.find((field) => field.path === path)
    expect(need('facts.what')).toMatchObject({ need: 'ALWAYS', min: 10, max: 5_000 })
    expect(need('elsewhere')).toMatchObject({ need: 'ALWAYS' })
    expect(need('accident')).toMatchObject({ need: 'WHEN_CONCEALED_OR_FALSE' })
    expect(need('identity.phone')).toMatchObject({ need: 'WHEN_REAL_NAME' })
    expect(english.limits.evidence.map(({ kind }) => kind)).toEqual(['PHOTO', 'VIDEO', 'AUDIO', 'DOCUMENT'])
    expect(JSON.stringify(english)).not.toMatch(/[\u4e00-\u9fff]/)
  })

  it('names what its submission takes: every field without which a report is refused', async () => {
    const { fields } = await ask('WEB')
    const submit = 'mutation($input: SubmitReportInput!) { submitReport(input: $input) { __typename } }'
    const empty = {
      ...{ mode: 'REAL_NAME', reporterKind: 'PUBLIC', regionCode: '', industryCode: '', matterTypes: [] },
      ...{ unitName: '', facts: { what: '' } },
    }
    const [error] = (await subgraph.ask({ query: submit, variables: { input: empty } })).errors
    const refused = (error?.extensions['problems'] as { inputPath: string }[]).map(({ inputPath }) =>
      inputPath.replace('input.', ''),
    )
    const needed = fields.filter(({ need }) => need === 'ALWAYS').map(({ path }) => path)
    const chosen = ['mode', 'reporterKind']
    expect(refused.filter((path) => !path.startsWith('identity')).sort()).toEqual(
      needed.filter((path) => !chosen.includes(path)).sort(),
    )
  })
})
