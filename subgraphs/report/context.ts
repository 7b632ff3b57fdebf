import type { SubgraphContext } from '../shared/context.js'
import type { ConsentLoader } from './consent/consent.loader.js'
import type { DialogueLoader } from './dialogue/dialogue.service.js'
import type { EvidenceLoader } from './evidence/evidence.loader.js'
import type { ContentLoader } from './looks/content.loader.js'
import type { ReportLoader } from './intake/report.service.js'
import type { MarkLoader, MarkOfReporterLoader } from './marks/malicious-mark.loader.js'
import type { OperatorIntakeLoader } from './operator-intake/operator-intake.loader.js'
import type { ProgressLoader } from './progress/progress.service.js'
import type { ReportServices } from './services.js'

export type ReportContext = SubgraphContext &
  ReportServices & {
    /** How crowded it is where the request comes from. */
    crowding: number
    reports: ReportLoader
    content: ContentLoader
    progress: ProgressLoader
    dialogue: DialogueLoader
    evidence: EvidenceLoader
    operatorIntake: OperatorIntakeLoader
    consents: ConsentLoader
    marks: MarkLoader
    marksOfReporter: MarkOfReporterLoader
  }
