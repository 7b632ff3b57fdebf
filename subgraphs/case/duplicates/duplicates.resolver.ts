import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import { isStaffWho } from '../../../platform/viewer/viewer.js'
import type { CaseContext } from '../context.js'
import { Case } from '../loop/case.type.js'
import { CaseIdArg, ExpectedVersionArg } from '../loop/step-arguments.js'
import { DuplicateCandidate } from './duplicate-candidate.type.js'
import { CaseMerge } from './case-merge.type.js'
import { mergeCases } from './merge.service.js'
import { unmergeCase } from './unmerge.service.js'

@Resolver(() => Case)
export class DuplicatesResolver {
  @Mutation(() => Case, {
    description:
      '将同一事项的案件并入在先的案件，一并办理和答复。Merges a case into an earlier one about the same matter.',
  })
  mergeCases(
    @CaseIdArg() caseId: string,
    @Arg('intoCaseId', () => ID, {
      description: '并入的案件，受理或立案在先。The case it goes into, the earlier one.',
    })
    intoCaseId: string,
    @Arg('reason', () => String, { description: '理由，2 到 2000 字。The reason.' }) reason: string,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return mergeCases(context, { caseId, intoCaseId, reason, expectedVersion })
  }

  @Mutation(() => Case, {
    description:
      '撤销并案：案件、举报和剩余期限恢复如前。Undoes a merge: the case, its reports and the time left are as before.',
  })
  unmergeCase(
    @CaseIdArg() caseId: string,
    @Arg('reason', () => String, { description: '理由，2 到 2000 字。The reason.' }) reason: string,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return unmergeCase(context, { caseId, reason, expectedVersion })
  }

  @FieldResolver(() => [DuplicateCandidate], {
    nullable: true,
    description:
      '可能为同一事项的案件，可能性大者在前，仅甄别人员可见；暂时无法比对时为空。Cases that may be about the same, likeliest first, for who screens; null while they cannot be compared.',
  })
  duplicateCandidates(
    @Root() { id }: Case,
    @Ctx() { duplicateCandidates }: CaseContext,
  ): Promise<DuplicateCandidate[]> {
    return duplicateCandidates.load(id)
  }

  @FieldResolver(() => [CaseMerge], {
    description: '并案情况，从先到后。Merges this case took part in, first to last.',
  })
  merges(
    @Root() { id }: Case,
    @Ctx() { viewer, caseMerges }: CaseContext,
  ): Promise<CaseMerge[]> | CaseMerge[] {
    return isStaffWho(viewer, 'READ_CASES') ? caseMerges.load(id) : []
  }
}
