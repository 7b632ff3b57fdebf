import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { requireStaff, type Viewer } from '../../../platform/viewer/viewer.js'
import { openBytes, sealBytes, type Place } from '../content/cipher.js'
import type { ContentKey, ContentKeys } from '../content/content-key.service.js'
import { isText } from '../../shared/is-text.js'
import type { ReportAuditAction } from '../audit-actions.js'
import { recordEvent } from '../../shared/events/outbox.entity.js'
import { pad, unpad } from '../../shared/sealed-content/padding.js'
import { holdStanding } from '../intake/hold-report.js'
import { isReporting, requireOwnReport, type ReportLoader } from '../intake/report.service.js'
import type { Report } from '../intake/report.type.js'
import { recordLooks } from '../looks/record-looks.js'
import { recordAudit } from '../../shared/audit/record.js'
import { queueNotice } from '../notices/queue-notice.js'
import { dialogueKeyOf } from '../receipt/lock.js'
import { DialogueSide, type DialogueEntry } from './dialogue.type.js'
import { Message, type Author } from './message.entity.js'

export type DialogueLoader = DataLoader<string, DialogueEntry[]>

/** Means of one request. */
export type DialogueMeans = {
  em: EntityManager
  viewer: Viewer
  contentKeys: ContentKeys
  reports: ReportLoader
  dialogue: DialogueLoader
}

const longest = 2_000

/** Messages of reports, first to last, as the viewer's side sees them. Two queries a request, in the
 * transaction in which a look of staff is recorded. */
export function createDialogueLoader(
  em: EntityManager,
  viewer: Viewer,
  contentKeys: ContentKeys,
): DialogueLoader {
  const own: Author = isReporting(viewer) ? 'REPORTER' : 'AUTHORITY'
  return new DataLoader(async (reportIds: readonly string[]) => {
    const [messages, keys] = await em.fork().transactional(async (inner) => {
      await recordLooks(inner, { viewer, action: 'DIALOGUE_READ', reportIds })
      const order = { orderBy: { writtenAt: 'asc', id: 'asc' } } as const
      return [
        await inner.find(Message, { reportId: [...reportIds] }, order),
        await contentKeys.of(inner, reportIds),
      ]
    })
    const grouped = Map.groupBy(messages, ({ reportId }) => reportId)
    return reportIds.map((reportId) => {
      const key = keys.get(reportId)
      // Erased with its key.
      if (key === undefined) return []
      const dialogueKey = dialogueKeyOf(key)
      return (grouped.get(reportId) ?? []).map((message) => toEntry(message, dialogueKey, own))
    })
  })
}

function toEntry(
  { id, reportId, author, sealedText, writtenAt, readAt }: Message,
  dialogueKey: Buffer,
  own: Author,
): DialogueEntry {
  return {
    id,
    from: DialogueSide[author],
    text: unpad(openBytes(dialogueKey, reportId, placeOf(id), sealedText)).toString(),
    at: writtenAt,
    unread: author !== own && !readAt,
  }
}

/**
 * What the reporter adds.
 *
 * @throws AndonError as requireOwnReport, BAD_USER_INPUT, CONFLICT where the report was withdrawn
 */
export async function addSupplement(
  means: DialogueMeans,
  { text, reportId: named }: { text: string; reportId: string | null },
): Promise<Report> {
  const reportId = await requireOwnReport(means, named)
  return write(means, { reportId, text, author: 'REPORTER', staffSubject: null })
}

/**
 * What the authority writes to the reporter: for staff who may read the report.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND where it is out of reach, BAD_USER_INPUT, CONFLICT
 */
export async function replyToReporter(
  means: DialogueMeans,
  { reportId, text }: { reportId: string; text: string },
): Promise<Report> {
  const { subject: staffSubject } = requireStaff(means.viewer, 'READ_REPORTS')
  return write(means, { reportId, text, author: 'AUTHORITY', staffSubject })
}

/** Marks what the other side has written until now as read, by whoever sees the report. */
export async function markDialogueRead(means: DialogueMeans, reportId: string): Promise<Report> {
  const report = await requireSeen(means, reportId)
  const other: Author = isReporting(means.viewer) ? 'AUTHORITY' : 'REPORTER'
  await means.em.nativeUpdate(Message, { reportId, author: other, readAt: null }, { readAt: new Date() })
  means.dialogue.clear(reportId)
  return report
}

async function write(
  means: DialogueMeans,
  message: { reportId: string; text: string; author: Author; staffSubject: string | null },
): Promise<Report> {
  const { reportId, author, staffSubject } = message
  const text = requireText(message.text)
  const report = await requireSeen(means, reportId)
  const { em, contentKeys, dialogue } = means
  await em.transactional(async (inner) => {
    const { key } = await holdStanding(inner, contentKeys, reportId)
    const messageId = addMessage(inner, key, { reportId, text, author, staffSubject })
    if (author === 'REPORTER') tellSupplement(inner, reportId)
    else await tellReply(inner, means.viewer, { reportId, messageId })
  })
  dialogue.clear(reportId)
  return report
}

/**
 * A message in the unit of work of whoever has more to store with it.
 *
 * @returns its id
 */
export function addMessage(
  em: EntityManager,
  key: ContentKey,
  message: { reportId: string; text: string; author: Author; staffSubject: string | null },
): string {
  const { text, ...about } = message
  const id = randomUUID()
  const sealedText = sealBytes(dialogueKeyOf(key), about.reportId, placeOf(id), pad(Buffer.from(text)))
  em.persist(em.create(Message, { id, ...about, sealedText, writtenAt: new Date(), readAt: null }))
  return id
}

async function tellReply(
  em: EntityManager,
  actor: Viewer,
  { reportId, messageId }: { reportId: string; messageId: string },
): Promise<void> {
  const thing = { kind: 'REPORT', id: reportId }
  await recordAudit<ReportAuditAction>(em, { actor, action: 'REPLY_WRITTEN', thing, facts: { messageId } })
  await queueNotice(em, { reportId, causeId: messageId })
}

/** Screening goes on when what was asked for has come. */
function tellSupplement(em: EntityManager, reportId: string): void {
  const at = new Date()
  recordEvent(em, {
    name: 'ReportSupplemented',
    subject: reportId,
    occurredAt: at,
    payload: { reportId, supplementedAt: at.toISOString() },
  })
}

/** Out of reach is told like not there. */
async function requireSeen({ reports }: DialogueMeans, reportId: string): Promise<Report> {
  const report = await reports.load(reportId)
  if (report === null) throw new AndonError('NOT_FOUND')
  return report
}

function requireText(text: string): string {
  if (isText(text, 2, longest)) return text.trim()
  throw new AndonError(
    'BAD_USER_INPUT',
    {
      zh: `请填写 2 到 ${String(longest)} 字，不能含控制字符。`,
      en: `Write 2 to ${String(longest)} characters, no control characters.`,
    },
    { inputPath: 'text' },
  )
}

function placeOf(id: string): Place {
  return { table: 'message', rowId: id, field: 'sealed_text', version: 1 }
}
