import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { signIn } from '../../local/identity/sign-in.js'
import type { PlatformUrls } from '../../local/environments.js'
import {
  AcceptReportDocument,
  CasePublicationsDocument,
  CasesToScreenDocument,
  LiveCaseCountsDocument,
  MyReportDocument,
  NoticePublishedDocument,
  NoticesDocument,
  OpenReceiptDocument,
  PrepareCaseSummaryDocument,
  ReadBeforeReportingDocument,
  SearchRegionsDocument,
  StartDraftDocument,
  SubmitReportDocument,
  type SubmitReportInput,
} from '../operations/generated/graphql.js'
import { createGraphClient, subscribeTo, type GraphClient } from '../support/graph.js'
import { proofFor } from '../support/proof-of-work.js'
import { openDesk, type Desk } from './desk.js'
import { goOnElsewhere, readForm } from './form.js'

export type StoryTeller = {
  /** A step begins, in words for a person. */
  chapter: (title: string) => void
  /** What came of it. */
  say: (line: string) => void
}

export type StoryWorld = { urls: PlatformUrls; demoPassword: string; tell: StoryTeller }

/** Something in the story did not come out as told. */
export class StoryBroken extends Error {
  override name = 'StoryBroken'
}

/** A report by a citizen becomes a case, a dashboard ticks, the reporter sees it, publicity staff tell of it. */
export async function tellStory(world: StoryWorld): Promise<void> {
  const reader = createGraphClient(world.urls.graph)
  const { unitName, receipt } = await citizenReports(world, reader)
  const { caseId, officer } = await officerAcceptsWhileDashboardWatches(world, unitName)
  await citizenLooks(world, reader, receipt)
  await publicityStaffPublish(world, reader, caseId, officer)
}

async function citizenReports(
  world: StoryWorld,
  reader: GraphClient,
): Promise<{ unitName: string; receipt: string }> {
  const { chapter, say } = world.tell
  chapter('举报人阅读举报须知和隐私说明 · A citizen reads the reporting notice and the privacy explanation')
  const { reportingNotice, privacyExplanation } = await reader.request(ReadBeforeReportingDocument, {})
  if (!reportingNotice || !privacyExplanation)
    throw new StoryBroken('nothing to read before reporting is published')
  say(
    `《${reportingNotice.title}》第 ${String(reportingNotice.version)} 版，${String(reportingNotice.clauses.length)} 条`,
  )
  say(
    `《${privacyExplanation.title}》第 ${String(privacyExplanation.version)} 版，${String(privacyExplanation.clauses.length)} 条`,
  )

  const formVersion = await readForm(world, reader)

  chapter('选择匿名，选择举报事项所在地区 · Chooses to stay anonymous, and the place of the matter')
  const { searchRegions } = await reader.request(SearchRegionsDocument, { text: '郑州 中原' })
  const place = searchRegions.find((region) => region.code === '410102')
  if (!place) throw new StoryBroken('中原区 was not found')
  say(`${place.fullName}（${place.code}）`)

  chapter('开始填写，先记下查询码 · Begins, and keeps the receipt')
  const proof = await proofFor(reader, 'SUBMIT_REPORT')
  const { startDraft } = await reader.request(StartDraftDocument, { proof })
  say(`查询码 ${startDraft.receipt.replace(/(.{4})(?=.)/g, '$1 ')}（只显示这一次）`)

  chapter('保存草稿，换一台设备继续 · Saves it, and goes on elsewhere')
  const unitName = `示例机械厂（虚构）${String(randomInt(100_000, 999_999))}`
  const input = inventedReport(unitName, reportingNotice.version, privacyExplanation.version)
  await goOnElsewhere(reader, startDraft, { unitName: input.unitName, facts: input.facts })
  say('内容加密保存，凭查询码取回')

  chapter('提交举报 · Submits the report')
  const { submitReport } = await reader.request(SubmitReportDocument, {
    input: { ...input, formVersion, draftId: startDraft.id },
  })
  if (submitReport.__typename !== 'ReportSubmitted')
    throw new StoryBroken(`not taken in: ${submitReport.__typename}`)
  for (const warning of submitReport.warnings) say(`提示：${warning}`)
  return { unitName, receipt: startDraft.receipt }
}

export function inventedReport(
  unitName: string,
  noticeVersion: number,
  privacyVersion: number,
): SubmitReportInput {
  return {
    channel: 'WEB',
    mode: 'ANONYMOUS',
    reporterKind: 'PUBLIC',
    regionCode: '410102',
    industryCode: 'MACHINERY',
    matterTypes: ['MAJOR_HAZARD'],
    unitName,
    address: '示例路 1 号（虚构）',
    coordinate: { longitude: 113.61, latitude: 34.75, datum: 'GCJ02' },
    elsewhere: { kind: 'NONE' },
    facts: {
      what: '【演示数据，内容虚构】冲压车间安全联锁装置被长期拆除，多台设备带病运行。',
      when: '近一个月',
      where: '二号车间',
      who: null,
      ongoing: true,
    },
    consent: { noticeVersion, privacyVersion, declaredTrue: true },
  }
}

async function officerAcceptsWhileDashboardWatches(world: StoryWorld, unitName: string) {
  const { chapter, say } = world.tell
  const { graph, subscriptions } = world.urls
  chapter('大屏登录，订阅郑州市的实时数量 · A wall dashboard signs in and subscribes to the counts of 郑州')
  const screenToken = await staffToken(world, 'screen.zhengzhou')
  const feed = subscribeTo(
    subscriptions,
    LiveCaseCountsDocument,
    { regionCode: '410100' },
    { token: screenToken },
  )
  try {
    let counts = (await feed.next()).caseCounts
    say(describe(counts))

    chapter('受理员登录，看到辖区内的举报 · An intake officer signs in and finds the report in the region')
    const officer = createGraphClient(graph, { token: await staffToken(world, 'intake.zhengzhou') })
    const found = await findCase(officer, unitName)
    say(`${found.unitName}：${found.what}`)
    // The count of the new case itself may still be on its way to the screen.
    for (const until = Date.now() + 3_000; Date.now() < until && counts.screening === 0;) {
      counts = (await feed.next()).caseCounts
    }
    const before = await latest(feed, counts)

    chapter('受理 · Accepts it, and the dashboard ticks')
    const acceptedAtMs = performance.now()
    const { acceptReport } = await officer.request(AcceptReportDocument, { caseId: found.caseId })
    if (acceptReport.state !== 'ACCEPTED') throw new StoryBroken(`state is ${acceptReport.state}`)
    let after = (await feed.next(5_000)).caseCounts
    while (after.accepted <= before.accepted) after = (await feed.next(5_000)).caseCounts
    const tookMs = performance.now() - acceptedAtMs
    say(`${describe(after)}，${tookMs.toFixed(0)} 毫秒后到达大屏`)
    if (!after.region?.name) throw new StoryBroken('the region of the counts has no name')
    if (tookMs > 1_000) throw new StoryBroken(`the dashboard waited ${tookMs.toFixed(0)} ms`)
    return { caseId: found.caseId, officer }
  } finally {
    await feed.close()
  }
}

type Counts = {
  region?: { name: string } | null
  reports: number
  cases: number
  screening: number
  accepted: number
}

/** What the screen shows once it has been quiet for a moment. */
async function latest(
  feed: { next: (ms: number) => Promise<{ caseCounts: Counts }> },
  shown: Counts,
): Promise<Counts> {
  let counts = shown
  try {
    for (;;) counts = (await feed.next(600)).caseCounts
  } catch {
    return counts
  }
}

function describe({ region, reports, cases, screening, accepted }: Counts): string {
  const figures = { 举报: reports, 案件: cases, 甄别中: screening, 已受理: accepted }
  return `${region?.name ?? '？'}：${Object.entries(figures)
    .map(([name, count]) => `${name} ${String(count)}`)
    .join('，')}`
}

async function findCase(officer: GraphClient, unitName: string) {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const { cases } = await officer.request(CasesToScreenDocument, {
      regionCode: '410100',
      state: 'SCREENING',
      first: 50,
    })
    for (const { id, reports } of cases.nodes) {
      const report = reports.find((candidate) => candidate.unitName === unitName)
      if (report) return { caseId: id, unitName: report.unitName, what: report.facts.what }
    }
    await sleep(100)
  }
  throw new StoryBroken('the report did not become a case within five seconds')
}

async function citizenLooks(world: StoryWorld, reader: GraphClient, receipt: string): Promise<void> {
  const { chapter, say } = world.tell
  chapter('举报人凭查询码查询进度 · The citizen looks with the receipt')
  const proof = await proofFor(reader, 'OPEN_RECEIPT')
  const { openReceipt } = await reader.request(OpenReceiptDocument, { receipt, proof })
  const citizen = createGraphClient(world.urls.graph, { token: openReceipt.token })
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const { myReport } = await citizen.request(MyReportDocument, {})
    const labels = myReport?.progress.map((step) => step.label) ?? []
    if (labels.includes('已受理')) {
      say(labels.join(' → '))
      return
    }
    await sleep(100)
  }
  throw new StoryBroken('the reporter does not see 已受理')
}

async function publicityStaffPublish(
  world: StoryWorld,
  reader: GraphClient,
  caseId: string,
  officer: GraphClient,
): Promise<void> {
  const { urls, demoPassword } = world
  const editor = await openDesk(urls.admin, { email: 'editor@cms.example.invalid', password: demoPassword })
  const publisher = await openDesk(urls.admin, {
    email: 'publisher@cms.example.invalid',
    password: demoPassword,
  })
  await publishNotice(world, reader, { editor, publisher })
  await publishTypicalCase(world, reader, { editor, publisher, caseId, officer })
}

type Hands = { editor: Desk; publisher: Desk }

async function publishNotice(
  world: StoryWorld,
  reader: GraphClient,
  { editor, publisher }: Hands,
): Promise<void> {
  const { chapter, say } = world.tell
  chapter(
    '宣传人员在后台写一则公告，另一人发布 · An editor writes a notice in Strapi, another person publishes it',
  )
  const title = `【演示】安全生产举报宣传周活动安排 ${String(randomInt(1_000, 9_999))}`
  const feed = subscribeTo(world.urls.subscriptions, NoticePublishedDocument, { regionCode: '410100' })
  try {
    // The subscription must stand before the notice does.
    await sleep(500)
    const documentId = await editor.create('notice', {
      title,
      summary: '演示内容，虚构。',
      body: [
        { type: 'paragraph', children: [{ type: 'text', text: '本周在各企业厂区门口张贴举报二维码海报。' }] },
      ],
      regionCode: '410100',
      disclosure: 'ACTIVE',
    })
    await publisher.publish('notice', documentId)
    const { noticePublished } = await feed.next()
    if (noticePublished.title !== title) throw new StoryBroken('another notice came')
    say(`订阅者收到：${noticePublished.title}（${noticePublished.region?.name ?? '全国'}）`)
  } finally {
    await feed.close()
  }
  const { notices } = await reader.request(NoticesDocument, { regionCode: '410100' })
  if (!notices.nodes.some((notice) => notice.title === title))
    throw new StoryBroken('the notice is not in the graph')
  say(`图中可见，郑州市共 ${String(notices.nodes.length)} 则`)
}

async function publishTypicalCase(
  world: StoryWorld,
  reader: GraphClient,
  { editor, publisher, caseId, officer }: Hands & { caseId: string; officer: GraphClient },
): Promise<void> {
  const { chapter, say } = world.tell
  chapter(
    '典型案例：公众看到摘要，工作人员看到案件 · A typical case: everyone sees its summary, staff see the case',
  )
  const preparer = createGraphClient(world.urls.graph, {
    token: await staffToken(world, 'officer.zhengzhou'),
  })
  const { prepareCaseSummary } = await preparer.request(PrepareCaseSummaryDocument, { caseId })
  const title = `【演示】一起重大事故隐患举报的查处 ${String(randomInt(1_000, 9_999))}`
  const documentId = await editor.create('case-publication', {
    title,
    body: [{ type: 'paragraph', children: [{ type: 'text', text: '群众举报后，隐患得到整改。内容虚构。' }] }],
    regionCode: '410100',
    summaryId: prepareCaseSummary.id,
    caseId,
    disclosure: 'ACTIVE',
  })
  await publisher.publish('case-publication', documentId)
  const shownTo = async (client: GraphClient) => {
    const { casePublications } = await client.request(CasePublicationsDocument, { regionCode: '410100' })
    return casePublications.nodes.find((publication) => publication.title === title)
  }
  const shown = await shownTo(reader)
  if (!shown?.caseSummary) throw new StoryBroken('the publication shows no summary')
  if (shown.case) throw new StoryBroken('the public sees the case itself')
  const { year, region } = shown.caseSummary
  say(`公众看到：${title}，${String(year)} 年，${region.fullName}`)
  const forStaff = await shownTo(officer)
  if (forStaff?.case?.id !== caseId) throw new StoryBroken('staff do not see the case')
  say('工作人员另外看到所对应的案件')
}

export function staffToken(
  world: Pick<StoryWorld, 'urls' | 'demoPassword'>,
  username: string,
): Promise<string> {
  return signIn({ issuer: world.urls.identity, username, password: world.demoPassword })
}
