import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql'
import type { CaseContext } from '../context.js'
import { Case } from '../loop/case.type.js'
import { CaseIdArg, ExpectedVersionArg } from '../loop/step-arguments.js'
import { casesToReassign, placeCase } from './reassign.service.js'
import { CaseToReassign } from './reassign.type.js'

@Resolver()
export class ReassignResolver {
  @Query(() => [CaseToReassign], {
    description:
      '区划或机关调整后待确定去向的案件，最早的在前，最多 100 件。Cases that a change of the map left open, at most 100.',
  })
  casesToReassign(@Ctx() context: CaseContext): Promise<CaseToReassign[]> {
    return casesToReassign(context)
  }

  @Mutation(() => Case, { description: '确定案件所属的接续区划。Says which successor a case belongs to.' })
  placeCase(
    @CaseIdArg() caseId: string,
    @Arg('regionCode', () => ID, { description: '地区代码。Code of the region.' }) regionCode: string,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return placeCase(context, { caseId, regionCode, expectedVersion })
  }
}
