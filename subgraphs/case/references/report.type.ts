import { Directive, Field, ID, ObjectType } from 'type-graphql'

@Directive('@key(fields: "id")')
@ObjectType()
export class Report {
  @Field(() => ID)
  id!: string
}
