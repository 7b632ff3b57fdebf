import { Directive, Field, ID, ObjectType } from 'type-graphql'

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType()
export class RegistryEntry {
  @Field(() => ID)
  id!: string
}
