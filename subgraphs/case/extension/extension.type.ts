import { Field, ID, Int, ObjectType } from 'type-graphql'

@ObjectType({ description: '核查延期。More time for the verification.' })
export class Extension {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => Int, { description: '申请天数。Days asked for.' })
  days!: number

  @Field(() => String, { nullable: true, description: '申请理由。Why.' })
  reason!: string | null

  @Field(() => ID, { description: '申请人账号。Account of who asked.' })
  requestedBy!: string

  @Field(() => Date, { description: '申请时间。When it was asked for.' })
  requestedAt!: Date

  @Field(() => Boolean, {
    nullable: true,
    description: '是否批准；未决定为空。Whether granted; null while open.',
  })
  approved!: boolean | null

  @Field(() => String, { nullable: true, description: '审批意见。What the next level said.' })
  answer!: string | null

  @Field(() => ID, { nullable: true, description: '审批人账号。Account of who decided.' })
  decidedBy!: string | null

  @Field(() => Date, { nullable: true, description: '审批时间。When it was decided.' })
  decidedAt!: Date | null
}
