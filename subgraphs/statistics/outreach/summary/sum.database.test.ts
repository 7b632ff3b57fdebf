import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { StaffViewer } from '../../../../platform/viewer/viewer.js'
import {
  amountFields,
  checker,
  fillAndSubmit,
  openCampaignOf,
  openOutreachStory,
  person,
  placement,
  sealArgs,
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

describe('the sum up the tree', () => {
  let campaignId: string
  beforeAll(async () => {
    story.now.at = new Date('2022-12-10T01:00:00Z')
    await story.record(placement('p1', '410100'))
    campaignId = await openCampaignOf(story, '410000', { regionCodes: [] })
    const figures = { mediaColumns: 1, postersAndBoards: 10, brochures: 100, qrPlacements: 1 }
    for (const regionCode of ['410102', '410103', '419001'])
      await fillAndSubmit(story, {
        campaignId,
        regionCode,
        input: wholeForm(`${regionCode} 应急管理局`, figures),
      })
  })

  it('stands beside the own figures, names who is missing, and goes up level by level', async () => {
    const city = person('410100')
    expect(await summaryOf(city, campaignId, `postersAndBoards ${amountFields}`)).toMatchObject({
      postersAndBoards: { own: 1, below: 20, total: 21 },
    })
    const province = person('410000')
    const fields = `brochures { own below total } children { authority { id } filing { state } brochures { total }
      children { authority { id } } }`
    // The counties are not in the province's sum before their city has submitted.
    expect(await summaryOf(province, campaignId, fields)).toMatchObject({ brochures: { below: 100 } })
    await fillAndSubmit(story, {
      campaignId,
      regionCode: '410100',
      input: wholeForm('示例省会应急管理局', { brochures: 7 }),
    })
    const shown = await summaryOf(province, campaignId, fields)
    expect(shown).toMatchObject({
      brochures: { own: 0, below: 307, total: 307 },
      children: [
        {
          authority: { id: authorityIdOf('410100') },
          filing: { state: 'SUBMITTED' },
          brochures: { total: 207 },
        },
        { authority: { id: authorityIdOf('410300') }, filing: null, brochures: { total: 0 } },
        { authority: { id: authorityIdOf('419001') }, filing: { state: 'SUBMITTED' } },
      ],
    })
    const { children } = shown as { children: { children: object[] }[] }
    expect(children[0]?.children).toHaveLength(2)
  })

  it('is that of documents somebody answers for: what comes after the check is told, not slipped in', async () => {
    const county = person('410102')
    const { filing } = (await summaryOf(county, campaignId, 'filing { id version }')) as {
      filing: { id: string; version: number; state: string; edition: number }
    }
    const returned = await take(story, 'returnOutreach', filing, {
      viewer: checker('410100'),
      args: 'reason: "数量有误"',
    })
    await fillAndSubmit(story, {
      campaignId,
      regionCode: '410102',
      input: { brochures: 1 },
      version: returned.version,
    })
    const city = await summaryOf(person('410100'), campaignId, 'isSumCurrent brochures { below }')
    expect(city).toEqual({ isSumCurrent: true, brochures: { below: 200 } })
    const { filing: second } = (await summaryOf(county, campaignId, 'filing { id version }')) as {
      filing: { id: string; version: number; state: string; edition: number }
    }
    story.now.at = new Date('2022-12-20T09:00:00Z')
    const sealed = await take(story, 'sealOutreach', second, { viewer: checker('410102'), args: sealArgs() })
    const draft = await take(story, 'correctOutreach', sealed, { viewer: county })
    await fillAndSubmit(story, {
      campaignId,
      regionCode: '410102',
      input: { brochures: 50 },
      version: draft.version,
    })
    expect(await summaryOf(person('410100'), campaignId, 'isSumCurrent brochures { below }')).toEqual({
      isSumCurrent: false,
      brochures: { below: 200 },
    })
  })

  it('names every missing submitter, however deep, and page by page', async () => {
    const query = `query($id: ID!, $after: String) { outreachTasks(campaignId: $id, kind: SUMMARY, filter: MISSING,
      first: 1, after: $after) { nodes { authority { id } dueAt late state } pageInfo { hasNextPage endCursor } } }`
    const page = (await story.get(query, person('410000'), { id: campaignId })) as {
      outreachTasks: { nodes: object[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
    }
    expect(page.outreachTasks.nodes).toEqual([
      {
        authority: { id: authorityIdOf('410300') },
        dueAt: '2022-12-21T15:59:59.999Z',
        late: false,
        state: null,
      },
    ])
    expect(page.outreachTasks.pageInfo.hasNextPage).toBe(false)
    const reports = `query($id: ID!) { outreachTasks(campaignId: $id, kind: WORK_REPORT, filter: MISSING) {
      nodes { authority { id } } } }`
    const all = (await story.get(reports, person('410000'), { id: campaignId })) as {
      outreachTasks: { nodes: object[] }
    }
    expect(all.outreachTasks.nodes).toHaveLength(5)
  })
})
