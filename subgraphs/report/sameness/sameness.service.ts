import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { isUuid } from '../../shared/uuid.js'
import { StoredReport } from '../intake/report.entity.js'
import type { Report } from '../intake/report.type.js'
import type { ReportLoader } from '../intake/report.service.js'
import { receiptNotValid, type CheckReceipt } from '../receipt/receipt.service.js'
import { Sameness } from './sameness.type.js'
import { ShownReceipt } from './shown-receipt.entity.js'

/**
 * Whether the reporter of a report is also that of one of the earlier ones: for the case subgraph itself, which needs
 * it for the first ground of refusal (requirement C21). Two anonymous reports are never linked but by their reporter.
 *
 * @throws AndonError FORBIDDEN for everybody else
 */
export async function sameReporter(
  em: EntityManager,
  viewer: Viewer,
  { reportId, earlierReportIds }: { reportId: string; earlierReportIds: readonly string[] },
): Promise<Sameness> {
  if (viewer.kind !== 'SERVICE' || viewer.service !== 'case') throw new AndonError('FORBIDDEN')
  const earlier = earlierReportIds.filter((id) => isUuid(id) && id !== reportId)
  const report = isUuid(reportId) ? await em.findOne(StoredReport, { id: reportId }) : null
  if (report === null) return Sameness.UNKNOWN
  const { citizenId } = report
  if (citizenId != null && (await em.count(StoredReport, { id: earlier, citizenId })) > 0)
    return Sameness.SAME_ACCOUNT
  const shown = await em.findOne(ShownReceipt, { reportId, earlierReportId: { $in: earlier } })
  return shown === null ? Sameness.UNKNOWN : Sameness.SAME_RECEIPT
}

export type ShowEarlierReceipt = (
  means: { em: EntityManager; viewer: Viewer; reports: ReportLoader },
  given: { receipt: string; proof: string },
) => Promise<Report | null>

/**
 * The reporter of the open session says, by the receipt of an earlier report, that it is theirs too: such as when an
 * officer asks. A wrong receipt is told as openReceipt tells it, and costs the same.
 */
export function createShowEarlierReceipt(check: CheckReceipt): ShowEarlierReceipt {
  return async ({ em, viewer, reports }, given) => {
    if (viewer.kind !== 'REPORTER')
      throw new AndonError('UNAUTHENTICATED', { zh: '请先输入查询码。', en: 'Open your receipt first.' })
    const { reportId } = viewer
    const earlier = await check(em, given)
    if (!earlier.opened) throw receiptNotValid()
    if (earlier.reportId !== reportId) {
      const row = { reportId, earlierReportId: earlier.reportId, shownAt: new Date() }
      await em.upsert(ShownReceipt, row, { onConflictAction: 'ignore' })
    }
    return reports.load(reportId)
  }
}
