import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals'
import type { StaffViewer } from '../../../../platform/viewer/viewer.js'
import {
  fill,
  fillAndSubmit,
  openCampaignOf,
  openOutreachStory,
  person,
  saveMutation,
  stepMutation,
  summaryQuery,
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

describe('who sees what', () => {
  let campaignId: string
  beforeAll(async () => {
    story.now.at = new Date('2022-12-10T01:00:00Z')
    campaignId = await openCampaignOf(story, '410000')
    await fillAndSubmit(story, { campaignId, regionCode: '410100', input: wholeForm('甲市应急管理局') })
  })
  const asks = summaryQuery('organisation')

  it('is nothing for another city, and no draft for those above', async () => {
    const of = (region: string) => ({ id: campaignId, of: authorityIdOf(region) })
    expect(await story.refusal(asks, person('410300'), of('410100'))).toMatchObject({ code: 'NOT_FOUND' })
    expect(await story.refusal(asks, person('410102'), of('410100'))).toMatchObject({ code: 'NOT_FOUND' })
    expect(await story.get(asks, person('410000'), of('410100'))).toEqual({
      outreachSummary: { organisation: '甲市应急管理局' },
    })
    await fill(story, { campaignId, regionCode: '410300', input: { organisation: '草稿' } })
    expect(await story.get(asks, person('410000'), of('410300'))).toEqual({
      outreachSummary: { organisation: null },
    })
  })

  it('is refused to strangers and to roles without the permission', async () => {
    const variables = { id: campaignId, of: null }
    const { errors } = await story.ask({ query: asks, variables })
    expect(errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
    for (const role of ['CASE_OFFICER', 'SYSTEM_ADMIN', 'INTAKE_OFFICER'] as const)
      expect(await story.refusal(asks, person('410100', role), variables)).toMatchObject({
        code: 'FORBIDDEN',
      })
    expect(
      await story.refusal(saveMutation, person('410100', 'DASHBOARD'), { id: campaignId, v: 0, input: {} }),
    ).toMatchObject({
      code: 'FORBIDDEN',
    })
  })

  it('is no campaign of others, nor one that never was', async () => {
    const other = await openCampaignOf(story, '410300', { dueOn: [{ level: 'COUNTY', day: '2022-12-20' }] })
    expect(await story.refusal(asks, person('410100'), { id: other, of: null })).toMatchObject({
      code: 'NOT_FOUND',
    })
    for (const id of ['00000000-0000-4000-8000-000000000000', 'x', "' OR 1=1"])
      expect(await story.refusal(asks, person('410100'), { id, of: null })).toMatchObject({
        code: 'NOT_FOUND',
      })
  })

  test('steps of others cannot be taken with a filing’s id', async () => {
    const shown = await summaryOf(person('410100'), campaignId, 'filing { id version }')
    const { filing } = shown as { filing: { id: string; version: number } }
    const on = { id: filing.id, v: filing.version }
    for (const step of ['requestOutreachCheck', 'checkOutreach', 'submitOutreach', 'correctOutreach'])
      for (const seat of ['410300', '410102'])
        for (const role of ['PUBLICITY_STAFF', 'LEADER'] as const) {
          const { code } = await story.refusal(stepMutation(step), person(seat, role), on)
          expect(['NOT_FOUND', 'FORBIDDEN']).toContain(code)
        }
  })
})
