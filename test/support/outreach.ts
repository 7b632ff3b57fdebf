import { authorityIdOf } from '../../subgraphs/region/authority/authority-id.js'
import type { StaffRole } from '../../platform/viewer/roles.js'
import type { StaffViewer } from '../../platform/viewer/viewer.js'
import { appendEvents, type SomeEvent } from './events.js'
import { soon } from './soon.js'
import { openStatisticsSubgraph, type StatisticsSubgraph } from './statistics-subgraph.js'
import { randomUUID } from 'node:crypto'

/** The ministry, a province, two cities, 济源 beside them, and two counties of the first city. */
const tree = [
  ['000000', null, 'NATIONAL'],
  ['410000', '000000', 'PROVINCE'],
  ['410100', '410000', 'CITY'],
  ['410300', '410000', 'CITY'],
  ['419001', '410000', 'COUNTY'],
  ['410102', '410100', 'COUNTY'],
  ['410103', '410100', 'COUNTY'],
] as const

export type OutreachStory = StatisticsSubgraph & {
  now: { at: Date }
  /** Asks and gives the data; fails where there is an error. */
  get: (query: string, viewer: StaffViewer, variables?: Record<string, unknown>) => Promise<unknown>
  /** Asks what should be refused: its code, sentence and place. */
  refusal: (
    query: string,
    viewer: StaffViewer,
    variables?: Record<string, unknown>,
  ) => Promise<{ code: string; message: string; inputPath: unknown }>
  record: (...events: Omit<SomeEvent, 'id'>[]) => Promise<void>
}

/** Somebody of the department of a region; two of one role are told apart by their names. */
export function person(regionCode: string, role: StaffRole = 'PUBLICITY_STAFF', name = 'one'): StaffViewer {
  return {
    kind: 'STAFF',
    subject: `${role} ${name} of ${regionCode}`,
    roles: [role],
    authorityId: authorityIdOf(regionCode),
  }
}

export const checker = (regionCode: string): StaffViewer => person(regionCode, 'LEADER')

/** Statistics over a small tree, under a clock the story moves. */
export async function openOutreachStory(at = '2022-12-01T01:00:00Z'): Promise<OutreachStory> {
  const now = { at: new Date(at) }
  const subgraph = await openStatisticsSubgraph(() => now.at)
  const untilFolded = (): Promise<void> =>
    soon(async () => {
      const [row] = await subgraph.database.ask<{ behind: boolean }>(
        `SELECT EXISTS (SELECT FROM events.log WHERE name ~ '^(Placement|Media|Activity|Registry)'
           AND position > (SELECT coalesce(max(position), 0) FROM statistics.watermark WHERE consumer = 'outreach')) AS behind`,
      )
      if (row?.behind !== false) throw new Error('not folded yet')
    })
  await appendEvents(
    subgraph.database,
    ...tree.map(([regionCode, above, level]): SomeEvent => ({
      id: randomUUID(),
      name: 'AuthorityRegistered',
      payload: {
        authorityId: authorityIdOf(regionCode),
        level,
        regionCode,
        parentAuthorityId: above === null ? null : authorityIdOf(above),
      },
    })),
  )
  await soon(async () => {
    if ((await subgraph.database.ask('SELECT FROM statistics.authority_reach')).length < tree.length)
      throw new Error('the tree is not there yet')
  })
  return {
    ...subgraph,
    now,
    get: async (query, viewer, variables = {}) => {
      const { data, errors } = await subgraph.ask({ query, viewer, variables })
      if (errors.length > 0) throw new Error(JSON.stringify(errors))
      return data
    },
    refusal: async (query, viewer, variables = {}) => {
      const { errors } = await subgraph.ask({ query, viewer, variables })
      const [error] = errors
      if (error === undefined) throw new Error('it was not refused')
      return { code: error.extensions.code, message: error.message, inputPath: error.extensions['inputPath'] }
    },
    record: async (...events) => {
      await appendEvents(
        subgraph.database,
        ...events.map((event) => ({ ...event, id: randomUUID() }) as SomeEvent),
      )
      await untilFolded()
    },
  }
}

export const campaignInput = {
  title: '举报小程序推广应用',
  goal: '知用、会用、广用',
  startsOn: '2022-11-01',
  endsOn: '2022-12-31',
  regionCodes: [] as string[],
  dueOn: [
    { level: 'PROVINCE', day: '2022-12-25' },
    { level: 'CITY', day: '2022-12-21' },
  ],
}

const create = `mutation($input: OutreachCampaignInput!) { createOutreachCampaign(input: $input) { id version } }`
const open = `mutation($id: ID!, $v: Int!) { openOutreachCampaign(id: $id, expectedVersion: $v) { id state version } }`

/** A campaign under way, called for by the authority of a region. */
export async function openCampaignOf(
  story: OutreachStory,
  regionCode: string,
  input: object = {},
): Promise<string> {
  const viewer = person(regionCode, 'LEADER')
  const dueOn = campaignInput.dueOn.slice(regionCode === '000000' ? 0 : 1)
  const made = (await story.get(create, viewer, { input: { ...campaignInput, dueOn, ...input } })) as {
    createOutreachCampaign: { id: string; version: number }
  }
  const { id, version } = made.createOutreachCampaign
  await story.get(open, viewer, { id, v: version })
  return id
}

export const filingFields = 'id state version edition submittedAt returnReason'
export const saveMutation = `mutation($id: ID!, $v: Int!, $input: OutreachSummaryInput!) {
  saveOutreachSummary(campaignId: $id, expectedVersion: $v, input: $input) { filing { ${filingFields} } } }`

export type Filing = { id: string; state: string; version: number; edition: number }

export const wholeForm = (organisation: string, figures: object = {}): Record<string, unknown> => ({
  organisation,
  otherActivitiesNote: '安全生产月宣讲。',
  remark: '数量自启动之日起累计。',
  overview: [
    { section: 'LEADERSHIP', text: '主要领导亲自安排部署，分管领导具体负责。' },
    { section: 'MECHANISM', text: '建立举报受理、核查、反馈机制。' },
    { section: 'VERIFICATION_REWARD', text: '核查属实的及时兑现奖励。' },
    { section: 'TYPICAL_CASES', text: '发布典型案例三起。' },
  ],
  filledBy: '填报人甲',
  phone: '0371-00000000',
  ...figures,
})

/** Fills in the form of an authority. */
export async function fill(
  story: OutreachStory,
  of: { campaignId: string; regionCode: string; input: object; version?: number; viewer?: StaffViewer },
): Promise<Filing> {
  const { campaignId, regionCode, input, version = 0, viewer = person(regionCode) } = of
  const saved = await story.get(saveMutation, viewer, { id: campaignId, v: version, input })
  return (saved as { saveOutreachSummary: { filing: Filing } }).saveOutreachSummary.filing
}

/** Takes one step of a filing. */
export async function take(
  story: OutreachStory,
  mutation: string,
  { id, version }: Filing,
  more: { viewer: StaffViewer; args?: string; variables?: Record<string, unknown> },
): Promise<Filing> {
  const query = stepMutation(mutation, more.args)
  const taken = await story.get(query, more.viewer, { id, v: version, ...more.variables })
  return (taken as Record<string, Filing>)[mutation] as Filing
}

export const stepMutation = (mutation: string, args = ''): string =>
  `mutation($id: ID!, $v: Int!) { ${mutation}(filingId: $id, expectedVersion: $v ${args}) { ${filingFields} } }`

/** Fills in, checks by another person, and submits. */
export async function fillAndSubmit(
  story: OutreachStory,
  of: { campaignId: string; regionCode: string; input: object; version?: number },
): Promise<Filing> {
  const { regionCode } = of
  const filled = await fill(story, of)
  const asked = await take(story, 'requestOutreachCheck', filled, { viewer: person(regionCode) })
  const checked = await take(story, 'checkOutreach', asked, { viewer: checker(regionCode) })
  return take(story, 'submitOutreach', checked, { viewer: checker(regionCode) })
}

export const sealArgs = (hash = 'a'.repeat(64), at = '2022-12-20T08:00:00Z'): string =>
  `scanHash: "${hash}", sealedAt: "${at}", responsible: "用印人甲"`

export const amountFields = '{ prefilled entered enteredBy own below total }'
export const summaryQuery = (fields: string): string =>
  `query($id: ID!, $of: ID) { outreachSummary(campaignId: $id, authorityId: $of) { ${fields} } }`

/** The form of the viewer's authority, or of one below. */
export async function summaryOf(
  story: OutreachStory,
  of: { viewer: StaffViewer; campaignId: string; fields: string; region?: string },
): Promise<unknown> {
  const { viewer, campaignId, fields, region } = of
  const variables = { id: campaignId, of: region === undefined ? null : authorityIdOf(region) }
  const { outreachSummary } = (await story.get(summaryQuery(fields), viewer, variables)) as {
    outreachSummary: unknown
  }
  return outreachSummary
}

export async function filingOf(
  story: OutreachStory,
  viewer: StaffViewer,
  campaignId: string,
): Promise<Filing> {
  const shown = await summaryOf(story, { viewer, campaignId, fields: `filing { ${filingFields} }` })
  return (shown as { filing: Filing }).filing
}

export function placement(
  placementId: string,
  regionCode: string,
  more: {
    placeType?: string
    installation?: 'MADE' | 'POSTED' | 'HUNG' | null
    registryEntryId?: string
    on?: string
  } = {},
) {
  const {
    placeType = 'CROWDED_PLACE',
    installation = 'POSTED',
    registryEntryId = null,
    on = '2022-11-20',
  } = more
  return {
    name: 'PlacementRecorded' as const,
    payload: { placementId, regionCode, placeType, installation, installedOn: on, registryEntryId },
  }
}

export function media(recordId: string, regionCode: string | null, mediumType: string) {
  const payload = { recordId, regionCode, mediumType, issuedOn: '2022-11-21' }
  return { name: 'MediaRecorded' as const, payload }
}

export function activity(
  recordId: string,
  regionCode: string,
  reached: { brochures: number; enterprisesCovered: number; communitiesCovered: number },
) {
  const payload = { recordId, regionCode, kind: 'LECTURE', heldOn: '2022-11-22', ...reached }
  return { name: 'ActivityRecorded' as const, payload }
}
