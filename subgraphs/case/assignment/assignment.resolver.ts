import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import { AssignmentMode } from '../../shared/dictionary/loop.js'
import type { CaseContext } from '../context.js'
import { Case } from '../loop/case.type.js'
import { CaseIdArg, ExpectedVersionArg } from '../loop/step-arguments.js'
import { addCoHandler, assignCase, transferCase } from './assignment.service.js'
import { CaseAssignment, ConflictDeclaration } from './assignment.type.js'
import { CaseOfficerInput } from './case-officer.type.js'
import { declareConflict } from './conflict.service.js'

@Resolver(() => Case)
export class AssignmentResolver {
  @Mutation(() => Case, {
    description:
      '分办：自办、分给处室或交办下级；核查中可调整人员。Gives a case to who verifies it; while it is verified, names other officers.',
  })
  assignCase(
    @CaseIdArg() caseId: string,
    @Arg('mode', () => AssignmentMode, { description: '自办、分办或交办。OWN, OFFICE or SUBORDINATE.' })
    mode: AssignmentMode,
    @Arg('authorityId', () => ID, {
      nullable: true,
      description: '交办的下级机关编号。Id of the authority below; of SUBORDINATE only.',
    })
    authorityId: string | null,
    @Arg('office', () => String, {
      nullable: true,
      description: '承办处室，2 到 100 字。The office; of OFFICE only.',
    })
    office: string | null,
    @Arg('officers', () => [CaseOfficerInput], {
      defaultValue: [],
      description:
        '指定的人员：分办至少两名，自办至少一名。Who is named: two for an office, one for oneself.',
    })
    officers: CaseOfficerInput[],
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return assignCase(context, { caseId, mode, authorityId, office, officers, expectedVersion })
  }

  @Mutation(() => Case, { description: '转办给系统内其他机关。Hands a case to another authority.' })
  transferCase(
    @CaseIdArg() caseId: string,
    @Arg('authorityId', () => ID, { description: '接收机关编号。Id of the authority.' }) authorityId: string,
    @Arg('reason', () => String, { description: '理由，5 到 2000 字。Why, 5 to 2000 characters.' })
    reason: string,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return transferCase(context, { caseId, authorityId, reason, expectedVersion })
  }

  @Mutation(() => Case, { description: '增加协办机关或处室。Lets another authority or office help.' })
  addCoHandler(
    @CaseIdArg() caseId: string,
    @Arg('authorityId', () => ID, { description: '协办机关编号。Id of the authority.' }) authorityId: string,
    @Arg('office', () => String, {
      nullable: true,
      description: '协办处室，2 到 100 字；空为整个机关。The office; null for the whole authority.',
    })
    office: string | null,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return addCoHandler(context, { caseId, authorityId, office, expectedVersion })
  }

  @Mutation(() => ConflictDeclaration, {
    description:
      '申报回避；此后该人员看不到本案。Declares a tie to the reported unit: the case is hidden from that officer.',
  })
  declareConflict(
    @CaseIdArg() caseId: string,
    @Arg('officer', () => ID, {
      nullable: true,
      description:
        '回避人账号；空为本人，他人的由负责人申报。Account; null for one’s own, another’s by a leader.',
    })
    officer: string | null,
    @Arg('tie', () => String, { description: '与被举报单位的关系，2 到 2000 字。The tie to the unit.' })
    tie: string,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<ConflictDeclaration> {
    return declareConflict(context, { caseId, officer, tie, expectedVersion })
  }

  @FieldResolver(() => CaseAssignment, {
    nullable: true,
    description: '承办情况，仅办案人员可见。Who handles it; for case workers.',
  })
  assignment(@Root() { id }: Case, @Ctx() { assignments }: CaseContext): Promise<CaseAssignment | null> {
    return assignments.load(id)
  }
}
