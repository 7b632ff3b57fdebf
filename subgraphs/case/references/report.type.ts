import { Directive, Field, ID, ObjectType } from 'type-graphql'

@Directive('@key(fields: "id")')
@ObjectType({ description: '一件举报。A report.' })
export class Report {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string
}
