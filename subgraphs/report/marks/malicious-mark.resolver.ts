import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { ReportContext } from '../context.js'
import { ownReportArgument, Report } from '../intake/report.type.js'
import {
  answerMaliciousMark,
  decideMaliciousMark,
  liftMaliciousMark,
  maliciousMarks,
  proposeMaliciousMark,
} from './malicious-mark.service.js'
import { MaliciousMark, MarkGround, MarkOfReporter, MarkState } from './malicious-mark.type.js'

@Resolver(() => Report)
export class MaliciousMarkResolver {
  @Mutation(() => MaliciousMark, {
    description:
      '经办人提出恶意举报标记，随即告知举报人。An officer holds a report to be malicious; its reporter is told.',
  })
  proposeMaliciousMark(
    @Arg('reportId', () => ID, { description: '举报编号。Id of the report.' }) reportId: string,
    @Arg('ground', () => MarkGround, { description: '情形。In what way.' }) ground: MarkGround,
    @Arg('reason', () => String, {
      description: '理由，5 到 2000 字，举报人可见。The reason; the reporter sees it.',
    })
    reason: string,
    @Arg('evidence', () => String, {
      description: '依据，5 到 2000 字，仅工作人员可见。The proof; for staff only.',
    })
    evidence: string,
    @Ctx() context: ReportContext,
  ): Promise<MaliciousMark> {
    return proposeMaliciousMark(context, { reportId, ground, reason, evidence })
  }

  @Mutation(() => MaliciousMark, {
    description: '举报人在期限内对标记作出说明，一次。The reporter answers, once, within the days given.',
  })
  answerMaliciousMark(
    @Arg('text', () => String, { description: '5 到 2000 字。5 to 2000 characters.' }) text: string,
    @Arg('reportId', () => ID, ownReportArgument) reportId: string | null,
    @Ctx() context: ReportContext,
  ): Promise<MaliciousMark> {
    return answerMaliciousMark(context, { text, reportId })
  }

  @Mutation(() => MaliciousMark, {
    description: '负责人决定是否标记，不能由提出人决定。A leader decides; never the one who proposed.',
  })
  decideMaliciousMark(
    @Arg('id', () => ID, { description: '标记编号。Id of the mark.' }) id: string,
    @Arg('marked', () => Boolean, { description: '是否标记。Whether it is marked.' }) marked: boolean,
    @Arg('reason', () => String, { description: '理由，5 到 2000 字。Why, 5 to 2000 characters.' })
    reason: string,
    @Ctx() context: ReportContext,
  ): Promise<MaliciousMark> {
    return decideMaliciousMark(context, { id, marked, reason })
  }

  @Mutation(() => MaliciousMark, { description: '负责人撤销标记。A leader lifts a mark.' })
  liftMaliciousMark(
    @Arg('id', () => ID, { description: '标记编号。Id of the mark.' }) id: string,
    @Arg('reason', () => String, { description: '理由，5 到 2000 字。Why, 5 to 2000 characters.' })
    reason: string,
    @Ctx() context: ReportContext,
  ): Promise<MaliciousMark> {
    return liftMaliciousMark(context, { id, reason })
  }

  @Query(() => [MaliciousMark], {
    description:
      '负责人辖区内某一状态的标记，最早的在前，最多 100 件。Marks in a state within a leader’s reach, at most 100.',
  })
  maliciousMarks(
    @Arg('state', () => MarkState, { defaultValue: MarkState.PROPOSED, description: '状态。The state.' })
    state: MarkState,
    @Ctx() context: ReportContext,
  ): Promise<MaliciousMark[]> {
    return maliciousMarks(context, state)
  }

  @FieldResolver(() => [MaliciousMark], {
    name: 'maliciousMarks',
    description: '本举报的恶意举报标记，由先到后。The marks of this report, first to last.',
  })
  marksOf(@Root() { id }: Report, @Ctx() { marks }: ReportContext): Promise<MaliciousMark[]> {
    return marks.load(id)
  }

  @FieldResolver(() => [MarkOfReporter], {
    description:
      '同一登录账号或同一查询码现有的标记，仅工作人员可见，仅供参考。Marks in force of the same account or receipt; for staff, to be weighed, never to block.',
  })
  marksOfReporter(
    @Root() { id }: Report,
    @Ctx() { marksOfReporter }: ReportContext,
  ): Promise<MarkOfReporter[]> {
    return marksOfReporter.load(id)
  }
}
