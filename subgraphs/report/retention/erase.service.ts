import { LockMode, type EntityManager, type MikroORM } from '@mikro-orm/postgresql'
import { eraseAuditDetails } from '../../shared/audit/erase.js'
import { recordAudit } from '../../shared/audit/record.js'
import type { ReportAuditAction } from '../audit-actions.js'
import { Consent } from '../consent/consent.entity.js'
import type { ContentKeys } from '../content/content-key.service.js'
import { eraseContent } from '../content/erasure.service.js'
import { SeparateConsent } from '../consent/separate-consent.entity.js'
import { Message } from '../dialogue/message.entity.js'
import { SealedIdentity } from '../identity-vault/identity.entity.js'
import { StoredReport } from '../intake/report.entity.js'
import { NoticeAddress } from '../notices/notice-address.entity.js'
import { isDue, type ReportClass } from './due.js'
import { StoredErasure } from './erasure.entity.js'
import { dueBefore } from './preview.service.js'
import { RecordClass } from './record-class.js'
import { ErasureState } from './retention.type.js'
import { requireRule, rulesInForce } from './rule.service.js'
import type { RetentionSettings } from './settings.js'

export type ErasingMeans = {
  orm: MikroORM
  contentKeys: ContentKeys
  /** Files, copies and rows of a report's evidence; doing it again goes on where it ended. */
  removeEvidence: (reportId: string) => Promise<void>
  settings: RetentionSettings
  now: () => Date
}

/**
 * Erases one class of records of one report, if it is due and not held. What a row holds, keys above all, goes in the
 * transaction that notes the beginning; files follow outside it, and a process that dies between leaves a note with
 * which another goes on.
 */
export async function eraseRecord(
  means: ErasingMeans,
  { reportId, recordClass }: { reportId: string; recordClass: ReportClass },
): Promise<void> {
  const begun = await means.orm.em.fork().transactional((em) => begin(em, means, { reportId, recordClass }))
  if (!begun) return
  const withFiles = recordClass === RecordClass.EVIDENCE || recordClass === RecordClass.REPORT_CONTENT
  if (withFiles) await means.removeEvidence(reportId)
  const erasedAt = means.now()
  await means.orm.em.fork().nativeUpdate(
    StoredErasure,
    { reportId, recordClass },
    {
      state: ErasureState.ERASED_PENDING_BACKUP,
      erasedAt,
      backupEndsAt: backupEndsAt(recordClass, erasedAt, means.settings),
    },
  )
}

/** What the report's key sealed opens nowhere once the backups of keys have ended; the rest waits for all backups. */
function backupEndsAt(recordClass: ReportClass, erasedAt: Date, settings: RetentionSettings): Date {
  const { KEY_BACKUP_DAYS, BACKUP_DAYS } = settings
  const days = recordClass === RecordClass.REPORT_CONTENT ? KEY_BACKUP_DAYS : BACKUP_DAYS
  return new Date(erasedAt.getTime() + days * 86_400_000)
}

/** @returns whether there is something to go on with */
async function begin(
  em: EntityManager,
  means: ErasingMeans,
  record: { reportId: string; recordClass: ReportClass },
): Promise<boolean> {
  const { reportId, recordClass } = record
  const lockMode = LockMode.PESSIMISTIC_WRITE
  if ((await em.findOne(StoredReport, { id: reportId }, { lockMode })) === null) return false
  const known = await em.findOne(StoredErasure, record)
  if (known?.state === ErasureState.STARTED) return true
  const at = means.now()
  const rule = requireRule(await rulesInForce(em), recordClass)
  if (!(await isDue(em, recordClass, { reportId, before: dueBefore(rule, at) }))) return false
  const state = ErasureState.STARTED
  await em.upsert(StoredErasure, { ...record, state, startedAt: at, erasedAt: null, backupEndsAt: null })
  // Not told of the report itself: that it was erased, and by which rule, outlasts the details of its audit.
  await recordAudit<ReportAuditAction>(em, {
    actor: 'SYSTEM',
    action: 'RECORD_ERASED',
    thing: { kind: 'ERASURE', id: reportId },
    facts: { recordClass, ruleVersion: rule.version, days: rule.days },
  })
  await eraseRows[recordClass](em, { reportId, at, contentKeys: means.contentKeys })
  return true
}

type RowsOf = { reportId: string; at: Date; contentKeys: ContentKeys }

/** Who wanted to see an original, and why. */
const eraseReleases = 'DELETE FROM report.evidence_release WHERE report_id = ?'

const eraseRows: Readonly<Record<ReportClass, (em: EntityManager, rows: RowsOf) => Promise<unknown>>> = {
  REPORT_CONTENT: async (em, { reportId, at, contentKeys }) => {
    await eraseContent(em, contentKeys, reportId, at)
    await em.nativeDelete(Message, { reportId })
    await em.execute('DELETE FROM report.synced_revision WHERE report_id = ?', [reportId])
    await em.execute(eraseReleases, [reportId])
    // A mark whose reasons nobody can read any more could be neither answered nor lifted.
    await em.execute('DELETE FROM report.malicious_mark WHERE report_id = ?', [reportId])
  },
  // Their files are removed one by one, each with its row.
  EVIDENCE: (em, { reportId }) => em.execute(eraseReleases, [reportId]),
  DIALOGUE: (em, { reportId }) => em.nativeDelete(Message, { reportId }),
  IDENTITY: async (em, { reportId }) => {
    await em.nativeDelete(SealedIdentity, { reportId })
    await em.nativeDelete(NoticeAddress, { reportId })
    // An approval holds a share of the identity's key.
    await em.execute('DELETE FROM report.reveal WHERE report_id = ?', [reportId])
    // That two reports are of one person is half an identity.
    const shown = 'DELETE FROM report.shown_receipt WHERE report_id = ? OR earlier_report_id = ?'
    await em.execute(shown, [reportId, reportId])
    await em.nativeUpdate(StoredReport, { id: reportId }, { citizenId: null })
  },
  CONSENT: async (em, { reportId }) => {
    await em.nativeDelete(Consent, { reportId })
    await em.nativeDelete(SeparateConsent, { reportId })
  },
  EXTERNAL_REFERENCE: async (em, { reportId }) => {
    await em.execute('DELETE FROM report.synced_report WHERE report_id = ?', [reportId])
    await em.execute('DELETE FROM report.operator_intake WHERE report_id = ?', [reportId])
  },
  AUDIT_DETAIL: (em, { reportId: id }) => eraseAuditDetails(em, { kind: 'REPORT', id }),
}
