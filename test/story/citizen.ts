import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  MyReportDocument,
  OpenReceiptDocument,
  ReadBeforeReportingDocument,
  SearchRegionsDocument,
  StartDraftDocument,
  SubmitReportDocument,
} from '../operations/generated/graphql.js'
import { createGraphClient, type GraphClient } from '../support/graph.js'
import { proofFor } from '../support/proof-of-work.js'
import { goOnElsewhere, readForm } from './form.js'
import { inventedReport } from './invented-report.js'
import { StoryBroken, type StoryWorld } from './world.js'

export async function citizenReports(
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

export async function citizenLooks(world: StoryWorld, reader: GraphClient, receipt: string): Promise<void> {
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
