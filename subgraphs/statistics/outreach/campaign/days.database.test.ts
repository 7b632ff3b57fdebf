import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { StaffViewer } from '../../../../platform/viewer/viewer.js'
import {
  checker,
  fillAndSubmit,
  openCampaignOf,
  openOutreachStory,
  person,
  take,
  wholeForm,
  summaryOf as askSummary,
  type OutreachStory,
} from '../../../../test/support/outreach.js'
import { authorityIdOf } from '../../../region/authority/authority-id.js'
import { sweepCampaigns } from './sweep.js'

let story: OutreachStory
beforeAll(async () => {
  story = await openOutreachStory()
})
afterAll(() => story.close())

const summaryOf = (viewer: StaffViewer, campaignId: string, fields: string, region?: string) =>
  askSummary(story, { viewer, campaignId, fields, ...(region === undefined ? {} : { region }) })
const sweep = () => sweepCampaigns({ orm: story.orm, clock: () => story.now.at })

describe('days', () => {
  let campaignId: string
  beforeAll(async () => {
    story.now.at = new Date('2022-12-10T01:00:00Z')
    campaignId = await openCampaignOf(story, '000000')
  })

  it('lie lower levels first; who reports to a province does so with the cities (E01–E03, D16)', async () => {
    const dueAt = async (region: string) =>
      ((await summaryOf(person(region), campaignId, 'dueAt')) as { dueAt: string }).dueAt
    expect(await dueAt('410102')).toBe('2022-12-17T15:59:59.999Z')
    expect(await dueAt('410100')).toBe('2022-12-21T15:59:59.999Z')
    expect(await dueAt('419001')).toBe('2022-12-21T15:59:59.999Z')
    expect(await dueAt('410000')).toBe('2022-12-25T15:59:59.999Z')
    expect(await dueAt('000000')).toBeNull()
  })

  it('are called to mind three days before, once', async () => {
    story.now.at = new Date('2022-12-15T01:00:00Z')
    await sweep()
    await sweep()
    const told = await story.database.ask(
      `SELECT occasion, count(*)::int AS many FROM statistics.outreach_notice
       WHERE campaign_id = $1 GROUP BY occasion`,
      [campaignId],
    )
    // Two counties, two documents each.
    expect(told).toEqual([{ occasion: 'NEAR', many: 4 }])
  })

  it('that are over leave a mark that stays, and those above are told', async () => {
    story.now.at = new Date('2022-12-17T15:59:59.000Z')
    await fillAndSubmit(story, { campaignId, regionCode: '410103', input: wholeForm('准时区应急管理局') })
    story.now.at = new Date('2022-12-17T16:00:00.000Z')
    await sweep()
    await sweep()
    await fillAndSubmit(story, { campaignId, regionCode: '410102', input: wholeForm('迟报区应急管理局') })
    const late = (region: string) =>
      summaryOf(person('410100'), campaignId, 'late filing { version id }', region)
    expect(await late('410103')).toMatchObject({ late: false })
    const first = (await late('410102')) as {
      filing: { id: string; version: number; state: string; edition: number }
    }
    expect(first).toMatchObject({ late: true })
    const returned = await take(story, 'returnOutreach', first.filing, {
      viewer: checker('410100'),
      args: 'reason: "请更正"',
    })
    await fillAndSubmit(story, { campaignId, regionCode: '410102', input: {}, version: returned.version })
    expect(await late('410102')).toMatchObject({ late: true })
    const told = await story.get(
      `{ outreachNotices { nodes { campaignId occasion kind about { id } } } }`,
      person('410100'),
    )
    const { nodes } = (told as { outreachNotices: { nodes: object[] } }).outreachNotices
    expect(nodes).toContainEqual({
      campaignId,
      occasion: 'OVER',
      kind: 'SUMMARY',
      about: { id: authorityIdOf('410102') },
    })
    expect(nodes).not.toContainEqual({
      campaignId,
      occasion: 'OVER',
      kind: 'SUMMARY',
      about: { id: authorityIdOf('410103') },
    })
  })
})
