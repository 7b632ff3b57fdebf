import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { StaffViewer } from '../../../../platform/viewer/viewer.js'
import {
  checker,
  fill,
  fillAndSubmit,
  openCampaignOf,
  openOutreachStory,
  person,
  saveMutation,
  sealArgs,
  stepMutation,
  take,
  wholeForm,
  summaryOf as askSummary,
  type OutreachStory,
} from '../../../../test/support/outreach.js'
import { authorityIdOf } from '../../../region/authority/authority-id.js'

let story: OutreachStory
beforeAll(async () => {
  story = await openOutreachStory()
})
afterAll(() => story.close())

const summaryOf = (viewer: StaffViewer, campaignId: string, fields: string, region?: string) =>
  askSummary(story, { viewer, campaignId, fields, ...(region === undefined ? {} : { region }) })

describe('the life of a form', () => {
  let campaignId: string
  beforeAll(async () => {
    story.now.at = new Date('2022-12-10T01:00:00Z')
    campaignId = await openCampaignOf(story, '410000')
  })
  const city = person('410300')

  it('is checked by somebody who wrote nothing in it', async () => {
    const filled = await fill(story, {
      campaignId,
      regionCode: '410300',
      input: wholeForm('示例市应急管理局'),
    })
    const asked = await take(story, 'requestOutreachCheck', filled, { viewer: city })
    expect(
      await story.refusal(stepMutation('checkOutreach'), city, { id: asked.id, v: asked.version }),
    ).toMatchObject({
      code: 'FORBIDDEN',
      message: '填报人不能审核自己填写的材料，请由他人审核。',
    })
    expect(
      await story.refusal(saveMutation, city, { id: campaignId, v: asked.version, input: { brochures: 9 } }),
    ).toMatchObject({ code: 'CONFLICT' })
    const back = await take(story, 'sendBackOutreach', asked, {
      viewer: checker('410300'),
      args: 'reason: "请核对手册数量"',
    })
    expect(back.state).toBe('DRAFT')
  })

  it('is returned by the authority it went to, with a reason, and may then be changed', async () => {
    const { filing } = (await summaryOf(city, campaignId, 'filing { version }')) as {
      filing: { version: number }
    }
    const submitted = await fillAndSubmit(story, {
      campaignId,
      regionCode: '410300',
      input: { brochures: 120 },
      version: filing.version,
    })
    const giveBack = stepMutation('returnOutreach', 'reason: "请补充典型案例"')
    const on = { id: submitted.id, v: submitted.version }
    expect(await story.refusal(giveBack, checker('000000'), on)).toMatchObject({ code: 'FORBIDDEN' })
    expect(await story.refusal(giveBack, checker('410300'), on)).toMatchObject({ code: 'FORBIDDEN' })
    expect(
      await story.refusal(stepMutation('returnOutreach', 'reason: " "'), checker('410000'), on),
    ).toMatchObject({
      code: 'BAD_USER_INPUT',
      inputPath: 'reason',
    })
    const returned = await take(story, 'returnOutreach', submitted, {
      viewer: checker('410000'),
      args: 'reason: "请补充典型案例"',
    })
    expect(returned).toMatchObject({ state: 'RETURNED', returnReason: '请补充典型案例' })
    const notices = await story.get(`{ outreachNotices { nodes { occasion kind about { id } } } }`, city)
    expect(notices).toEqual({
      outreachNotices: {
        nodes: [{ occasion: 'RETURNED', kind: 'SUMMARY', about: { id: authorityIdOf('410300') } }],
      },
    })
    await fillAndSubmit(story, {
      campaignId,
      regionCode: '410300',
      input: { brochures: 130 },
      version: returned.version,
    })
  })

  it('bears a seal and is changed by nobody afterwards, not even in the database (E06)', async () => {
    const shown = await summaryOf(city, campaignId, 'filing { id version state edition }')
    const { filing } = shown as { filing: { id: string; version: number; state: string; edition: number } }
    const leader = checker('410300')
    const on = { id: filing.id, v: filing.version }
    story.now.at = new Date('2022-12-20T09:00:00Z')
    expect(await story.refusal(stepMutation('sealOutreach', sealArgs('xyz')), leader, on)).toMatchObject({
      inputPath: 'scanHash',
      message: '请填写盖章扫描件的 SHA-256（64 位十六进制小写）。',
    })
    expect(
      await story.refusal(
        stepMutation('sealOutreach', sealArgs(undefined, '2023-01-01T00:00:00Z')),
        leader,
        on,
      ),
    ).toMatchObject({ inputPath: 'sealedAt' })
    expect(await story.refusal(stepMutation('sealOutreach', sealArgs()), city, on)).toMatchObject({
      code: 'FORBIDDEN',
    })
    const sealed = await take(story, 'sealOutreach', filing, { viewer: leader, args: sealArgs() })
    expect(sealed.state).toBe('SEALED')
    expect(
      await story.refusal(saveMutation, city, { id: campaignId, v: sealed.version, input: { brochures: 1 } }),
    ).toMatchObject({ code: 'CONFLICT' })
    for (const sql of [
      `UPDATE statistics.outreach_filing SET state = 'DRAFT' WHERE id = '${filing.id}'`,
      `DELETE FROM statistics.outreach_filing WHERE id = '${filing.id}'`,
      `UPDATE statistics.outreach_figure SET entered = 1 WHERE filing_id = '${filing.id}'`,
      `DELETE FROM statistics.outreach_figure WHERE filing_id = '${filing.id}'`,
      `UPDATE statistics.outreach_step SET subject = 'x'`,
    ])
      await expect(story.database.ask(sql)).rejects.toThrow()
  })

  it('is corrected by a new edition, while the sealed one goes on counting', async () => {
    const shown = await summaryOf(city, campaignId, 'filing { id version state edition }')
    const { filing } = shown as { filing: { id: string; version: number; state: string; edition: number } }
    const draft = await take(story, 'correctOutreach', filing, { viewer: city })
    expect(draft).toMatchObject({ edition: 2, state: 'DRAFT' })
    expect(
      await story.refusal(stepMutation('correctOutreach'), city, { id: filing.id, v: filing.version }),
    ).toMatchObject({ code: 'CONFLICT', message: '已有更新的版本。' })
    const seen = (viewer: typeof city, region?: string) =>
      summaryOf(viewer, campaignId, 'filing { edition } brochures { own below } phone', region)
    await fill(story, { campaignId, regionCode: '410300', input: { brochures: 140 }, version: draft.version })
    expect(await seen(city)).toMatchObject({
      filing: { edition: 2 },
      brochures: { own: 140 },
      phone: '0371-00000000',
    })
    expect(await seen(person('410000'), '410300')).toMatchObject({
      filing: { edition: 1 },
      brochures: { own: 130 },
    })
    expect(await seen(person('410000'))).toMatchObject({ brochures: { below: 130 } })
  })

  it('keeps who did what', async () => {
    const shown = await summaryOf(
      person('410000'),
      campaignId,
      'filing { records { step by reason } }',
      '410300',
    )
    const { records } = (shown as { filing: { records: { step: string; reason: string | null }[] } }).filing
    expect(records.map(({ step }) => step)).toEqual([
      ...['SAVED', 'CHECK_ASKED', 'SENT_BACK', 'SAVED', 'CHECK_ASKED', 'CHECKED', 'SUBMITTED'],
      ...['RETURNED', 'SAVED', 'CHECK_ASKED', 'CHECKED', 'SUBMITTED', 'SEALED'],
    ])
    expect(records[2]?.reason).toBe('请核对手册数量')
  })
})
