import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import type { ReportContext } from '../context.js'
import { Report } from '../intake/report.type.js'
import { SubmitReportInput } from '../intake/submission.input.js'
import { OperatorIntakeInput, RecordedByOperator, RecordReportResult } from './operator-intake.type.js'
import type { RecordingOutcome } from './record-report.service.js'

@Resolver(() => Report)
export class OperatorIntakeResolver {
  @Mutation(() => RecordReportResult, {
    description:
      '工作人员为来电、来信、来访、传真、邮件和转办代录举报；地区不限于本辖区，按地区确定受理机关。An operator records a report for somebody who called, wrote or came; the place may lie anywhere.',
  })
  recordReport(
    @Arg('input', () => SubmitReportInput, {
      description: '举报内容，与网上举报同一表单。The report, by the same form as online.',
    })
    input: SubmitReportInput,
    @Arg('intake', () => OperatorIntakeInput, { description: '代录情况。How it came.' })
    intake: OperatorIntakeInput,
    @Ctx() { recordReport, em, viewer, language }: ReportContext,
  ): Promise<RecordingOutcome> {
    return recordReport(em, viewer, { input, intake }, language)
  }

  @FieldResolver(() => RecordedByOperator, {
    nullable: true,
    description: '代录信息；举报人自己提交的为空。Null where the reporter sent it.',
  })
  operatorIntake(
    @Root() { id }: Report,
    @Ctx() { operatorIntake }: ReportContext,
  ): Promise<RecordedByOperator | null> {
    return operatorIntake.load(id)
  }
}
