import { Arg, Ctx, Directive, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import type { CaseContext } from '../context.js'
import { CaseIdArg, ExpectedVersionArg } from '../loop/step-arguments.js'
import { Case } from '../loop/case.type.js'
import { mayReadAnswers } from '../references/report-readers.js'
import { Report } from '../references/report.type.js'
import { SupplementRequest } from './supplement-request.type.js'
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
}

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
    if (!(await mayReadAnswers(viewer, report, loaders))) return null
    return screening.supplementRequests.load(report.id)
  }
}
