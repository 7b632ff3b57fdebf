import { defineEntity, p } from '@mikro-orm/postgresql'
import type { Conclusion } from '../../shared/dictionary/loop.js'

const FeedbackSchema = defineEntity({
  name: 'StoredFeedback',
  tableName: 'feedback',
  properties: {
    /** That of its proceeding, which says where it stands. */
    id: p.uuid().primary(),
    caseId: p.uuid(),
    reportId: p.uuid(),
    conclusion: p.string().length(24).$type<Conclusion>(),
    rewardable: p.boolean(),
    sealedFindings: p.blob(),
    sealedDecision: p.blob(),
    authorityId: p.uuid(),
    subject: p.string().length(200),
    sentAt: p.datetime(),
  },
})

/** 反馈: the four parts 应急〔2023〕106号 asks for, as one reporter of the case was told. */
export class StoredFeedback extends FeedbackSchema.class {}
FeedbackSchema.setClass(StoredFeedback)

const FeedbackReadSchema = defineEntity({
  name: 'StoredFeedbackRead',
  tableName: 'feedback_read',
  properties: { id: p.uuid().primary(), readAt: p.datetime() },
})

/** That the reporter read it: what was served without one counts as served by its days. */
export class StoredFeedbackRead extends FeedbackReadSchema.class {}
FeedbackReadSchema.setClass(StoredFeedbackRead)
