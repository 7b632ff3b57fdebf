import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import type { ContentKeys } from '../content/content-key.service.js'
import { openContent } from '../content/report-content.js'
import { StoredReport } from '../intake/report.entity.js'
import { toReportText, type ReportText } from '../intake/report.type.js'
import { recordLooks } from './record-looks.js'

export type ContentLoader = DataLoader<string, ReportText>

/**
 * Opens what reports say, of reports the viewer was found to see: one transaction a request, in which the look is
 * recorded. A look that cannot be recorded opens nothing.
 */
export function createContentLoader(
  em: EntityManager,
  viewer: Viewer,
  contentKeys: ContentKeys,
): ContentLoader {
  return new DataLoader((ids: readonly string[]) =>
    em.fork().transactional(async (inner) => {
      const reports = await inner.find(StoredReport, { id: [...ids] })
      const keys = await contentKeys.of(inner, ids)
      await recordLooks(inner, { viewer, action: 'REPORT_READ', reportIds: ids })
      const opened = new Map(
        reports.map((report) => [report.id, toReportText(openContent(keys.get(report.id), report))]),
      )
      return ids.map((id) => opened.get(id) ?? new Error('a report is gone that was there'))
    }),
  )
}
