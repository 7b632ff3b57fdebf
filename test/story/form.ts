import {
  ContinueDraftDocument,
  ReportFormDocument,
  SaveDraftDocument,
} from '../operations/generated/graphql.js'
import type { GraphClient } from '../support/graph.js'
import { proofFor } from '../support/proof-of-work.js'
import { StoryBroken, type StoryWorld } from './world.js'

/** The form as a front end shows it: choices with what follows from them, and which version was filled in. */
export async function readForm(world: StoryWorld, reader: GraphClient): Promise<number> {
  const { chapter, say } = world.tell
  chapter('取得表单 · Gets the form')
  const { reportForm } = await reader.request(ReportFormDocument, { channel: 'WEB' })
  const { formVersion, modes, industries, fields } = reportForm
  if (industries.some(({ name }) => name === '')) throw new StoryBroken('an industry has no name')
  const size = `${String(industries.length)} 个行业领域，${String(fields.length)} 个字段`
  say(`第 ${String(formVersion)} 版，${size}`)
  for (const { label, consequences } of modes) say(`${label}：${consequences[0] ?? ''}`)
  return formVersion
}

/** What was filled in on one device comes back on another, for the receipt. */
export async function goOnElsewhere(
  reader: GraphClient,
  { id: draftId, receipt }: { id: string; receipt: string },
  form: object,
): Promise<void> {
  const content = JSON.stringify(form)
  await reader.request(SaveDraftDocument, { draftId, content, version: 0 })
  const proof = await proofFor(reader, 'OPEN_RECEIPT')
  const { continueDraft } = await reader.request(ContinueDraftDocument, { receipt, proof })
  if (continueDraft.content !== content) throw new StoryBroken('the draft did not come back as it was')
}
