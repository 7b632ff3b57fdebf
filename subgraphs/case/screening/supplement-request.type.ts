import { Field, ID, ObjectType } from 'type-graphql'

@ObjectType({ description: '补充要求。What the authority asks the reporter for before it decides.' })
export class SupplementRequest {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => String, {
    nullable: true,
    description: '需要补充的内容；已依规销毁的为空。What is missing; null where it was erased.',
  })
  text!: string | null

  @Field(() => Date, { description: '提出时间。When it was asked.' })
  requestedAt!: Date

  @Field(() => Date, { nullable: true, description: '收到补充的时间。When the reporter answered.' })
  answeredAt!: Date | null
}
