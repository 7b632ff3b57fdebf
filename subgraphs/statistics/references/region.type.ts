import { Directive, Field, ID, ObjectType } from 'type-graphql'

@Directive('@key(fields: "code", resolvable: false)')
@ObjectType()
export class Region {
  @Field(() => ID)
  code!: string
}
