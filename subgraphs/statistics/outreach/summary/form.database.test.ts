import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { StaffViewer } from '../../../../platform/viewer/viewer.js'
import {
  activity,
  amountFields,
  fill,
  media,
  openCampaignOf,
  openOutreachStory,
  person,
  placement,
  saveMutation,
  stepMutation,
  wholeForm,
  summaryOf as askSummary,
  type OutreachStory,
} from '../../../../test/support/outreach.js'
import { tablesThatHold } from '../../../../test/support/whole-database.js'

let story: OutreachStory
beforeAll(async () => {
  story = await openOutreachStory()
})
afterAll(() => story.close())

const summaryOf = (viewer: StaffViewer, campaignId: string, fields: string, region?: string) =>
  askSummary(story, { viewer, campaignId, fields, ...(region === undefined ? {} : { region }) })

describe('the form of an authority', () => {
  let campaignId: string
  beforeAll(async () => {
    story.now.at = new Date('2022-12-01T01:00:00Z')
    campaignId = await openCampaignOf(story, '000000')
    await story.record(
      placement('p1', '410102', { placeType: 'FACTORY_GATE', installation: 'POSTED' }),
      placement('p2', '410102', { placeType: 'CROWDED_PLACE', installation: 'HUNG' }),
      placement('p3', '410102', { placeType: 'CROWDED_PLACE', installation: 'MADE' }),
      placement('p4', '410102', { placeType: 'OFFICIAL_SITE', installation: null }),
      placement('p5', '410100', { placeType: 'CROWDED_PLACE', installation: 'POSTED' }),
      media('m1', '410102', 'NEWSPAPER'),
      media('m2', '410102', 'WEIBO'),
      media('m3', null, 'TV'),
      activity('a1', '410102', { brochures: 300, enterprisesCovered: 40, communitiesCovered: 3 }),
      activity('a2', '410102', { brochures: 50, enterprisesCovered: 12, communitiesCovered: 5 }),
    )
  })
  const county = person('410102')
  const figures = (viewer = county) =>
    summaryOf(
      viewer,
      campaignId,
      `mediaColumns ${amountFields} postersAndBoards ${amountFields} brochures ${amountFields} qrPlacements ${amountFields}
       otherActivities ${amountFields} enterprisesCovered ${amountFields} communitiesCovered ${amountFields} otherActivitiesNoteProposed`,
    )

  it('is prefilled from the records of its own place, each counted by one authority (E09–E15)', async () => {
    expect(await figures()).toMatchObject({
      mediaColumns: { prefilled: 1, entered: null, own: 1, below: 0, total: 1 },
      postersAndBoards: { own: 2 },
      brochures: { own: 350 },
      qrPlacements: { own: 1 },
      otherActivities: { own: 3 },
      enterprisesCovered: { own: 40 },
      communitiesCovered: { own: 5 },
      otherActivitiesNoteProposed: '宣讲2次、微博刊发1次。',
    })
    expect(await figures(person('410100'))).toMatchObject({
      postersAndBoards: { own: 1 },
      brochures: { own: 0 },
    })
    expect(await figures(person('000000'))).toMatchObject({ mediaColumns: { own: 1 } })
  })

  it('follows a correction of a record, and its withdrawal', async () => {
    await story.record(placement('p2', '410103', { placeType: 'CROWDED_PLACE', installation: 'HUNG' }), {
      name: 'MediaRecordWithdrawn',
      payload: { recordId: 'm2' },
    })
    expect(await figures()).toMatchObject({ postersAndBoards: { own: 1 }, otherActivities: { own: 2 } })
    expect(await figures(person('410103'))).toMatchObject({ postersAndBoards: { own: 1 } })
  })

  it('keeps the figure of a hand beside the one of the records, with who entered it', async () => {
    const filing = await fill(story, { campaignId, regionCode: '410102', input: { postersAndBoards: 25 } })
    expect(await figures()).toMatchObject({
      postersAndBoards: { prefilled: 1, entered: 25, enteredBy: county.subject, own: 25 },
    })
    await fill(story, {
      campaignId,
      regionCode: '410102',
      input: { postersAndBoards: null },
      version: filing.version,
    })
    expect(await figures()).toMatchObject({ postersAndBoards: { prefilled: 1, entered: null, own: 1 } })
  })

  it('tells what is missing, and goes to no check without it (E08, E13, E17, E18)', async () => {
    const shown = await summaryOf(
      county,
      campaignId,
      'filing { id version } shortcomings { inputPath message }',
    )
    const { filing, shortcomings } = shown as {
      filing: { id: string; version: number }
      shortcomings: object[]
    }
    expect(shortcomings).toContainEqual({ inputPath: 'organisation', message: '请填写单位。' })
    expect(shortcomings).toContainEqual({
      inputPath: 'otherActivitiesNote',
      message: '其他宣传方式大于 0 时，请说明具体活动形式。',
    })
    expect(shortcomings).toContainEqual({
      inputPath: 'overview.MECHANISM',
      message: '总体概述缺少“健全机制”。',
    })
    expect(shortcomings).toHaveLength(8)
    expect(
      await story.refusal(stepMutation('requestOutreachCheck'), county, { id: filing.id, v: filing.version }),
    ).toEqual({ code: 'BAD_USER_INPUT', message: '请填写单位。', inputPath: 'organisation' })
  })

  it.each([
    [{ brochures: -1 }, 'input.brochures', '发放宣传手册（份）应为 0 到 1 亿的整数。'],
    [
      { mediaColumns: 100_000_001 },
      'input.mediaColumns',
      '报纸、电视、广播等专题栏目（个）应为 0 到 1 亿的整数。',
    ],
    [{ phone: '打总机' }, 'input.phone', '联系电话应为 5 到 30 位的电话号码。'],
    [{ organisation: '局'.repeat(101) }, 'input.organisation', '单位应为 1 到 100 字，且不含不可见字符。'],
    [{ remark: '看\u202e反' }, 'input.remark', '备注应为 1 到 500 字，且不含不可见字符。'],
    [
      { overview: [{ section: 'MECHANISM', text: '机'.repeat(3001) }] },
      'input.overview',
      '健全机制应为 1 到 3000 字，且不含不可见字符。',
    ],
  ])('refuses %j in Chinese and keeps what was there', async (input, inputPath, message) => {
    const before = await summaryOf(county, campaignId, 'filing { version } remark brochures { own }')
    const { version } = (before as { filing: { version: number } }).filing
    expect(await story.refusal(saveMutation, county, { id: campaignId, v: version, input })).toEqual({
      code: 'BAD_USER_INPUT',
      message,
      inputPath,
    })
    expect(await summaryOf(county, campaignId, 'filing { version } remark brochures { own }')).toEqual(before)
  })

  it('of two who edit at once, tells the later one, and loses nothing of the first', async () => {
    const { filing } = (await summaryOf(county, campaignId, 'filing { version }')) as {
      filing: { version: number }
    }
    const [first, second] = [
      person('410102', 'PUBLICITY_STAFF', 'one'),
      person('410102', 'PUBLICITY_STAFF', 'two'),
    ]
    const at = (viewer: typeof first, remark: string) =>
      story.ask({
        query: saveMutation,
        viewer,
        variables: { id: campaignId, v: filing.version, input: { remark } },
      })
    const answers = await Promise.all([at(first, '甲写的'), at(second, '乙写的')])
    const refused = answers.filter(({ errors }) => errors.length > 0)
    expect(refused).toHaveLength(1)
    expect(refused[0]?.errors[0]).toMatchObject({
      message: '内容已被他人修改，请刷新后核对再保存。',
      extensions: { code: 'CONFLICT', version: filing.version + 1 },
    })
  })

  it('of two who begin it at once, tells the later one', async () => {
    const begin = (name: string) =>
      story.ask({
        query: saveMutation,
        viewer: person('410103', 'PUBLICITY_STAFF', name),
        variables: { id: campaignId, v: 0, input: { remark: name } },
      })
    const answers = await Promise.all([begin('one'), begin('two')])
    expect(answers.map(({ errors }) => errors[0]?.extensions.code).toSorted()).toEqual([
      'CONFLICT',
      undefined,
    ])
  })

  it('keeps the telephone sealed, and shows it to those who work on the form', async () => {
    const { filing } = (await summaryOf(county, campaignId, 'filing { version }')) as {
      filing: { version: number }
    }
    const input = { ...wholeForm('示例区应急管理局'), phone: '0371-55512345' }
    await fill(story, { campaignId, regionCode: '410102', input, version: filing.version })
    expect(await summaryOf(county, campaignId, 'phone')).toEqual({ phone: '0371-55512345' })
    expect(await tablesThatHold(story.database, '0371-55512345')).toEqual([])
  })
})
