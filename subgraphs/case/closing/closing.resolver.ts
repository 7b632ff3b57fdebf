import { Ctx, Mutation, Resolver } from 'type-graphql'
import type { CaseContext } from '../context.js'
import { Case } from '../loop/case.type.js'
import { CaseIdArg, ExpectedVersionArg } from '../loop/step-arguments.js'
import { closeCase } from './closing.service.js'

@Resolver()
export class ClosingResolver {
  @Mutation(() => Case, {
    description:
      '归档；有未完成的步骤时答复 CONFLICT，missing 列明。Closes a case; a CONFLICT names in `missing` what is open still.',
  })
  closeCase(
    @CaseIdArg() caseId: string,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return closeCase(context, { caseId, expectedVersion })
  }
}
