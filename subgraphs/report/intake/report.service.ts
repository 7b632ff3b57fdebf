import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import { AndonError } from '../../../platform/errors.js'
import { isStaffWho, type Viewer } from '../../../platform/viewer/viewer.js'
import { reaches, reachOf } from '../../shared/reach/reach.service.js'
import { StoredReport } from './report.entity.js'
import { toReportType, type Report } from './report.type.js'
import { isUuid } from '../../shared/uuid.js'

export type ReportLoader = DataLoader<string, Report | null>

/** Reports by id as far as the viewer may see them; others are null, as if there were none. */
export function createReportLoader(em: EntityManager, viewer: Viewer): ReportLoader {
  return new DataLoader(async (ids: readonly string[]) => {
    const [reports, sees] = await Promise.all([
      em.find(StoredReport, { id: ids.filter(isUuid) }),
      reportsSeenBy(em, viewer),
    ])
    const byId = new Map(reports.filter(sees).map((report) => [report.id, toReportType(report)]))
    return ids.map((id) => byId.get(id) ?? null)
  })
}

async function reportsSeenBy(em: EntityManager, viewer: Viewer): Promise<(report: StoredReport) => boolean> {
  if (viewer.kind === 'REPORTER') return (report) => report.id === viewer.reportId
  if (viewer.kind === 'CITIZEN') return (report) => report.citizenId === viewer.citizenId
  if (!isStaffWho(viewer, 'READ_REPORTS')) return () => false
  const reach = await reachOf(em, viewer)
  return (report) => reaches(reach, report)
}

/**
 * The report of the receipt session that asks, or the one of their own that a signed-in citizen names.
 *
 * @throws AndonError as requireOwnReport
 */
export async function myReport(
  { em, viewer, reports }: OwnReportMeans,
  named: string | null,
): Promise<Report | null> {
  return reports.load(await requireOwnReport({ em, viewer }, named))
}

export type OwnReportMeans = { em: EntityManager; viewer: Viewer; reports: ReportLoader }

/**
 * The one report a reporter's request is about: that of the receipt session, or the one a signed-in citizen names.
 *
 * @param named the argument `reportId`; a receipt session needs none and has no other
 * @throws AndonError UNAUTHENTICATED for anybody else, BAD_USER_INPUT where a citizen names none, NOT_FOUND where the
 *   report is somebody else's or is not there
 */
export async function requireOwnReport(
  { em, viewer }: Pick<OwnReportMeans, 'em' | 'viewer'>,
  named: string | null,
): Promise<string> {
  const id = named?.toLowerCase()
  if (viewer.kind === 'REPORTER') {
    if (id === undefined || id === viewer.reportId) return viewer.reportId
  } else if (viewer.kind === 'CITIZEN') {
    if (id === undefined) throw new AndonError('BAD_USER_INPUT', nameIt, { inputPath: 'reportId' })
    const { citizenId } = viewer
    if (isUuid(id) && (await em.count(StoredReport, { id, citizenId })) === 1) return id
  } else {
    throw new AndonError('UNAUTHENTICATED', { zh: '请先输入查询码。', en: 'Open your receipt first.' })
  }
  throw new AndonError('NOT_FOUND')
}

const nameIt = {
  zh: '请指明是哪一件举报（reportId）。',
  en: 'Say which of your reports you mean (reportId).',
}

/** Whether the viewer stands on the reporter's side of a report, by receipt or by sign-in. */
export function isReporting({ kind }: Viewer): boolean {
  return kind === 'REPORTER' || kind === 'CITIZEN'
}
