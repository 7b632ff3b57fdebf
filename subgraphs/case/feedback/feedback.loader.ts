import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import { StoredDeadline } from '../deadlines/deadline.entity.js'
import { StoredProceeding } from '../loop/proceeding.entity.js'
import { openLooks, type TextReader } from '../texts/open-looks.js'
import { StoredFeedback, StoredFeedbackRead } from './feedback.entity.js'
import { FeedbackService, FeedbackState, type Feedback } from './feedback.type.js'

export type FeedbackLoader = DataLoader<string, Feedback[]>

/**
 * The feedback to reports, first to last; the same few queries for a whole list. Whoever loads has looked whether the
 * viewer may read it. To reporters it exists when it was sent, and its words open when it was served: who reads them
 * has received them.
 */
export function createFeedbackLoader(reader: TextReader): FeedbackLoader {
  return new DataLoader(async (reportIds: readonly string[]) => {
    const rows = await rowsOf(reader.em, reportIds)
    const isStaff = reader.viewer.kind === 'STAFF'
    const shown = rows.proceedings.filter(({ state }) => isStaff || state === 'SENT' || state === 'SERVED')
    const open = shown.filter(({ state }) => isStaff || state === 'SERVED')
    const contents = open.flatMap(({ id }) => rows.contents.get(id) ?? [])
    const words = await openLooks(reader, contents.flatMap(sealedOf))
    const readable = new Set(open.map(({ id }) => id))
    const grouped = Map.groupBy(shown, ({ reportId }) => reportId)
    return reportIds.map((reportId) =>
      (grouped.get(reportId) ?? []).map((one) => toFeedback(one, rows, readable.has(one.id) ? words : null)),
    )
  })
}

type Rows = Awaited<ReturnType<typeof rowsOf>>

async function rowsOf(em: EntityManager, reportIds: readonly string[]) {
  const proceedings = await em.find(
    StoredProceeding,
    { machine: 'FEEDBACK', reportId: [...reportIds] },
    { orderBy: { begunAt: 'asc', id: 'asc' } },
  )
  const id = proceedings.map((one) => one.id)
  const contents = await em.find(StoredFeedback, { id })
  const reads = await em.find(StoredFeedbackRead, { id })
  const terms = await em.find(StoredDeadline, { kind: 'OBJECTION', proceedingId: id })
  return {
    proceedings,
    contents: new Map(contents.map((content) => [content.id, content])),
    reads: new Map(reads.map((read) => [read.id, read.readAt])),
    objectUntil: new Map(terms.map(({ proceedingId, dueAt }) => [proceedingId, dueAt])),
  }
}

function sealedOf({ id, caseId, sealedFindings, sealedDecision }: StoredFeedback) {
  return [
    { caseId, place: placeOf(id, 'sealed_findings'), sealed: sealedFindings },
    { caseId, place: placeOf(id, 'sealed_decision'), sealed: sealedDecision },
  ]
}

export function placeOf(rowId: string, field: 'sealed_findings' | 'sealed_decision') {
  return { table: 'feedback', rowId, field }
}

function toFeedback(
  { id, state, begunAt, changedAt }: StoredProceeding,
  { contents, reads, objectUntil }: Rows,
  words: ((rowId: string, field?: string) => string | null) | null,
): Feedback {
  const content = contents.get(id)
  const isServed = state === 'SERVED'
  const readable = words === null ? undefined : content
  return {
    id,
    state: FeedbackState[state as keyof typeof FeedbackState],
    // Of a refusal and a referral it was sent with the decision.
    sentAt: content?.sentAt ?? (state === 'DUE' ? null : begunAt),
    servedAt: isServed ? changedAt : null,
    servedBy: isServed ? (reads.has(id) ? FeedbackService.READ : FeedbackService.DEEMED) : null,
    objectUntil: objectUntil.get(id) ?? null,
    conclusion: readable?.conclusion ?? null,
    findings: words?.(id, 'sealed_findings') ?? null,
    decision: words?.(id, 'sealed_decision') ?? null,
    rewardable: readable?.rewardable ?? null,
  }
}
