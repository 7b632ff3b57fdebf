import { setTimeout as sleep } from 'node:timers/promises'
import {
  AcceptReportDocument,
  CasesToScreenDocument,
  LiveCaseCountsDocument,
} from '../operations/generated/graphql.js'
import { createGraphClient, subscribeTo, type GraphClient } from '../support/graph.js'
import { staffToken, StoryBroken, type StoryWorld } from './world.js'

export async function officerAcceptsWhileDashboardWatches(world: StoryWorld, unitName: string) {
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
