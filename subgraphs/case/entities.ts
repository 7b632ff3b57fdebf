import { OutboxEntry } from '../shared/events/outbox.entity.js'
import { Watermark } from '../shared/events/watermark.entity.js'
import { AuthorityReach } from '../shared/reach/authority-reach.entity.js'
import { StoredCalendarYear } from './deadlines/calendar-year.entity.js'
import { StoredDeadlineRule } from './deadlines/deadline-rule.entity.js'
import { StoredDeadline } from './deadlines/deadline.entity.js'
import { StoredAssignment } from './assignment/assignment.entity.js'
import { StoredCaseOfficer } from './assignment/case-officer.entity.js'
import { StoredCoHandler } from './assignment/co-handler.entity.js'
import { StoredConflict } from './assignment/conflict.entity.js'
import { StoredCaseExport } from './export/case-export.entity.js'
import { StoredView } from './desk/saved-view.entity.js'
import { StoredFeedback, StoredFeedbackRead } from './feedback/feedback.entity.js'
import { StoredCaseToReassign, StoredMapChange } from './jurisdiction/map-change.entity.js'
import { StoredExtension } from './extension/extension.entity.js'
import { CaseReport } from './loop/case-report.entity.js'
import { StoredCaseStep } from './loop/case-step.entity.js'
import { StoredCase } from './loop/case.entity.js'
import { StoredProceeding } from './loop/proceeding.entity.js'
import { StoredCaseMerge } from './duplicates/case-merge.entity.js'
import { StoredIdentityComparison } from './screening/identity-comparison.entity.js'
import { PassingOnConsent } from './screening/passing-on-consent.entity.js'
import { PublishedNotice } from './screening/published-notice.entity.js'
import { StoredReferral } from './screening/referral.entity.js'
import { StoredRefusal } from './screening/refusal.entity.js'
import { StoredFollowUp } from './follow-up/follow-up.entity.js'
import { StoredRectification } from './rectification/rectification.entity.js'
import { StoredObjection } from './objection/objection.entity.js'
import { StoredSupplementRequest } from './screening/supplement-request.entity.js'
import { StoredAssessment } from './reward/reward-assessment.entity.js'
import { StoredRewardRule } from './reward/reward-rule.entity.js'
import { StoredReward, StoredRewardIdentity } from './reward/reward.entity.js'
import { StoredCaseKey } from './texts/case-key.entity.js'
import { StoredNoticeChannel } from './notices/notice-channel.entity.js'
import { StoredCaseSummary } from './summary/case-summary.entity.js'
import { PublicationConsent, StoredNomination } from './summary/nomination.entity.js'
import {
  StoredSupervisionItem,
  StoredSupervisionOrder,
  StoredSupervisionReply,
  StoredSupervisionUrge,
} from './supervision/supervision.entity.js'
import { StoredConclusion } from './verification/conclusion.entity.js'
import { StoredHazardCriterion, StoredHazardFinding } from './verification/hazard.entity.js'
import { StoredPenalty } from './verification/penalty.entity.js'
import { StoredSiteVisit } from './verification/site-visit.entity.js'
import { StoredVerificationTask } from './verification/verification-task.entity.js'

/** What case stores, and nobody else reads. */
export const caseEntities = [
  StoredCase,
  CaseReport,
  StoredProceeding,
  StoredCaseStep,
  StoredCaseKey,
  StoredAssignment,
  StoredCaseOfficer,
  StoredCoHandler,
  StoredConflict,
  StoredVerificationTask,
  StoredSiteVisit,
  StoredPenalty,
  StoredHazardCriterion,
  StoredHazardFinding,
  StoredConclusion,
  StoredExtension,
  StoredMapChange,
  StoredCaseToReassign,
  StoredCalendarYear,
  StoredDeadlineRule,
  StoredDeadline,
  StoredNoticeChannel,
  StoredRewardRule,
  StoredAssessment,
  StoredReward,
  StoredRewardIdentity,
  StoredCaseSummary,
  StoredNomination,
  PublicationConsent,
  StoredView,
  StoredCaseExport,
  StoredSupplementRequest,
  StoredSupervisionOrder,
  StoredSupervisionItem,
  StoredSupervisionUrge,
  StoredSupervisionReply,
  StoredRefusal,
  StoredCaseMerge,
  StoredReferral,
  StoredIdentityComparison,
  PublishedNotice,
  PassingOnConsent,
  StoredFeedback,
  StoredFeedbackRead,
  StoredObjection,
  StoredFollowUp,
  StoredRectification,
  OutboxEntry,
  Watermark,
  AuthorityReach,
]
