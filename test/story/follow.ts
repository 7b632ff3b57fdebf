import {
  AcceptReportDocument,
  AddSupplementDocument,
  CasesToScreenDocument,
  DialogueOfCaseDocument,
  MarkDialogueReadDocument,
  MyReportDocument,
  ReplyToReporterDocument,
  ReportProgressedDocument,
  type ReportProgressedSubscription,
} from '../operations/generated/graphql.js'
import { createGraphClient, subscribeTo, type GraphClient } from '../support/graph.js'
import { soon } from '../support/soon.js'
import { StoryBroken } from './world.js'

type Seen = NonNullable<ReportProgressedSubscription['reportProgressed']>

/** What a reporter saw and heard between the receipt and the end of the conversation. */
export type Followed = {
  progress: string[]
  heard: string[]
  readByReporter: boolean
  readByOfficer: boolean
}

/**
 * From the receipt on everybody's story is the same: the officer accepts and asks, the reporter sees both live, has
 * read it and answers.
 *
 * @param session of the reporter's receipt
 */
export async function followReport(
  urls: { graph: string; subscriptions: string },
  session: string,
  officer: GraphClient,
): Promise<Followed> {
  const reporter = createGraphClient(urls.graph, { token: session })
  const feed = subscribeTo(urls.subscriptions, ReportProgressedDocument, {}, { token: session })
  const until = async (holds: (seen: Seen) => boolean): Promise<Seen> => {
    for (;;) {
      const { reportProgressed: seen } = await feed.next(20_000)
      if (seen && holds(seen)) return seen
    }
  }
  try {
    const { myReport } = await reporter.request(MyReportDocument, {})
    if (!myReport) throw new StoryBroken('the receipt opened nothing')
    const { id: reportId } = myReport
    const caseId = await caseOf(officer, reportId)
    await officer.request(AcceptReportDocument, { caseId })
    const accepted = await until(({ progress }) => progress.some(({ label }) => label === '已受理'))
    await officer.request(ReplyToReporterDocument, { reportId, text: '请补充设备的编号。' })
    const heard = await until(({ dialogue }) =>
      dialogue.some(({ from, unread }) => from === 'AUTHORITY' && unread),
    )
    const { markDialogueRead } = await reporter.request(MarkDialogueReadDocument, { reportId })
    await reporter.request(AddSupplementDocument, { text: '设备编号是三号和五号。' })
    await until(({ dialogue }) => dialogue.length === 2)
    return {
      progress: accepted.progress.map(({ label }) => label),
      heard: heard.dialogue.map(({ text }) => text),
      readByReporter: markDialogueRead.dialogue.every(({ unread }) => !unread),
      readByOfficer: await answerIsRead(officer, caseId, reportId),
    }
  } finally {
    await feed.close()
  }
}

export function caseOf(officer: GraphClient, reportId: string): Promise<string> {
  return soon(async () => {
    const { cases } = await officer.request(CasesToScreenDocument, { regionCode: '410100', first: 100 })
    const found = cases.nodes.find(({ reports }) => reports.some(({ id }) => id === reportId))
    if (found === undefined) throw new StoryBroken('the report did not become a case')
    return found.id
  })
}

/** The officer finds the answer, and it was new until it was marked. */
async function answerIsRead(officer: GraphClient, caseId: string, reportId: string): Promise<boolean> {
  const { case: found } = await officer.request(DialogueOfCaseDocument, { caseId })
  const answer = found?.reports[0]?.dialogue.find(({ from }) => from === 'REPORTER')
  if (answer?.unread !== true) throw new StoryBroken('the officer is not told of the answer')
  const { markDialogueRead } = await officer.request(MarkDialogueReadDocument, { reportId })
  return markDialogueRead.dialogue.every(({ unread }) => !unread)
}
