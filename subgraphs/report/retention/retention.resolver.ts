import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql'
import type { ReportContext } from '../context.js'
import { holdReport, releaseHold } from './hold.service.js'
import { erasuresOf, retentionPreview } from './preview.service.js'
import { RecordClass } from './record-class.js'
import { Erasure, LegalHold, RetentionDue, RetentionRule } from './retention.type.js'
import { changeRetention, requireRetentionReader, rulesInForce } from './rule.service.js'

@Resolver()
export class RetentionResolver {
  @Query(() => [RetentionRule], {
    description:
      '现行留存期限；仅限系统管理员和审计管理员。The retention periods in force, for administrators of system and audit.',
  })
  retentionRules(@Ctx() { em, viewer }: ReportContext): Promise<RetentionRule[]> {
    requireRetentionReader(viewer)
    return rulesInForce(em)
  }

  @Query(() => [RetentionDue], {
    description:
      '到期销毁的预演：按现行期限列出应销毁的数量和编号，不作任何改动。Dry run of the nightly erasure: what is due, by class; changes nothing.',
  })
  retentionPreview(
    @Arg('at', () => Date, {
      nullable: true,
      description: '以此时刻为准，默认现在。As of this moment; now if nothing is said.',
    })
    at: Date | null,
    @Arg('first', () => Int, {
      defaultValue: 100,
      description: '每类至多列出的编号数，0 到 1000。How many ids of each class, 0 to 1,000.',
    })
    first: number,
    @Ctx() { em, viewer }: ReportContext,
  ): Promise<RetentionDue[]> {
    return retentionPreview(em, viewer, { at, first })
  }

  @Query(() => [Erasure], {
    description:
      '一件举报各类记录的销毁情况；仅限系统管理员和审计管理员。What of a report was erased, for administrators of system and audit.',
  })
  erasures(
    @Arg('reportId', () => ID, { description: '举报编号。Id of the report.' }) reportId: string,
    @Ctx() { em, viewer }: ReportContext,
  ): Promise<Erasure[]> {
    return erasuresOf(em, viewer, reportId)
  }

  @Mutation(() => RetentionRule, {
    description:
      '设定一类记录的留存期限；仅限系统管理员。Sets a retention period; for system administrators.',
  })
  changeRetention(
    @Arg('recordClass', () => RecordClass, { description: '记录类别。The class.' }) recordClass: RecordClass,
    @Arg('days', () => Int, { description: '期限（日）。The period in days.' }) days: number,
    @Arg('legalBasis', () => String, { description: '法律依据。The legal basis.' }) legalBasis: string,
    @Ctx() { em, viewer }: ReportContext,
  ): Promise<RetentionRule> {
    return changeRetention(em, viewer, { recordClass, days, legalBasis })
  }

  @Mutation(() => LegalHold, {
    description:
      '保全一件举报，其间到期也不销毁；理由记入审计。Keeps a report from being erased; the reason goes into the audit.',
  })
  holdReport(
    @Arg('reportId', () => ID, { description: '举报编号。Id of the report.' }) reportId: string,
    @Arg('reason', () => String, { description: '理由，4 到 1000 字。Why, 4 to 1,000 characters.' })
    reason: string,
    @Ctx() { em, viewer }: ReportContext,
  ): Promise<LegalHold> {
    return holdReport(em, viewer, { reportId, reason })
  }

  @Mutation(() => LegalHold, { description: '解除保全。Releases a hold.' })
  releaseHold(
    @Arg('reportId', () => ID, { description: '举报编号。Id of the report.' }) reportId: string,
    @Arg('reason', () => String, { description: '理由，4 到 1000 字。Why, 4 to 1,000 characters.' })
    reason: string,
    @Ctx() { em, viewer }: ReportContext,
  ): Promise<LegalHold> {
    return releaseHold(em, viewer, { reportId, reason })
  }
}
