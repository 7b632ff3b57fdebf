import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql'
import type { CaseContext } from '../context.js'
import { Case } from '../loop/case.type.js'
import { CaseIdArg, ExpectedVersionArg } from '../loop/step-arguments.js'
import { recordIdentityComparison } from './comparison.service.js'
import { IdentityComparison } from './comparison.type.js'
import { referReport } from './referral.service.js'
import { ReferralInput, RefusalInput } from './refusal.input.js'
import { refuseReport } from './refusal.service.js'
import { requestSupplement } from './supplement.service.js'

@Resolver(() => Case)
export class ScreeningResolver {
  @Mutation(() => Case, {
    description:
      '要求举报人补充情况，收到后继续甄别。Asks the reporter for more; screening goes on when it has come.',
  })
  requestSupplement(
    @CaseIdArg() caseId: string,
    @Arg('text', () => String, {
      description: '需要补充的内容，2 到 2000 字，举报人可见。What is missing; the reporter reads it.',
    })
    text: string,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return requestSupplement(context, { caseId, text, expectedVersion })
  }

  @Mutation(() => Case, {
    description:
      '不予受理，只能依据四种情形之一；举报人可见，可以提出异议。Refuses on one of four grounds; the reporter reads it and may object.',
  })
  refuseReport(
    @CaseIdArg() caseId: string,
    @Arg('input', () => RefusalInput, { description: '决定的内容。The decision.' }) input: RefusalInput,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return refuseReport(context, { caseId, input, expectedVersion })
  }

  @Mutation(() => Case, {
    description:
      '转告负有监管职责的其他部门，并告知举报人。Refers to the department outside that answers, and tells the reporter.',
  })
  referReport(
    @CaseIdArg() caseId: string,
    @Arg('input', () => ReferralInput, { description: '转告的内容。The referral.' }) input: ReferralInput,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return referReport(context, { caseId, input, expectedVersion })
  }

  @Mutation(() => IdentityComparison, {
    description:
      '身份保管员记录两件实名举报是否为同一人所为，供判断重复举报。A custodian records whether two reports are of one person, for the first ground of refusal.',
  })
  recordIdentityComparison(
    @Arg('reportId', () => ID, { description: '举报编号。Id of the report.' }) reportId: string,
    @Arg('earlierReportId', () => ID, { description: '此前的举报编号。Id of the earlier one.' })
    earlierReportId: string,
    @Arg('same', () => Boolean, { description: '是否同一人。Whether it is the same person.' }) same: boolean,
    @Arg('reason', () => String, {
      description: '比对的事由和方式，2 到 2000 字。Why and how they were compared.',
    })
    reason: string,
    @Ctx() context: CaseContext,
  ): Promise<IdentityComparison> {
    return recordIdentityComparison(context, { reportId, earlierReportId, same, reason })
  }
}
