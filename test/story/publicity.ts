import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  CasePublicationsDocument,
  NoticePublishedDocument,
  NoticesDocument,
  PrepareCaseSummaryDocument,
} from '../operations/generated/graphql.js'
import { createGraphClient, subscribeTo, type GraphClient } from '../support/graph.js'
import { openDesk, type Desk } from './desk.js'
import { staffToken, StoryBroken, type StoryWorld } from './world.js'

export async function publicityStaffPublish(
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
    await publisher.agree('notice', documentId)
    await publisher.publish('notice', documentId)
    const { noticePublished } = await feed.next()
    if (noticePublished.title !== title) throw new StoryBroken('another notice came')
    say(`订阅者收到：${noticePublished.title}（${noticePublished.region?.name ?? '全国'}）`)
  } finally {
    await feed.close()
  }
  const { notices } = await reader.request(NoticesDocument, { regionCode: '410100' })
  if (!notices?.nodes.some((notice) => notice.title === title))
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
    '典型案例：归档且查证属实的案件才能推荐 · A typical case: only a case that is closed and was true can be told',
  )
  const preparer = createGraphClient(world.urls.graph, {
    token: await staffToken(world, 'officer.zhengzhou'),
  })
  const input = {
    reason: '演示：群众举报后隐患及时消除。',
    legalBasis: ['WORK_SAFETY_LAW' as const],
    reporterRecognisable: false,
    penaltyPublished: false,
  }
  const { errors } = await preparer.ask(PrepareCaseSummaryDocument, { caseId, input })
  if (errors[0]?.extensions?.code !== 'CONFLICT') throw new StoryBroken('an open case could be nominated')
  say(errors[0].message)
  const title = `【演示】一起重大事故隐患举报的查处 ${String(randomInt(1_000, 9_999))}`
  const documentId = await editor.create('case-publication', {
    title,
    body: [{ type: 'paragraph', children: [{ type: 'text', text: '群众举报后，隐患得到整改。内容虚构。' }] }],
    regionCode: '410100',
    source: '演示，内容虚构',
    disclosure: 'ACTIVE',
  })
  await publisher.agree('case-publication', documentId)
  await publisher.publish('case-publication', documentId)
  const shownTo = async (client: GraphClient) => {
    const { casePublications } = await client.request(CasePublicationsDocument, { regionCode: '410100' })
    return casePublications?.nodes.find((publication) => publication.title === title)
  }
  for (const client of [reader, officer]) {
    const shown = await shownTo(client)
    if (shown === undefined) throw new StoryBroken('the publication is not in the graph')
    if (shown.caseSummary || shown.case) throw new StoryBroken('it shows a case nobody nominated')
  }
  say(`公众看到：${title}；本案尚未归档，不对应任何案件`)
}
