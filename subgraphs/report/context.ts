import type { SubgraphContext } from '../shared/context.js'
import type { SubmitReport } from './intake/intake.service.js'
import type { ReportLoader } from './intake/report.service.js'
import type { OpenReceipt } from './receipt/receipt.service.js'

export type ReportContext = SubgraphContext & {
  reports: ReportLoader
  submitReport: SubmitReport
  openReceipt: OpenReceipt
}
