import { Field, ID, ObjectType } from 'type-graphql'

@ObjectType({
  description:
    '身份比对结果，不含身份本身。What a custodian found who compared two identities; never who it is.',
})
export class IdentityComparison {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => ID, { description: '举报编号。Id of the report.' })
  reportId!: string

  @Field(() => ID, { description: '此前的举报编号。Id of the earlier report.' })
  earlierReportId!: string

  @Field(() => Boolean, { description: '是否同一人。Whether it is the same person.' })
  same!: boolean

  @Field(() => Date, { description: '比对时间。When they were compared.' })
  comparedAt!: Date
}
