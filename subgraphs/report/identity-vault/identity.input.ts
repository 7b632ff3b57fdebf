import { Field, InputType } from 'type-graphql'

@InputType({
  description:
    '举报人身份，仅实名举报填写；不能在前端封存时使用，到达服务器即封存。The reporter’s identity, where the front end cannot seal it; sealed on arrival.',
})
export class IdentityInput {
  @Field(() => String, { description: '姓名。Name.' })
  name!: string

  @Field(() => String, { description: '联系电话。Telephone.' })
  phone!: string

  @Field(() => String, { nullable: true, description: '电子邮箱。E-mail.' })
  email?: string | null

  @Field(() => String, { nullable: true, description: '通信地址。Postal address.' })
  address?: string | null
}

@InputType({
  description:
    '联名举报人，封套与身份二者填一。Who signs together with the reporter: an envelope or an identity.',
})
export class JointReporterInput {
  @Field(() => IdentityInput, { nullable: true, description: '身份。The identity.' })
  identity?: IdentityInput | null

  @Field(() => String, {
    nullable: true,
    description: '前端封好的封套，base64。An envelope sealed by the front end, base64.',
  })
  identityEnvelope?: string | null
}
