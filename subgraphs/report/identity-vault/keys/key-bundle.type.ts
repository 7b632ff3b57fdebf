import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'

export enum SealingSuite {
  INTL_1 = 'INTL_1',
  SM_1 = 'SM_1',
}

registerEnumType(SealingSuite, {
  name: 'SealingSuite',
  description: '封存身份所用的密码套件。Cipher suite identities are sealed with.',
  valuesConfig: {
    INTL_1: { description: '国际算法：X25519、XChaCha20-Poly1305、Ed25519。International algorithms.' },
    SM_1: { description: '国密算法：SM2、SM3、SM4。Chinese national algorithms.' },
  },
})

@ObjectType({
  description: '一个机关的公钥清单，由其离线根密钥签发。Who holds keys for an authority, signed by its root.',
})
export class KeyBundle {
  @Field(() => ID, { description: '机关编号。The authority.' })
  authorityId!: string

  @Field(() => SealingSuite, { description: '密码套件。The suite.' })
  suite!: SealingSuite

  @Field(() => Int, { description: '版本，只增不减。Its version; never goes back.' })
  version!: number

  @Field(() => Date, { description: '签发时间。When it was signed.' })
  issuedAt!: Date

  @Field(() => Date, { description: '有效期至。Until when it is in force.' })
  expiresAt!: Date

  @Field(() => String, { description: '清单原文，base64。The bundle itself (AKBN), base64.' })
  bundle!: string
}

@ObjectType({
  description:
    '封存一份身份所需的公钥清单，须以预置的根公钥验证。Bundles to seal by; check them against pinned roots.',
})
export class SealingBundles {
  @Field(() => String, { description: '保管机关的清单，base64。Of the custodians’ authority, base64.' })
  custodians!: string

  @Field(() => [String], { description: '审批机关的清单，base64。Of the approving offices, base64.' })
  approvers!: string[]
}

@ObjectType({
  description:
    '身份应封给谁：保管员与另一机关的审批员各持一份。Whom an identity is sealed to: custodians, and approvers of other offices.',
})
export class IdentitySealing {
  @Field(() => SealingSuite, { description: '政策规定的密码套件。The suite, by policy.' })
  suite!: SealingSuite

  @Field(() => ID, { description: '身份保管员所属机关。Whose custodians hold the first share.' })
  custodianAuthorityId!: string

  @Field(() => [ID], { description: '身份审批员所属机关。Whose approvers hold the second.' })
  approverAuthorityIds!: string[]

  @Field(() => SealingBundles, { description: '公钥清单。The bundles.' })
  bundles!: SealingBundles
}
