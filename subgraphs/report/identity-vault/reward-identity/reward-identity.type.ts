import { Field, ObjectType } from 'type-graphql'
import { IdentityRow } from '../../draft/draft.type.js'
import { IdentitySealing } from '../keys/key-bundle.type.js'

@ObjectType({
  description:
    '收款人身份应封给谁、封在何处；内含证件号码，只在领奖时收集。Whom a payee’s identity is sealed to, and where it belongs; asked for at the reward only.',
})
export class RewardIdentitySealing {
  @Field(() => IdentitySealing, { description: '保管与审批机关及公钥清单。The holders and their bundles.' })
  sealing!: IdentitySealing

  @Field(() => IdentityRow, { description: '所属位置。Where the envelope belongs.' })
  row!: IdentityRow
}
