import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { CaseContext } from '../context.js'
import { Case } from '../loop/case.type.js'
import { CaseIdArg, ExpectedVersionArg } from '../loop/step-arguments.js'
import { concludeVerification } from './conclusion.service.js'
import { addHazardCriterion, hazardCriteria, setHazardLevel } from './hazard.service.js'
import { HazardCriterion, HazardCriterionInput } from './hazard.type.js'
import { recordPenalty } from './penalty.service.js'
import { Penalty, PenaltyInput } from './penalty.type.js'
import { ConclusionInput, SiteVisitInput } from './verification.input.js'
import {
  finishVerificationTask,
  openVerificationTask,
  recordSiteVisit,
  startVerification,
} from './verification.service.js'
import { CaseVerification } from './verification.type.js'

@Resolver(() => Case)
export class VerificationResolver {
  @Mutation(() => Case, {
    description: '开始核查，执法人员至少两名。Begins the verification, by two officers at least.',
  })
  startVerification(
    @CaseIdArg() caseId: string,
    @Arg('officers', () => [ID], { description: '核查人员账号。Accounts of the officers.' })
    officers: string[],
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return startVerification(context, { caseId, officers, expectedVersion })
  }

  @Mutation(() => Case, { description: '下达核查任务。Says what is to be found out, and by whom.' })
  openVerificationTask(
    @CaseIdArg() caseId: string,
    @Arg('content', () => String, { description: '任务内容，5 到 2000 字。What is to be found out.' })
    content: string,
    @Arg('officers', () => [ID], { description: '人员账号。Accounts of who does it.' }) officers: string[],
    @Arg('dueOn', () => String, { nullable: true, description: '期限，如 2026-07-01。Last day.' })
    dueOn: string | null,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return openVerificationTask(context, { caseId, content, officers, dueOn, expectedVersion })
  }

  @Mutation(() => Case, { description: '完成核查任务。A task is done.' })
  finishVerificationTask(
    @CaseIdArg() caseId: string,
    @Arg('taskId', () => ID, { description: '任务编号。Id of the task.' }) taskId: string,
    @Arg('findings', () => String, { description: '完成情况，5 到 8000 字。What was found.' })
    findings: string,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return finishVerificationTask(context, { caseId, taskId, findings, expectedVersion })
  }

  @Mutation(() => Case, { description: '记录现场检查。Records a visit on site.' })
  recordSiteVisit(
    @CaseIdArg() caseId: string,
    @Arg('visit', () => SiteVisitInput, { description: '现场检查。The visit.' }) visit: SiteVisitInput,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return recordSiteVisit(context, { caseId, visit, expectedVersion })
  }

  @Mutation(() => Case, { description: '记录处理处罚。Records what was imposed.' })
  recordPenalty(
    @CaseIdArg() caseId: string,
    @Arg('penalty', () => PenaltyInput, { description: '处理处罚。The measure.' }) penalty: PenaltyInput,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return recordPenalty(context, { caseId, penalty, expectedVersion })
  }

  @Mutation(() => Case, {
    description: '按行业判定标准判定隐患等级。Sets what a hazard is, by the criteria of its sector.',
  })
  setHazardLevel(
    @CaseIdArg() caseId: string,
    @Arg('criterionId', () => ID, { description: '条款编号。Id of the criterion.' }) criterionId: string,
    @Arg('reason', () => String, { description: '理由，5 到 2000 字。Why.' }) reason: string,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return setHazardLevel(context, { caseId, criterionId, reason, expectedVersion })
  }

  @Mutation(() => Case, {
    description: '作出核查结论；任务须全部完成。Says what verification came to; every task is done before.',
  })
  concludeVerification(
    @CaseIdArg() caseId: string,
    @Arg('input', () => ConclusionInput, { description: '结论。The conclusion.' }) input: ConclusionInput,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return concludeVerification(context, { caseId, input, expectedVersion })
  }

  @Query(() => [HazardCriterion], {
    description: '现行的隐患判定条款。Criteria of hazards in force today.',
  })
  hazardCriteria(
    @Arg('industryCode', () => ID, {
      nullable: true,
      description: '限于此行业和通用条款。Only those of this sector and of all.',
    })
    industryCode: string | null,
    @Ctx() context: CaseContext,
  ): Promise<HazardCriterion[]> {
    return hazardCriteria(context, industryCode)
  }

  @Mutation(() => HazardCriterion, {
    description:
      '新增或修订判定条款，限国家级机关。Adds a criterion, or a version of one; at the national level.',
  })
  addHazardCriterion(
    @Arg('input', () => HazardCriterionInput, { description: '条款。The criterion.' })
    input: HazardCriterionInput,
    @Ctx() context: CaseContext,
  ): Promise<HazardCriterion> {
    return addHazardCriterion(context, input)
  }

  @FieldResolver(() => CaseVerification, {
    nullable: true,
    description: '核查情况，仅办案人员可见。What verification did; for case workers.',
  })
  verification(@Root() { id }: Case, @Ctx() { findings }: CaseContext): Promise<CaseVerification | null> {
    return findings.verifications.load(id)
  }

  @FieldResolver(() => [Penalty], {
    description: '处理处罚，仅办案人员可见。What was imposed; for case workers.',
  })
  penalties(@Root() { id }: Case, @Ctx() { findings }: CaseContext): Promise<Penalty[]> {
    return findings.penalties.load(id)
  }
}
