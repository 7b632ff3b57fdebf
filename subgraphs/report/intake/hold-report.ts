import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import type { ContentKey, ContentKeys } from '../content/content-key.service.js'
import { StoredReport } from './report.entity.js'

/**
 * The report, held until the transaction ends: steps of one report, withdrawal and erasure among them, wait for each
 * other.
 *
 * @throws AndonError NOT_FOUND
 */
export async function holdReport(em: EntityManager, id: string): Promise<StoredReport> {
  const held = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const
  const report = await em.findOne(StoredReport, { id }, held)
  if (report === null) throw new AndonError('NOT_FOUND')
  return report
}

/** @throws AndonError CONFLICT where its content was erased */
export async function holdWithKey(
  em: EntityManager,
  contentKeys: ContentKeys,
  id: string,
): Promise<{ report: StoredReport; key: ContentKey }> {
  const report = await holdReport(em, id)
  const key = (await contentKeys.of(em, [id])).get(id)
  if (key === undefined) throw new AndonError('CONFLICT')
  return { report, key }
}

/**
 * For what only a report that stands can have added to it.
 *
 * @throws AndonError CONFLICT where it was withdrawn, or its content erased
 */
export async function holdStanding(
  em: EntityManager,
  contentKeys: ContentKeys,
  id: string,
): Promise<{ report: StoredReport; key: ContentKey }> {
  const held = await holdWithKey(em, contentKeys, id)
  if (held.report.withdrawnAt) throw new AndonError('CONFLICT')
  return held
}
