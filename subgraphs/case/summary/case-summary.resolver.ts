import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql'
import type { CaseContext } from '../context.js'
import { prepareCaseSummary } from './case-summary.service.js'
import { CaseSummary } from './case-summary.type.js'

@Resolver()
export class CaseSummaryResolver {
  @Mutation(() => CaseSummary, {
    description:
      '为宣传人员准备去除可识别信息的案件摘要。Prepares the de-identified facts of a case for publicity staff.',
  })
  prepareCaseSummary(
    @Arg('caseId', () => ID, { description: '案件编号。Id of the case.' }) caseId: string,
    @Ctx() { em, viewer }: CaseContext,
  ): Promise<CaseSummary> {
    return prepareCaseSummary(em, viewer, caseId)
  }
}
