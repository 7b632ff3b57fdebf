import { Directive, Field, ID, ObjectType } from 'type-graphql'

@Directive('@key(fields: "code")')
@ObjectType()
export class Region {
  @Field(() => ID)
  code!: string
}
