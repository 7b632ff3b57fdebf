import { Field, ID, Int, ObjectType } from 'type-graphql'

@ObjectType({
  description: '封套所属的位置，封存时须写入。Where an envelope belongs; sealing binds it to this.',
})
export class IdentityRow {
  @Field(() => String, { description: '表。Table.' })
  table!: string

  @Field(() => String, { description: '行。Row.' })
  row!: string

  @Field(() => String, { description: '字段。Field.' })
  field!: string
}

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

  @Field(() => IdentityRow, {
    description:
      '举报人身份封套的位置；第 n 位联名举报人，将 field 末尾的 0 换成 n。Where the reporter’s envelope belongs; for the n-th joint reporter the field ends in n instead of 0.',
  })
  identityRow!: IdentityRow

  @Field(() => Date, { description: '在此之前提交有效。Until when it can be submitted.' })
  expiresAt!: Date
}

@ObjectType({ description: '已保存的草稿。A draft that was saved.' })
export class SavedDraft {
  @Field(() => ID, { description: '草稿编号。Its id.' })
  id!: string

  @Field(() => Int, {
    description:
      '已保存到第几版，下次保存时填写；从未保存为 0。Which saving this is, for the next one; 0 before the first.',
  })
  version!: number

  @Field(() => Date, { nullable: true, description: '保存时间。When it was saved.' })
  savedAt!: Date | null

  @Field(() => Date, { description: '在此之前提交有效。Until when it can be submitted.' })
  expiresAt!: Date
}

@ObjectType({ description: '继续填写的草稿。A draft to go on with.' })
export class ContinuedDraft extends SavedDraft {
  @Field(() => String, {
    nullable: true,
    description:
      '已填内容（JSON 文本）；从未保存则为空。What was filled in, as JSON; null where nothing was saved.',
  })
  content!: string | null
}
