import { Field, ID, ObjectType } from 'type-graphql'

@ObjectType({
  description:
    '已开始填写的举报。查询码在提交成功后生效。A report that was begun; its receipt comes into force by submission.',
})
export class ReportDraft {
  @Field(() => ID, { description: '草稿编号，提交时填写。Goes into the submission.' })
  id!: string

  @Field(() => String, {
    description: '16 位查询码，只显示这一次，请妥善保存。The receipt, shown only now: keep it.',
  })
  receipt!: string

  @Field(() => Date, { description: '在此之前提交有效。Until when it can be submitted.' })
  expiresAt!: Date
}
