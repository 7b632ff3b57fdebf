import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import type { CaseContext } from '../context.js'
import { Case } from '../loop/case.type.js'
import { CaseIdArg } from '../loop/step-arguments.js'
import { prepareCaseSummary } from './case-summary.service.js'
import { CaseSummary } from './case-summary.type.js'
import { withdrawCaseSummary } from './end-nomination.service.js'
import { NominationInput } from './nomination.input.js'
import { CaseNomination } from './nomination.type.js'

@Resolver(() => Case)
export class CaseSummaryResolver {
  @Mutation(() => CaseSummary, {
    description:
      '把已归档且核查属实的案件推荐为典型案例，为宣传人员准备去除可识别信息的摘要；还缺什么时答复 CONFLICT，missing 为 CLOSED、VERIFIED 或 CONSENT。Nominates a closed case that was found true to be told, and prepares its de-identified facts for publicity staff; a CONFLICT names in `missing` what is missing.',
  })
  prepareCaseSummary(
    @CaseIdArg() caseId: string,
    @Arg('input', () => NominationInput, { description: '推荐。The nomination.' }) input: NominationInput,
    @Ctx() context: CaseContext,
  ): Promise<CaseSummary> {
    return prepareCaseSummary(context, caseId, input)
  }

  @Mutation(() => CaseSummary, {
    description:
      '撤回推荐；据此发布的典型案例随即撤下。Takes a nomination back; what was published from it is taken down.',
  })
  withdrawCaseSummary(
    @CaseIdArg() caseId: string,
    @Arg('reason', () => String, { description: '理由，2 到 2000 字，仅供内部。Why; stays inside.' })
    reason: string,
    @Ctx() context: CaseContext,
  ): Promise<CaseSummary> {
    return withdrawCaseSummary(context, caseId, reason)
  }

  @FieldResolver(() => [CaseNomination], {
    description:
      '推荐为典型案例的记录，新的在前；仅办案人员可见。Nominations as a typical case, newest first; for staff who read cases.',
  })
  nominations(@Root() { id }: Case, @Ctx() { nominations }: CaseContext): Promise<CaseNomination[]> {
    return nominations.load(id)
  }
}
