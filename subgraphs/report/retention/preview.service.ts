import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { isUuid } from '../../shared/uuid.js'
import { countDueReports, countDueRows, dueReports, isReportClass } from './due.js'
import { StoredErasure } from './erasure.entity.js'
import type { Erasure, RetentionDue, RetentionRule } from './retention.type.js'
import { requireRetentionReader, rulesInForce } from './rule.service.js'

const dayMs = 86_400_000
const mostIds = 1_000

/**
 * The dry run: what would be erased at a moment under the rules in force, and what a hold keeps. Changes nothing.
 *
 * @param asked.at a later moment shows what is coming
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT
 */
export async function retentionPreview(
  em: EntityManager,
  viewer: Viewer,
  asked: { at: Date | null; first: number },
): Promise<RetentionDue[]> {
  requireRetentionReader(viewer)
  if (!Number.isInteger(asked.first) || asked.first < 0 || asked.first > mostIds) {
    const [zh, en] = [`应为 0 到 ${String(mostIds)}。`, `first must be 0 to ${String(mostIds)}.`]
    throw new AndonError('BAD_USER_INPUT', { zh, en }, { inputPath: 'first' })
  }
  const at = asked.at ?? new Date()
  const due: RetentionDue[] = []
  for (const rule of await rulesInForce(em)) due.push(await previewOf(em, rule, { at, first: asked.first }))
  return due
}

/** Records whose clock began before this moment are due. */
export function dueBefore({ days }: Pick<RetentionRule, 'days'>, at: Date): Date {
  return new Date(at.getTime() - days * dayMs)
}

async function previewOf(
  em: EntityManager,
  rule: RetentionRule,
  { at, first }: { at: Date; first: number },
): Promise<RetentionDue> {
  const { recordClass } = rule
  const before = dueBefore(rule, at)
  if (!isReportClass(recordClass)) {
    return { recordClass, before, count: await countDueRows(em, recordClass, before), held: 0, reportIds: [] }
  }
  const reportIds = first === 0 ? [] : await dueReports(em, recordClass, { before, first })
  return { recordClass, before, ...(await countDueReports(em, recordClass, before)), reportIds }
}

/** What of a report was erased, and how far that has come. */
export async function erasuresOf(em: EntityManager, viewer: Viewer, reportId: string): Promise<Erasure[]> {
  requireRetentionReader(viewer)
  if (!isUuid(reportId)) throw new AndonError('NOT_FOUND')
  const rows = await em.find(StoredErasure, { reportId }, { orderBy: { startedAt: 'asc' } })
  return rows.map(({ recordClass, state, erasedAt, backupEndsAt }) => ({
    recordClass,
    state,
    erasedAt: erasedAt ?? null,
    backupEndsAt: backupEndsAt ?? null,
  }))
}
