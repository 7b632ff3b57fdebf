import { Directive, Field, ID, ObjectType } from 'type-graphql'

@Directive('@key(fields: "code", resolvable: false)')
@ObjectType()
export class Industry {
  @Field(() => ID)
  code!: string
}
