import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import { isStaffWho, type Viewer } from '../../../platform/viewer/viewer.js'
import { reachOf } from '../../shared/reach/reach.service.js'
import type { Report } from '../references/report.type.js'
import { CaseReport } from './case-report.entity.js'
import { StoredCase } from './case.entity.js'
import { toCaseType, type Case } from './case.type.js'
import { maySee } from './standing.js'
import { vouchFor } from '../desk/row-security.js'
import { isUuid } from '../../shared/uuid.js'

export type CaseLoaders = {
  /** A case by id; null for who may not see it, as if there were none. */
  cases: DataLoader<string, Case | null>
  /** Reports of a case. */
  reportsOfCase: DataLoader<string, Report[]>
  /** The case of a report. */
  caseOfReport: DataLoader<string, Case | null>
  /** Opens what hangs from a report to a citizen whose it is. */
  vouch: (reportId: string) => void
}

/** One query each per request, however long the list. */
export function createCaseLoaders(em: EntityManager, viewer: Viewer): CaseLoaders {
  const cases: CaseLoaders['cases'] = new DataLoader(async (ids) => {
    const sees = await casesSeenBy(em, viewer)
    const found = await em.find(StoredCase, { id: ids.filter(isUuid) })
    const byId = new Map(found.filter(sees).map((stored) => [stored.id, toCaseType(stored)]))
    // Ids are the same in capitals, and PostgreSQL writes them small.
    return ids.map((id) => byId.get(id.toLowerCase()) ?? null)
  })
  const reportsOfCase: CaseLoaders['reportsOfCase'] = new DataLoader(async (caseIds) => {
    const links = await em.find(CaseReport, { caseId: [...caseIds] }, { orderBy: { reportId: 'asc' } })
    const grouped = Map.groupBy(links, (link) => link.caseId)
    return caseIds.map((id) => (grouped.get(id) ?? []).map((link) => ({ id: link.reportId })))
  })
  const caseOfReport: CaseLoaders['caseOfReport'] = new DataLoader(async (reportIds) => {
    const links = await em.find(CaseReport, { reportId: reportIds.filter(isUuid) })
    const caseIds = new Map(links.map((link) => [link.reportId, link.caseId]))
    return Promise.all(
      reportIds.map(async (id) => {
        const caseId = caseIds.get(id)
        return caseId === undefined ? null : cases.load(caseId)
      }),
    )
  })
  return { cases, reportsOfCase, caseOfReport, vouch: (reportId) => vouchFor(em, reportId) }
}

async function casesSeenBy(em: EntityManager, viewer: Viewer): Promise<(stored: StoredCase) => boolean> {
  const mayLook = isStaffWho(viewer, 'READ_CASES') || isStaffWho(viewer, 'READ_CASE_LINKS')
  if (!mayLook) return () => false
  const reach = await reachOf(em, viewer)
  return (stored) => maySee({ viewer, reach }, stored)
}
