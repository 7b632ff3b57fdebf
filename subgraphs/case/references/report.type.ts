import { Directive, Field, ID, ObjectType } from 'type-graphql'

@Directive('@key(fields: "id")')
@ObjectType()
export class Report {
  @Field(() => ID)
  id!: string

  /** Told by report for fields that its reporter may read; missing where report was not asked. */
  @Directive('@external')
  @Field(() => Boolean)
  isOwn?: boolean
}
