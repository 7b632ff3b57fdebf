import { Field, ID, ObjectType } from 'type-graphql'

@ObjectType({ description: '责令整改。What a unit has to put right.' })
export class Rectification {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => String, {
    nullable: true,
    description: '整改内容；已依规销毁的为空。What is ordered; null where it was erased.',
  })
  order!: string | null

  @Field(() => String, { description: '期限的最后一日。Its last day, in China.' })
  dueOn!: string

  @Field(() => Date, { description: '责令时间。When it was ordered.' })
  orderedAt!: Date

  @Field(() => String, { nullable: true, description: '复查情况。What was found on looking again.' })
  finding!: string | null

  @Field(() => Date, {
    nullable: true,
    description: '确认时间，空为尚未整改。When it was confirmed; null until then.',
  })
  confirmedAt!: Date | null
}
