import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { requireStaff, type StaffViewer, type Viewer } from '../../../platform/viewer/viewer.js'
import { recordAudit } from '../../shared/audit/record.js'
import { reaches, reachOf } from '../../shared/reach/reach.service.js'
import { isUuid } from '../../shared/uuid.js'
import type { ReportAuditAction } from '../audit-actions.js'
import type { ContentKey, ContentKeys } from '../content/content-key.service.js'
import { isText } from '../../shared/is-text.js'
import { addMessage } from '../dialogue/dialogue.service.js'
import { holdWithKey } from '../intake/hold-report.js'
import { StoredReport } from '../intake/report.entity.js'
import { requireOwnReport, type ReportLoader } from '../intake/report.service.js'
import { queueNotice } from '../notices/queue-notice.js'
import { StoredMark } from './malicious-mark.entity.js'
import { sealMarkText, toMarkType } from './malicious-mark.loader.js'
import { MarkState, type MaliciousMark, type MarkGround } from './malicious-mark.type.js'

export type MarkMeans = {
  em: EntityManager
  viewer: Viewer
  contentKeys: ContentKeys
  reports: ReportLoader
  markAnswerDays: number
}

const mostListed = 100

/**
 * Holds a report to be malicious (C12). The reporter is told at once and has days to answer. Whoever cannot be told,
 * because there is no receipt that opens the report and no account, is not marked.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, NOT_FOUND out of reach, CONFLICT
 */
export async function proposeMaliciousMark(
  means: MarkMeans,
  given: { reportId: string; ground: MarkGround; reason: string; evidence: string },
): Promise<MaliciousMark> {
  const { em, viewer, contentKeys, markAnswerDays } = means
  const officer = requireStaff(viewer, 'PROPOSE_MARKS')
  requireText('reason', given.reason)
  requireText('evidence', given.evidence)
  const reportId = given.reportId.toLowerCase()
  if ((await means.reports.load(reportId)) === null) throw new AndonError('NOT_FOUND')
  return em.transactional(async (inner) => {
    const { report, key } = await holdWithKey(inner, contentKeys, reportId)
    if (!canBeTold(report)) throw notTellable()
    const open = { reportId, state: { $in: ['PROPOSED', 'MARKED'] as const } }
    if ((await inner.count(StoredMark, open)) > 0) throw new AndonError('CONFLICT')
    const id = randomUUID()
    const proposedAt = new Date()
    const mark = inner.create(StoredMark, {
      ...{ id, reportId, state: 'PROPOSED' as const, ground: given.ground },
      sealedReason: sealMarkText(key, id, 'reason', given.reason),
      sealedEvidence: sealMarkText(key, id, 'evidence', given.evidence),
      ...{ proposedBy: officer.subject, proposedAt },
      answerUntil: new Date(proposedAt.getTime() + markAnswerDays * 86_400_000),
      ...{ sealedAnswer: null, sealedDecision: null, sealedLifting: null },
      ...{ answeredAt: null, decidedBy: null, decidedAt: null, liftedAt: null },
    })
    inner.persist(mark)
    await tell(inner, key, mark, { by: officer, text: said.PROPOSED })
    await record(inner, viewer, mark, { action: 'MARK_PROPOSED', reason: given.reason })
    return toMarkType(mark, key, viewer)
  })
}

/**
 * What the reporter says to it: once, within the days given. More can be said in the dialogue.
 *
 * @throws AndonError as requireOwnReport, BAD_USER_INPUT, CONFLICT where nothing waits for an answer
 */
export async function answerMaliciousMark(
  { em, viewer, contentKeys }: MarkMeans,
  { text, reportId: named }: { text: string; reportId: string | null },
): Promise<MaliciousMark> {
  const reportId = await requireOwnReport({ em, viewer }, named)
  requireText('text', text)
  return em.transactional(async (inner) => {
    const { key } = await holdWithKey(inner, contentKeys, reportId)
    const mark = await inner.findOne(StoredMark, { reportId, state: 'PROPOSED' })
    if (mark === null || mark.answeredAt || mark.answerUntil < new Date()) throw new AndonError('CONFLICT')
    mark.answeredAt = new Date()
    mark.sealedAnswer = sealMarkText(key, mark.id, 'answer', text)
    await record(inner, viewer, mark, { action: 'MARK_ANSWERED' })
    return toMarkType(mark, key, viewer)
  })
}

/**
 * Decides, by another person than the one who proposed, when the reporter has answered or the days are over.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, NOT_FOUND out of reach, CONFLICT
 */
export async function decideMaliciousMark(
  means: MarkMeans,
  { id, marked, reason }: { id: string; marked: boolean; reason: string },
): Promise<MaliciousMark> {
  const leader = requireStaff(means.viewer, 'DECIDE_MARKS')
  return changeMark(means, { id, reason, leader }, async (em, mark, key) => {
    if (mark.state !== 'PROPOSED') throw new AndonError('CONFLICT')
    if (mark.proposedBy === leader.subject) throw needsAnother()
    if (!mark.answeredAt && mark.answerUntil > new Date()) throw tooEarly()
    mark.state = marked ? MarkState.MARKED : MarkState.DISMISSED
    mark.decidedBy = leader.subject
    mark.decidedAt = new Date()
    mark.sealedDecision = sealMarkText(key, mark.id, 'decision', reason)
    await tell(em, key, mark, { by: leader, text: said[mark.state] })
    await record(em, leader, mark, { action: 'MARK_DECIDED', reason })
  })
}

/** Takes a mark back, at any time. */
export async function liftMaliciousMark(
  means: MarkMeans,
  { id, reason }: { id: string; reason: string },
): Promise<MaliciousMark> {
  const leader = requireStaff(means.viewer, 'DECIDE_MARKS')
  return changeMark(means, { id, reason, leader }, async (em, mark, key) => {
    if (mark.state !== 'MARKED') throw new AndonError('CONFLICT')
    mark.state = MarkState.LIFTED
    mark.liftedAt = new Date()
    mark.sealedLifting = sealMarkText(key, mark.id, 'lifting', reason)
    await tell(em, key, mark, { by: leader, text: said.LIFTED })
    await record(em, leader, mark, { action: 'MARK_LIFTED', reason })
  })
}

/** What waits for a leader within reach, or was decided; each look is in the chain. */
export async function maliciousMarks(
  { em, viewer, contentKeys }: MarkMeans,
  state: MarkState,
): Promise<MaliciousMark[]> {
  const leader = requireStaff(viewer, 'DECIDE_MARKS')
  const reach = await reachOf(em, leader)
  return em.fork().transactional(async (inner) => {
    const marks = await inner.find(StoredMark, { state }, { orderBy: { proposedAt: 'asc', id: 'asc' } })
    const reports = await inner.find(StoredReport, { id: marks.map(({ reportId }) => reportId) })
    const within = new Set(reports.filter((report) => reaches(reach, report)).map(({ id }) => id))
    const seen = marks.filter(({ reportId }) => within.has(reportId)).slice(0, mostListed)
    const keys = await contentKeys.of(inner, [...within])
    for (const mark of seen) await record(inner, leader, mark, { action: 'MARK_READ' })
    return seen.map((mark) => toMarkType(mark, keys.get(mark.reportId), viewer))
  })
}

async function changeMark(
  { em, viewer, contentKeys }: MarkMeans,
  { id, reason, leader }: { id: string; reason: string; leader: StaffViewer },
  change: (em: EntityManager, mark: StoredMark, key: ContentKey) => Promise<void>,
): Promise<MaliciousMark> {
  requireText('reason', reason)
  const known = isUuid(id) ? await em.findOne(StoredMark, { id }) : null
  if (known === null) throw new AndonError('NOT_FOUND')
  const reach = await reachOf(em, leader)
  return em.transactional(async (inner) => {
    const { report, key } = await holdWithKey(inner, contentKeys, known.reportId)
    if (!reaches(reach, report)) throw new AndonError('NOT_FOUND')
    const mark = await inner.findOneOrFail(StoredMark, { id }, { refresh: true })
    await change(inner, mark, key)
    return toMarkType(mark, key, viewer)
  })
}

function canBeTold({
  withdrawnAt,
  citizenId,
  receiptTag,
  receiptLock,
  receiptExpiresAt,
}: StoredReport): boolean {
  if (withdrawnAt) return false
  if (citizenId) return true
  return Boolean(receiptTag && receiptLock) && (!receiptExpiresAt || receiptExpiresAt > new Date())
}

/** In the dialogue, and that there is news to whoever wants to be told: the days to answer run from here. */
async function tell(
  em: EntityManager,
  key: ContentKey,
  { reportId }: StoredMark,
  said: { by: StaffViewer; text: string },
): Promise<void> {
  const { subject: staffSubject } = said.by
  const causeId = addMessage(em, key, { reportId, text: said.text, author: 'AUTHORITY', staffSubject })
  await queueNotice(em, { reportId, causeId })
}

async function record(
  em: EntityManager,
  actor: Viewer,
  mark: StoredMark,
  told: { action: ReportAuditAction; reason?: string },
): Promise<void> {
  const facts = { markId: mark.id, state: mark.state, ground: mark.ground }
  await recordAudit<ReportAuditAction>(em, {
    actor,
    thing: { kind: 'REPORT', id: mark.reportId },
    facts,
    ...told,
  })
}

const said = {
  PROPOSED:
    '受理机关认为本举报可能存在捏造、歪曲事实或诬告陷害的情形，理由见“标记”。您可以在期限内作出说明，由另一位负责人决定；这不影响您继续举报。',
  MARKED: '经审查，本举报已被标记，理由见“标记”。您可以在此提出异议，标记可以撤销；这不影响您继续举报。',
  DISMISSED: '经审查，本举报不予标记。',
  LIFTED: '本举报的标记已撤销，理由见“标记”。',
} as const

function requireText(inputPath: string, text: string): void {
  if (isText(text, 5, 2_000)) return
  const message = { zh: '请填写 5 到 2000 字。', en: 'Write 5 to 2000 characters.' }
  throw new AndonError('BAD_USER_INPUT', message, { inputPath })
}

function notTellable(): AndonError {
  return new AndonError('CONFLICT', {
    zh: '无法告知举报人（无可用查询码或账号），不能提出标记。',
    en: 'The reporter cannot be told, and so the report is not marked.',
  })
}

function needsAnother(): AndonError {
  return new AndonError('CONFLICT', {
    zh: '提出标记的人不能作出决定。',
    en: 'Whoever proposed it does not decide.',
  })
}

function tooEarly(): AndonError {
  return new AndonError('CONFLICT', {
    zh: '举报人尚未说明，且说明期限未满。',
    en: 'The reporter has not answered yet, and still may.',
  })
}
