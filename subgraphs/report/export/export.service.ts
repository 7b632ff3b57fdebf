import { AndonError } from '../../../platform/errors.js'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { recordAudit } from '../../shared/audit/record.js'
import type { ReportAuditAction } from '../audit-actions.js'
import { requireOwnReport } from '../intake/report.service.js'
import { asText } from './as-text.js'
import type { ReportExport } from './export.type.js'
import { heldData, type HeldMeans } from './held-data.js'

/**
 * Gives a reporter what is held about their report: 个人信息保护法 arts. 44–45. Recorded, since a receipt in other hands
 * would take all of it at once; looks of the reporter at single things are not.
 *
 * @throws AndonError as requireOwnReport
 */
export async function exportMyReport(
  means: HeldMeans & { viewer: Viewer },
  named: string | null,
): Promise<ReportExport> {
  const { em, viewer } = means
  const reportId = await requireOwnReport({ em, viewer }, named)
  await em.transactional((inner) =>
    recordAudit<ReportAuditAction>(inner, {
      actor: viewer,
      action: 'REPORT_EXPORTED',
      thing: { kind: 'REPORT', id: reportId },
    }),
  )
  const at = new Date()
  const held = await heldData(means, reportId, at)
  if (held === null) throw new AndonError('NOT_FOUND')
  // A name that says what it is tells whoever sees the folder.
  const fileName = `export-${at.toISOString().slice(0, 10)}`
  return { fileName, json: JSON.stringify(held, null, 2), text: asText(held, at.toISOString()) }
}
