import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import { AndonError } from '../../../platform/errors.js'
import { isStaffWho, type ReporterViewer, type Viewer } from '../../../platform/viewer/viewer.js'
import { reaches, reachOf } from '../../shared/reach/reach.service.js'
import type { ContentKeys } from '../content/content-key.service.js'
import { openContent } from '../content/report-content.js'
import { StoredReport } from './report.entity.js'
import { toReportType, type Report } from './report.type.js'
import { isUuid } from '../../shared/uuid.js'

export type ReportLoader = DataLoader<string, Report | null>

/** Reports by id as far as the viewer may see them; others are null, as if there were none. One query a request for them and one for their keys. */
export function createReportLoader(
  em: EntityManager,
  viewer: Viewer,
  contentKeys: ContentKeys,
): ReportLoader {
  return new DataLoader(async (ids: readonly string[]) => {
    const [reports, sees] = await Promise.all([
      em.find(StoredReport, { id: ids.filter(isUuid) }),
      reportsSeenBy(em, viewer),
    ])
    const seen = reports.filter(sees)
    const keys = await contentKeys.of(
      em,
      seen.map(({ id }) => id),
    )
    const byId = new Map(
      seen.map((report) => [report.id, toReportType(report, openContent(keys.get(report.id), report))]),
    )
    return ids.map((id) => byId.get(id) ?? null)
  })
}

async function reportsSeenBy(em: EntityManager, viewer: Viewer): Promise<(report: StoredReport) => boolean> {
  if (viewer.kind === 'REPORTER') return (report) => report.id === viewer.reportId
  if (!isStaffWho(viewer, 'READ_REPORTS')) return () => false
  const reach = await reachOf(em, viewer)
  return (report) => reaches(reach, report)
}

/**
 * The report of the receipt session that asks.
 *
 * @throws AndonError UNAUTHENTICATED for anybody else
 */
export async function myReport(loader: ReportLoader, viewer: Viewer): Promise<Report | null> {
  return loader.load(requireReporter(viewer).reportId)
}

/** @throws AndonError UNAUTHENTICATED for anybody without a receipt session */
export function requireReporter(viewer: Viewer): ReporterViewer {
  if (viewer.kind === 'REPORTER') return viewer
  throw new AndonError('UNAUTHENTICATED', { zh: '请先输入查询码。', en: 'Open your receipt first.' })
}
