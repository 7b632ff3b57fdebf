import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { ReportReferred, SubmissionRefused } from '../intake/submission.result.js'

/** What shows that the reporter agreed, where the reporter did not read it on a screen of ours: requirement C03. */
export enum ConsentManner {
  READ_OUT = 'READ_OUT',
  ENCLOSED = 'ENCLOSED',
  NOT_GIVEN = 'NOT_GIVEN',
}

registerEnumType(ConsentManner, {
  name: 'ConsentManner',
  description: '代录举报的同意方式。What shows that the reporter agreed to notice and privacy explanation.',
  valuesConfig: {
    READ_OUT: {
      description: '已向举报人宣读并取得口头同意。Read out to the reporter, who agreed by word of mouth.',
    },
    ENCLOSED: {
      description: '来件附有本人签署的同意书。A signed consent came with the letter, e-mail or fax.',
    },
    NOT_GIVEN: {
      description:
        '来件未附同意书，依法定职责受理（个人信息保护法第十三条）；来电、来访不适用。Nothing was enclosed; taken in by statutory duty. Not for calls and visits.',
    },
  },
})

@InputType({ description: '代录情况。How the matter reached the operator.' })
export class OperatorIntakeInput {
  @Field(() => ID, {
    description:
      '录入端生成的编号（UUID v4），即举报编号，身份信封据此封存；重复提交时不变，只录入一次。A UUID made by the client: it becomes the id of the report, to which an identity envelope is bound; the same when it is sent again, and then recorded once.',
  })
  entryId!: string

  @Field(() => Date, {
    description: '来电、来信或来访的时间，不晚于现在。When the call, letter or visitor came.',
  })
  receivedAt!: Date

  @Field(() => ConsentManner, { description: '同意方式。What shows the consent.' })
  consentManner!: ConsentManner

  @Field(() => String, {
    nullable: true,
    description:
      '来件在其他系统的编号（如 12345 工单号），加密保存，最多 100 字。Its number elsewhere, kept sealed; up to 100 characters.',
  })
  reference?: string | null
}

@ObjectType({
  description:
    '已代录。查询码交给举报人：须先更换才能查询，7 天内有效；持码的工作人员无法用它查看举报。Recorded. The receipt is for the reporter: it opens nothing, it can only be changed for one that does, within 7 days.',
})
export class ReportRecorded {
  @Field(() => ID, { description: '举报编号，补传原件时填写。Id of the report, to attach its originals.' })
  reportId!: string

  @Field(() => String, {
    nullable: true,
    description:
      '16 位查询码，只显示这一次；重复提交时给出新的一个，原来的作废；举报人已更换时为空。Shown only now; a new one when sent again, which ends the one before; null once the reporter has changed it.',
  })
  receipt!: string | null

  @Field(() => Date, { nullable: true, description: '须在此之前更换。Until when it can be changed.' })
  receiptExpiresAt!: Date | null

  @Field(() => Date, {
    description: '在此之前录入人可补传来件原件。Until when the operator may attach originals.',
  })
  evidenceUntil!: Date

  @Field(() => [String], { description: '应告知举报人的提示。Things to tell the reporter.' })
  warnings!: string[]
}

export const RecordReportResult = createUnionType({
  name: 'RecordReportResult',
  description: '代录结果。What became of a report that was recorded for somebody.',
  types: () => [ReportRecorded, ReportReferred, SubmissionRefused] as const,
})

@ObjectType({ description: '代录信息。How a report came through an operator.' })
export class RecordedByOperator {
  @Field(() => Date, { description: '来电、来信或来访的时间。When the call, letter or visitor came.' })
  receivedAt!: Date

  @Field(() => Date, { description: '录入时间。When it was recorded.' })
  recordedAt!: Date

  @Field(() => ID, { description: '录入人所在机关。The authority of the operator.' })
  authorityId!: string

  @Field(() => ConsentManner, { description: '同意方式。What shows the consent.' })
  consentManner!: ConsentManner

  @Field(() => String, {
    nullable: true,
    description: '来件在其他系统的编号，举报人看不到。Its number elsewhere; not shown to the reporter.',
  })
  reference!: string | null
}
