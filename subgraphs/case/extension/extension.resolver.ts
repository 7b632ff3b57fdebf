import { Arg, Ctx, FieldResolver, Int, Mutation, Resolver, Root } from 'type-graphql'
import type { CaseContext } from '../context.js'
import { Case } from '../loop/case.type.js'
import { CaseIdArg, ExpectedVersionArg } from '../loop/step-arguments.js'
import { decideExtension, requestExtension } from './extension.service.js'
import { Extension } from './extension.type.js'

@Resolver(() => Case)
export class ExtensionResolver {
  @Mutation(() => Case, { description: '申请核查延期。Asks for more time to verify.' })
  requestExtension(
    @CaseIdArg() caseId: string,
    @Arg('days', () => Int, { description: '天数，不超过规定上限。Days, as many as the rule gives.' })
    days: number,
    @Arg('reason', () => String, { description: '理由，2 到 2000 字。Why.' }) reason: string,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return requestExtension(context, { caseId, days, reason, expectedVersion })
  }

  @Mutation(() => Case, {
    description:
      '上一级机关审批延期；批准的告知举报人。The next level decides; if granted, the reporter is told.',
  })
  decideExtension(
    @CaseIdArg() caseId: string,
    @Arg('approved', () => Boolean, { description: '是否批准。Whether it is granted.' }) approved: boolean,
    @Arg('reason', () => String, { description: '意见，2 到 2000 字。Why.' }) reason: string,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return decideExtension(context, { caseId, approved, reason, expectedVersion })
  }

  @FieldResolver(() => [Extension], {
    description: '延期申请，从先到后，仅办案人员可见。Extensions, first to last; for case workers.',
  })
  extensions(@Root() { id }: Case, @Ctx() { extensions }: CaseContext): Promise<Extension[]> {
    return extensions.load(id)
  }
}
