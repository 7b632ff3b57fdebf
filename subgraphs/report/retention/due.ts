import type { EntityManager } from '@mikro-orm/postgresql'
import { forgetExpiredDrafts } from '../draft/forget-expired.js'
import { RecordClass } from './record-class.js'

/** Classes of records that belong to a report; the clock of all of them begins with the closing of its case. */
export const reportClasses = [
  RecordClass.DIALOGUE,
  RecordClass.IDENTITY,
  RecordClass.EVIDENCE,
  RecordClass.REPORT_CONTENT,
  RecordClass.CONSENT,
  RecordClass.AUDIT_DETAIL,
  RecordClass.EXTERNAL_REFERENCE,
] as const
export type ReportClass = (typeof reportClasses)[number]

export type RowClass = Exclude<RecordClass, ReportClass>

export function isReportClass(recordClass: RecordClass): recordClass is ReportClass {
  return (reportClasses as readonly RecordClass[]).includes(recordClass)
}

/** Whether there is anything of the class to erase. */
const isThere: Readonly<Record<ReportClass, string>> = {
  REPORT_CONTENT:
    'EXISTS (SELECT FROM report.content_key k WHERE k.report_id = r.id AND k.wrapped IS NOT NULL)',
  EVIDENCE: 'EXISTS (SELECT FROM report.evidence e WHERE e.report_id = r.id)',
  DIALOGUE: 'EXISTS (SELECT FROM report.message m WHERE m.report_id = r.id)',
  IDENTITY: `(r.citizen_id IS NOT NULL
    OR EXISTS (SELECT FROM report.sealed_identity i WHERE i.report_id = r.id)
    OR EXISTS (SELECT FROM report.notice_address n WHERE n.report_id = r.id)
    OR EXISTS (SELECT FROM report.shown_receipt s WHERE r.id IN (s.report_id, s.earlier_report_id))
    OR EXISTS (SELECT FROM report.reveal v WHERE v.report_id = r.id))`,
  CONSENT: `(EXISTS (SELECT FROM report.consent c WHERE c.report_id = r.id)
    OR EXISTS (SELECT FROM report.separate_consent s WHERE s.report_id = r.id))`,
  EXTERNAL_REFERENCE: `(EXISTS (SELECT FROM report.synced_report x WHERE x.report_id = r.id)
    OR EXISTS (SELECT FROM report.operator_intake o WHERE o.report_id = r.id))`,
  AUDIT_DETAIL: `EXISTS (SELECT FROM report.audit_entry a WHERE a.thing_kind = 'REPORT'
    AND a.thing_id = r.id::text AND a.salt IS NOT NULL AND a.action <> 'AUDIT_DETAILS_ERASED')`,
}

const begun = 'coalesce(r.closed_at, r.withdrawn_at)'
const isHeld = 'EXISTS (SELECT FROM report.legal_hold h WHERE h.report_id = r.id AND h.released_at IS NULL)'

/** Reports with records of the class whose clock began before the moment and which no hold keeps, oldest first. */
export async function dueReports(
  em: EntityManager,
  recordClass: ReportClass,
  { before, first }: { before: Date; first: number },
): Promise<string[]> {
  const rows = await em.execute<{ id: string }[]>(
    `SELECT r.id FROM report.report r
     WHERE ${begun} < ? AND NOT ${isHeld} AND ${isThere[recordClass]}
     ORDER BY ${begun}, r.id LIMIT ?`,
    [before, first],
  )
  return rows.map(({ id }) => id)
}

export async function countDueReports(
  em: EntityManager,
  recordClass: ReportClass,
  before: Date,
): Promise<{ count: number; held: number }> {
  const [row] = await em.execute<{ count: number; held: number }[]>(
    `SELECT count(*) FILTER (WHERE NOT ${isHeld})::int AS count, count(*) FILTER (WHERE ${isHeld})::int AS held
     FROM report.report r WHERE ${begun} < ? AND ${isThere[recordClass]}`,
    [before],
  )
  return row ?? { count: 0, held: 0 }
}

export async function isDue(
  em: EntityManager,
  recordClass: ReportClass,
  { reportId, before }: { reportId: string; before: Date },
): Promise<boolean> {
  const rows = await em.execute<object[]>(
    `SELECT 1 AS due FROM report.report r
     WHERE r.id = ? AND ${begun} < ? AND NOT ${isHeld} AND ${isThere[recordClass]}`,
    [reportId, before],
  )
  return rows.length > 0
}

/** Rows that are about no report any more, by the moment their clock began. */
const dueRows: Readonly<Record<RowClass, readonly string[]>> = {
  DRAFT: ['FROM report.draft WHERE expires_at < ?'],
  // With what was referred goes under which number an operator or another system knows it; and what was refused there.
  REFERRAL: [
    'FROM report.referral WHERE referred_at < ?',
    'FROM report.operator_intake WHERE report_id IS NULL AND recorded_at < ?',
    'FROM report.synced_report WHERE report_id IS NULL AND coalesce(revised_at, received_at) < ?',
    'FROM report.sync_refusal WHERE last_at < ?',
  ],
  CITIZEN: [
    `FROM report.citizen c WHERE signed_in_at < ?
     AND NOT EXISTS (SELECT FROM report.report r WHERE r.citizen_id = c.id)`,
  ],
  SEARCH: ['FROM report.search WHERE searched_at < ?'],
  JOB: [
    'FROM report_jobs._private_jobs WHERE attempts >= max_attempts AND locked_at IS NULL AND updated_at < ?',
  ],
  SPENT_PROOF: ['FROM report.spent_proof WHERE expires_at < ?'],
}

export async function countDueRows(em: EntityManager, recordClass: RowClass, before: Date): Promise<number> {
  let count = 0
  for (const from of dueRows[recordClass]) {
    const [row] = await em.execute<{ count: number }[]>(`SELECT count(*)::int AS count ${from}`, [before])
    count += row?.count ?? 0
  }
  return count
}

/** @returns how many rows are gone */
export async function deleteDueRows(em: EntityManager, recordClass: RowClass, before: Date): Promise<number> {
  if (recordClass === RecordClass.DRAFT) return forgetExpiredDrafts(em, { before, atMost: null })
  let gone = 0
  for (const from of dueRows[recordClass]) {
    const rows = await em.execute<object[]>(`DELETE ${from} RETURNING 1 AS gone`, [before])
    gone += rows.length
  }
  return gone
}
