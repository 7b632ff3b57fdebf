import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql'
import { isStaffWho } from '../../../platform/viewer/viewer.js'
import type { CaseContext } from '../context.js'
import { Case } from '../loop/case.type.js'
import { mayReadAnswers } from '../references/report-readers.js'
import { Report } from '../references/report.type.js'
import { Referral, Refusal } from './refusal.type.js'
import { SupplementRequest } from './supplement-request.type.js'

/** What screening said to a reporter. */
@Resolver(() => Report)
export class AnswersToReportResolver {
  @Directive('@requires(fields: "isOwn")')
  @FieldResolver(() => SupplementRequest, {
    nullable: true,
    description:
      '最近一次补充要求，本人和辖区内工作人员可见。What was asked of the reporter last, for the reporter and staff within reach.',
  })
  async supplementRequest(
    @Root() report: Report,
    @Ctx() { viewer, loaders, screening }: CaseContext,
  ): Promise<SupplementRequest | null> {
    const may = await mayReadAnswers(viewer, report, loaders)
    return may ? screening.ofReport.supplementRequests.load(report.id) : null
  }

  @Directive('@requires(fields: "isOwn")')
  @FieldResolver(() => Refusal, {
    nullable: true,
    description:
      '不予受理决定，本人和辖区内工作人员可见。The refusal, for the reporter and staff within reach.',
  })
  async refusal(
    @Root() report: Report,
    @Ctx() { viewer, loaders, screening }: CaseContext,
  ): Promise<Refusal | null> {
    const may = await mayReadAnswers(viewer, report, loaders)
    return may ? screening.ofReport.refusals.load(report.id) : null
  }

  @Directive('@requires(fields: "isOwn")')
  @FieldResolver(() => Referral, {
    nullable: true,
    description:
      '转告其他部门的决定，本人和辖区内工作人员可见。The referral, for the reporter and staff within reach.',
  })
  async referral(
    @Root() report: Report,
    @Ctx() { viewer, loaders, screening }: CaseContext,
  ): Promise<Referral | null> {
    const may = await mayReadAnswers(viewer, report, loaders)
    return may ? screening.ofReport.referrals.load(report.id) : null
  }
}

/** The same for case workers, who need not be allowed to read the report itself. */
@Resolver(() => Case)
export class AnswersInCaseResolver {
  @FieldResolver(() => SupplementRequest, {
    nullable: true,
    description: '最近一次补充要求。What was asked of the reporter last.',
  })
  supplementRequest(
    @Root() { id }: Case,
    @Ctx() { viewer, screening }: CaseContext,
  ): Promise<SupplementRequest | null> | null {
    return isStaffWho(viewer, 'READ_CASES') ? screening.ofCase.supplementRequests.load(id) : null
  }

  @FieldResolver(() => Refusal, { nullable: true, description: '不予受理决定。The refusal.' })
  refusal(@Root() { id }: Case, @Ctx() { viewer, screening }: CaseContext): Promise<Refusal | null> | null {
    return isStaffWho(viewer, 'READ_CASES') ? screening.ofCase.refusals.load(id) : null
  }

  @FieldResolver(() => Referral, { nullable: true, description: '转告其他部门的决定。The referral.' })
  referral(@Root() { id }: Case, @Ctx() { viewer, screening }: CaseContext): Promise<Referral | null> | null {
    return isStaffWho(viewer, 'READ_CASES') ? screening.ofCase.referrals.load(id) : null
  }
}
