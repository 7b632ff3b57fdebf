import { buildFederatedSchema, type FederatedSchema } from '../shared/schema.js'
import { AssignmentResolver } from './assignment/assignment.resolver.js'
import type { CaseContext } from './context.js'
import { DeadlineResolver, DeadlinesOfCaseResolver } from './deadlines/deadline.resolver.js'
import { ClosingResolver } from './closing/closing.resolver.js'
import { FollowUpResolver } from './follow-up/follow-up.resolver.js'
import { RectificationResolver } from './rectification/rectification.resolver.js'
import { FeedbackResolver } from './feedback/feedback.resolver.js'
import { ObjectionResolver, ObjectionsOfReportResolver } from './objection/objection.resolver.js'
import { DeadlineRulesResolver } from './deadlines/deadline-rules.resolver.js'
import { NoticeChannelResolver } from './notices/notice-channel.resolver.js'
import { CaseListResolver, CasesOfRegionResolver } from './desk/case-list.resolver.js'
import { CaseExportResolver } from './export/case-export.resolver.js'
import { SavedViewResolver } from './desk/saved-view.resolver.js'
import { CaseChangeResolver } from './live/case-change.resolver.js'
import { CaseOfReportResolver, CaseResolver } from './loop/case.resolver.js'
import { SupervisionResolver } from './supervision/supervision.resolver.js'
import {
  OwnRewardResolver,
  RewardOfCaseResolver,
  RewardRuleResolver,
  RewardStepsResolver,
  RewardTextsResolver,
} from './reward/reward.resolver.js'
import { AnswersInCaseResolver, AnswersToReportResolver } from './screening/answers.resolver.js'
import { DuplicatesResolver } from './duplicates/duplicates.resolver.js'
import { ScreeningResolver } from './screening/screening.resolver.js'
import { CaseSummaryResolver } from './summary/case-summary.resolver.js'
import { ReassignResolver } from './jurisdiction/reassign.resolver.js'
import { ExtensionResolver } from './extension/extension.resolver.js'
import { VerificationResolver } from './verification/verification.resolver.js'

export function buildCaseSchema(): Promise<FederatedSchema> {
  return buildFederatedSchema<CaseContext>({
    resolvers: [
      CaseResolver,
      CaseListResolver,
      SavedViewResolver,
      CaseExportResolver,
      CaseChangeResolver,
      CasesOfRegionResolver,
      CaseOfReportResolver,
      CaseSummaryResolver,
      DeadlinesOfCaseResolver,
      DeadlineResolver,
      DeadlineRulesResolver,
      NoticeChannelResolver,
      ScreeningResolver,
      DuplicatesResolver,
      AnswersToReportResolver,
      SupervisionResolver,
      FeedbackResolver,
      ObjectionResolver,
      ObjectionsOfReportResolver,
      FollowUpResolver,
      ClosingResolver,
      RectificationResolver,
      AssignmentResolver,
      VerificationResolver,
      ExtensionResolver,
      ReassignResolver,
      RewardStepsResolver,
      RewardRuleResolver,
      RewardOfCaseResolver,
      RewardTextsResolver,
      OwnRewardResolver,
      AnswersInCaseResolver,
    ],
    references: {
      Case: ({ id }, { loaders }) => loaders.cases.load(String(id)),
      CaseSummary: ({ id }, { summaries }) => summaries.load(String(id)),
      Region: ({ code }) => ({ code }),
      Report: ({ id, isOwn }) => ({ id, isOwn }),
    },
  })
}
