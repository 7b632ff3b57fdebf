import type DataLoader from 'dataloader'
import type { SubgraphContext } from '../shared/context.js'
import type { AssignmentLoader } from './assignment/assignment.loader.js'
import type { DeadlineLoader } from './deadlines/deadline.loader.js'
import type { FollowUpLoader } from './follow-up/follow-up.loader.js'
import type { RectificationLoader } from './rectification/rectification.loader.js'
import type { FeedbackLoader } from './feedback/feedback.loader.js'
import type { ExtensionLoader } from './extension/extension.loader.js'
import type { CaseLoaders } from './loop/case.loader.js'
import type { CaseStepLoaders } from './loop/case-step.loader.js'
import type { ObjectionLoaders } from './objection/objection.loader.js'
import type { CandidateLoader } from './duplicates/candidate.loader.js'
import type { CaseMergeLoader } from './duplicates/case-merge.loader.js'
import type { ScreeningLoaders } from './screening/screening.loader.js'
import type { RewardLoader } from './reward/reward.loader.js'
import type { CaseServices } from './services.js'
import type { CaseSummary } from './summary/case-summary.type.js'
import type { NominationLoader } from './summary/nomination.loader.js'
import type { SupervisionLoader } from './supervision/supervision.loader.js'
import type { VerificationLoaders } from './verification/verification.loader.js'

export type CaseContext = SubgraphContext &
  CaseServices & {
    assignments: AssignmentLoader
    deadlines: DeadlineLoader
    extensions: ExtensionLoader
    findings: VerificationLoaders
    rewards: RewardLoader
    feedback: FeedbackLoader
    followUps: FollowUpLoader
    rectifications: RectificationLoader
    loaders: CaseLoaders & CaseStepLoaders
    objections: ObjectionLoaders
    screening: ScreeningLoaders
    caseMerges: CaseMergeLoader
    duplicateCandidates: CandidateLoader
    nominations: NominationLoader
    summaries: DataLoader<string, CaseSummary | null>
    supervisions: SupervisionLoader
  }
