import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import type { Language } from '../../../platform/language.js'
import type { StaffViewer } from '../../../platform/viewer/viewer.js'
import { recordAudit } from '../../shared/audit/record.js'
import { recordEvent } from '../../shared/events/outbox.entity.js'
import type { ReportAuditAction } from '../audit-actions.js'
import type { BlindIndex } from '../content/blind-index.js'
import type { ContentKey, ContentKeys } from '../content/content-key.service.js'
import { sealContent } from '../content/report-content.js'
import { refuseProblems } from '../intake/intake.service.js'
import { StoredReport } from '../intake/report.entity.js'
import { contentOf } from '../intake/submission.content.js'
import { SubmitReportInput } from '../intake/submission.input.js'
import { checkSubmission } from '../intake/submission.rules.js'
import { digestOf, fixedPartOf } from './digest.js'
import { answerOf, type Refused } from './sync-answer.js'
import { resolveRefusals } from './sync-refusal.service.js'
import { SyncedReport, SyncedRevision } from './synced-report.entity.js'
import { SyncOutcome, type SyncAnswer, type SyncedReportInput } from './sync.type.js'

type Sending = { system: string; machine: StaffViewer; item: SyncedReportInput; language: Language }
export type TakeVersion = (em: EntityManager, id: string, sending: Sending) => Promise<SyncAnswer | Refused>

/**
 * An item that came before. An older version has been superseded; the same one must say the same; a later one is a
 * correction: the content is written anew and what it said before is kept, sealed.
 */
export function createTakeVersion(means: { contentKeys: ContentKeys; blindIndex: BlindIndex }): TakeVersion {
  return (em, id, sending) =>
    em.transactional(async (inner) => {
      const lockMode = LockMode.PESSIMISTIC_WRITE
      const row = await inner.findOneOrFail(SyncedReport, { id }, { lockMode, refresh: true })
      const { item } = sending
      const isOlder = item.version < row.version
      if (!row.reportId) return isOlder ? superseded(answerOf(row, null)) : answerOf(row, null)
      const key = (await means.contentKeys.of(inner, [row.reportId])).get(row.reportId)
      const sent = key && row.sealedSent ? openSent(key, id, row.sealedSent) : null
      if (isOlder) return superseded(answerOf(row, sent?.digest ?? null))
      if (key === undefined || sent === null) return { refused: 'CONTENT_ERASED', problems: [] }
      if (item.version > row.version) return revise(inner, { row, key, sent, sending }, means)
      const digest = digestOf(item.report)
      if (digest !== sent.digest) return { refused: 'CONTENT_DIFFERS', problems: [] }
      return answerOf(row, digest)
    })
}

function superseded(answer: SyncAnswer): SyncAnswer {
  return Object.assign(answer, { outcome: SyncOutcome.SUPERSEDED })
}

async function revise(
  em: EntityManager,
  revision: { row: SyncedReport; key: ContentKey; sent: Sent; sending: Sending },
  { blindIndex }: { blindIndex: BlindIndex },
): Promise<SyncAnswer | Refused> {
  const { row, key, sent, sending } = revision
  const { item } = sending
  const changedAt = item.changedAt ?? item.submittedAt
  if (changedAt < row.changedThereAt) return { refused: 'TIMESTAMP_OUT_OF_ORDER', problems: [] }
  if (fixedPartOf(item.report, item.submittedAt) !== sent.fixed)
    return { refused: 'FIXED_PART_CHANGED', problems: [] }
  const known = Object.assign(new SubmitReportInput(), item.report, { draftId: row.reportId })
  refuseProblems(checkSubmission(known, new Date(), { consent: false }), sending.language)
  const report = await em.findOneOrFail(
    StoredReport,
    { id: row.reportId ?? '' },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  )
  const revisedAt = new Date()
  const { id: reportId, regionCode, contentVersion, sealedUnit, sealedFacts } = report
  const before = { reportId, contentVersion, externalVersion: row.version, sealedUnit, sealedFacts }
  em.persist(em.create(SyncedRevision, { ...before, replacedAt: revisedAt }))
  const content = { regionCode, content: contentOf(item.report) }
  Object.assign(report, sealContent(key, blindIndex, reportId, content, contentVersion + 1))
  Object.assign(row, { version: item.version, changedThereAt: changedAt, revisedAt })
  row.sealedSent = sealSent(key, row.id, item)
  await resolveRefusals(em, sending.system, item)
  await tell(em, sending, { reportId, contentVersion: contentVersion + 1, revisedAt })
  return answerOf(row, digestOf(item.report))
}

async function tell(
  em: EntityManager,
  { system, machine, item }: Sending,
  revised: { reportId: string; contentVersion: number; revisedAt: Date },
): Promise<void> {
  const { reportId, contentVersion, revisedAt } = revised
  recordEvent(em, {
    name: 'ReportRevised',
    subject: reportId,
    occurredAt: revisedAt,
    payload: { reportId, contentVersion, revisedAt: revisedAt.toISOString() },
  })
  await recordAudit<ReportAuditAction>(em, {
    actor: machine,
    action: 'REPORT_REVISED',
    thing: { kind: 'REPORT', id: reportId },
    facts: { system, version: item.version, contentVersion },
  })
}

type Sent = { digest: string; fixed: string }

export function sealSent(key: ContentKey, id: string, { report, submittedAt }: SyncedReportInput): Buffer {
  const sent: Sent = { digest: digestOf(report), fixed: fixedPartOf(report, submittedAt) }
  return key.seal(sentPlace(id), JSON.stringify(sent))
}

export function openSent(key: ContentKey, id: string, sealed: Uint8Array): Sent {
  return JSON.parse(key.open(sentPlace(id), sealed)) as Sent
}

function sentPlace(id: string) {
  return { table: 'synced_report', rowId: id, field: 'sealed_sent', version: 1 }
}
