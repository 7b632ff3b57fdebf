import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import { randomUUID } from 'node:crypto'
import { requireStaff, type Viewer } from '../../../platform/viewer/viewer.js'
import { recordEvent } from '../../shared/events/outbox.entity.js'
import { reaches, reachOf } from '../../shared/reach/reach.service.js'
import { noSuchCase } from '../loop/step-errors.js'
import { CaseState } from '../loop/case-state.js'
import { StoredCase } from '../loop/case.entity.js'
import { AndonError } from '../../../platform/errors.js'
import { StoredCaseSummary } from './case-summary.entity.js'
import { toCaseSummaryType, type CaseSummary } from './case-summary.type.js'
import { isUuid } from '../../shared/uuid.js'

/**
 * Prepares the public facts of a case for publicity staff: the city at the finest, the year, the kinds. Asking again
 * gives the same summary.
 *
 * @throws AndonError NOT_FOUND, FORBIDDEN, CONFLICT for a case nobody has accepted yet
 */
export async function prepareCaseSummary(
  em: EntityManager,
  viewer: Viewer,
  caseId: string,
): Promise<CaseSummary> {
  const staff = requireStaff(viewer, 'PREPARE_SUMMARIES')
  if (!isUuid(caseId)) throw noSuchCase()
  const reach = await reachOf(em, staff)
  const prepared = await em.transactional(async (inner) => {
    const source = await inner.findOne(StoredCase, { id: caseId }, { lockMode: LockMode.PESSIMISTIC_WRITE })
    if (source === null || !reaches(reach, source)) throw noSuchCase()
    if (source.state === CaseState.SCREENING) throw notYet()
    const known = await inner.findOne(StoredCaseSummary, { caseId })
    return known ?? record(inner, source, staff.subject)
  })
  return toCaseSummaryType(prepared)
}

function record(em: EntityManager, source: StoredCase, preparedBy: string): StoredCaseSummary {
  const { id: caseId, matterTypes, industryCode, openedAt } = source
  const summary = em.create(StoredCaseSummary, {
    id: randomUUID(),
    caseId,
    regionCode: coarse(source.regionPath),
    matterTypes,
    industryCode,
    year: yearInChina(openedAt),
    preparedBy,
    preparedAt: new Date(),
  })
  recordEvent(em, {
    name: 'CaseSummaryPrepared',
    subject: caseId,
    occurredAt: summary.preparedAt,
    payload: { summaryId: summary.id, caseId, regionCode: summary.regionCode, matterTypes, industryCode },
  })
  return summary
}

/**
 * Country, province, city: no finer. A county has one factory of a kind too often. The third step of a path may be a
 * county: 济源 419001 stands directly under its province, as the districts of 北京 do.
 */
function coarse(regionPath: readonly string[]): string {
  const code = regionPath.findLast((step) => /^\d{4}00$/.test(step))
  if (code === undefined) throw new Error('a case has a place')
  return code
}

function yearInChina(moment: Date): number {
  return Number(new Intl.DateTimeFormat('en', { year: 'numeric', timeZone: 'Asia/Shanghai' }).format(moment))
}

function notYet(): AndonError {
  return new AndonError(
    'CONFLICT',
    { zh: '案件尚未受理，不能编写典型案例摘要。', en: 'The case has not been accepted yet.' },
    { inputPath: 'caseId' },
  )
}

/** Summaries by their own id. They hold nothing that may not be read by everyone. */
export function createSummaryLoader(em: EntityManager): DataLoader<string, CaseSummary | null> {
  return new DataLoader(async (ids: readonly string[]) => {
    const found = await em.find(StoredCaseSummary, { id: ids.filter(isUuid) })
    const byId = new Map(found.map((stored) => [stored.id, toCaseSummaryType(stored)]))
    return ids.map((id) => byId.get(id) ?? null)
  })
}
