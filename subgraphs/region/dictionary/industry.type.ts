import { Directive, Field, ID, ObjectType } from 'type-graphql'

@Directive('@key(fields: "code")')
@ObjectType({ description: '行业领域，按现行字典。An industry, by the dictionary in force.' })
export class Industry {
  @Field(() => ID, { description: '代码。Its code.' })
  code!: string

  @Field(() => String, { description: '名称，按请求语言。Its name, in the language of the request.' })
  name!: string

  @Field(() => Boolean, {
    description: '是否由本平台受理；否则转告主管部门。Handled here; otherwise another department answers.',
  })
  inScope!: boolean

  @Field(() => String, {
    nullable: true,
    description: '不由本平台受理时的主管部门。The department that answers, where it is not handled here.',
  })
  department!: string | null

  @Field(() => String, { nullable: true, description: '依据。Where it is laid down.' })
  legalBasis!: string | null
}
