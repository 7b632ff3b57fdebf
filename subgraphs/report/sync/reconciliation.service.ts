import type { EntityManager, FilterQuery } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import {
  readPageRequest,
  toConnection,
  unknownCursor,
  type Connection,
} from '../../shared/connection/connection.js'
import type { ContentKeys } from '../content/content-key.service.js'
import type { ProgressLoader } from '../progress/progress.service.js'
import { requireMachine, requireMachineOrAdmin } from './external-system.service.js'
import { outcomeOf } from './sync-answer.js'
import { SyncRefusal } from './sync-refusal.entity.js'
import { SyncRefusalReason, type SyncedReportEntry, type SyncReconciliation } from './sync.type.js'
import { SyncedReport } from './synced-report.entity.js'
import { openSent } from './take-version.service.js'

type Asked = { system: string; since?: Date | null; first: number; after?: string | null }
type Means = { em: EntityManager; viewer: Viewer; contentKeys: ContentKeys; progress: ProgressLoader }

const mostRefusals = 100

/**
 * What stands here of a system's reports, first received first: whatever came, was corrected or moved on since a
 * moment. The other side compares it with what it has and sees how far each has come.
 */
export async function syncedReports(means: Means, asked: Asked): Promise<Connection<SyncedReportEntry>> {
  const { em, viewer } = means
  await requireMachine(em, viewer, asked.system)
  const request = readPageRequest(asked.first, asked.after)
  const conditions: FilterQuery<SyncedReport>[] = [{ system: asked.system }]
  if (asked.since) conditions.push({ id: { $in: await changedSince(em, asked.system, asked.since) } })
  if (request.afterId !== undefined) {
    const last = await em.findOne(SyncedReport, { id: request.afterId, system: asked.system })
    if (last === null) throw unknownCursor()
    const { receivedAt, id } = last
    conditions.push({ $or: [{ receivedAt: { $gt: receivedAt } }, { receivedAt, id: { $gt: id } }] })
  }
  const rows = await em.find(
    SyncedReport,
    { $and: conditions },
    { orderBy: { receivedAt: 'asc', id: 'asc' }, limit: request.first + 1 },
  )
  return toConnection(await toEntries(means, rows), request)
}

async function changedSince(em: EntityManager, system: string, since: Date): Promise<string[]> {
  const rows = await em.execute<{ id: string }[]>(
    `SELECT id FROM report.synced_report AS synced WHERE system = ? AND (received_at >= ? OR revised_at >= ?
       OR EXISTS (SELECT FROM report.progress_step AS step WHERE step.report_id = synced.report_id AND step.at >= ?))`,
    [system, since, since, since],
  )
  return rows.map(({ id }) => id)
}

async function toEntries(
  { em, contentKeys, progress }: Means,
  rows: SyncedReport[],
): Promise<SyncedReportEntry[]> {
  const reportIds = rows.flatMap(({ reportId }) => (reportId ? [reportId] : []))
  const [keys, steps] = await Promise.all([
    contentKeys.of(em.fork(), reportIds),
    progress.loadMany(reportIds),
  ])
  const newest = new Map(
    reportIds.map((id, at) => {
      const found = steps[at]
      return [id, found instanceof Error ? undefined : found?.at(-1)]
    }),
  )
  return rows.map((row) => {
    const { id, externalId, version, submittedThereAt, receivedAt, revisedAt, reportId, sealedSent } = row
    const key = keys.get(reportId ?? '')
    const step = newest.get(reportId ?? '')
    const digest = key && sealedSent ? openSent(key, id, sealedSent).digest : null
    const when = { submittedAt: submittedThereAt, receivedAt, revisedAt: revisedAt ?? null }
    const state = { state: step?.state ?? null, stateAt: step?.at ?? null }
    return { id, externalId, version, outcome: outcomeOf(row), ...when, ...state, digest }
  })
}

const shanghai = "'Asia/Shanghai'"
const ofDay = `system = ? AND submitted_there_at >= (?::date)::timestamp AT TIME ZONE ${shanghai}
  AND submitted_there_at < (?::date + 1)::timestamp AT TIME ZONE ${shanghai}`
const stillRefused = `resolved_at IS NULL AND NOT EXISTS (SELECT FROM report.synced_report AS synced
  WHERE synced.system = sync_refusal.system AND synced.external_id = sync_refusal.external_id
    AND synced.version >= sync_refusal.version)`

/** Counts and one digest over a day, so that two sides find in one comparison whether anything is missing. */
export async function syncReconciliation(
  em: EntityManager,
  viewer: Viewer,
  { system, day }: { system: string; day: string },
): Promise<SyncReconciliation> {
  await requireMachineOrAdmin(em, viewer, system)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day)))
    throw new AndonError('BAD_USER_INPUT', undefined, { inputPath: 'day' })
  const [counted] = await em.execute<{ taken_in: number; referred: number; digest: string }[]>(
    `SELECT count(report_id)::int AS taken_in, count(referral)::int AS referred,
       encode(sha256(convert_to(coalesce(string_agg(external_id || E'\\t' || version || E'\\n', ''
         ORDER BY external_id COLLATE "C"), ''), 'UTF8')), 'hex') AS digest
     FROM report.synced_report WHERE ${ofDay}`,
    [system, day, day],
  )
  const refusals = await em.execute<{ id: string; refused: number }[]>(
    `SELECT id, (SELECT count(DISTINCT external_id)::int FROM report.sync_refusal WHERE ${ofDay} AND ${stillRefused}) AS refused
     FROM report.sync_refusal WHERE ${ofDay} AND ${stillRefused} ORDER BY last_at DESC, id LIMIT ${String(mostRefusals)}`,
    [system, day, day, system, day, day],
  )
  const kept = await em.find(
    SyncRefusal,
    { id: refusals.map(({ id }) => id) },
    { orderBy: { lastAt: 'desc' } },
  )
  return {
    system,
    day,
    takenIn: counted?.taken_in ?? 0,
    referred: counted?.referred ?? 0,
    refused: refusals[0]?.refused ?? 0,
    digest: counted?.digest ?? '',
    refusals: kept.map(({ externalId, version, reason, problems, times, lastAt }) => ({
      ...{ externalId, version, reason: SyncRefusalReason[reason] },
      ...{ problems, times, lastAt },
    })),
  }
}
