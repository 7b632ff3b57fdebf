import { Directive, Field, ID, ObjectType } from 'type-graphql'

@Directive('@key(fields: "code", resolvable: false)')
@ObjectType({ description: '行政区划或功能区。A division or functional zone.' })
export class Region {
  @Field(() => ID, { description: '区划代码。Its code.' })
  code!: string
}
