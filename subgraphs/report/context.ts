import type { SubgraphContext } from '../shared/context.js'
import type { SubmitReport } from './intake/intake.service.js'
import type { ReportLoader } from './intake/report.service.js'
import type { ProgressLoader } from './progress/progress.service.js'
import type { OpenReceipt } from './receipt/receipt.service.js'

export type ReportContext = SubgraphContext & {
  reports: ReportLoader
  progress: ProgressLoader
  submitReport: SubmitReport
  openReceipt: OpenReceipt
}
