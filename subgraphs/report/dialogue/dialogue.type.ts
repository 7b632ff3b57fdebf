import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'

export enum DialogueSide {
  REPORTER = 'REPORTER',
  AUTHORITY = 'AUTHORITY',
}

registerEnumType(DialogueSide, {
  name: 'DialogueSide',
  description: '对话的一方。A side of the dialogue.',
  valuesConfig: {
    REPORTER: { description: '举报人。The reporter, who stays as anonymous as the report is.' },
    AUTHORITY: { description: '受理机关，不显示个人。The authority; no person is named.' },
  },
})

@ObjectType({ description: '举报人与受理机关之间的一条消息。A message between reporter and authority.' })
export class DialogueEntry {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => DialogueSide, { description: '由哪一方写。Who wrote it.' })
  from!: DialogueSide

  @Field(() => String, { description: '内容。The text.' })
  text!: string

  @Field(() => Date, { description: '时间。When it was written.' })
  at!: Date

  @Field(() => Boolean, {
    description: '对方写来、尚未标为已读。Written by the other side and not marked as read yet.',
  })
  unread!: boolean
}
