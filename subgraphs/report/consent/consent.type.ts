import { Field, InputType, Int, ObjectType } from 'type-graphql'
import { Channel } from '../../shared/dictionary/matter.js'
import { ConsentKind, SeparateConsentKind } from './consent-kind.js'

@InputType({ description: '一项单独同意。One thing that is agreed to separately.' })
export class SeparateConsentInput {
  @Field(() => SeparateConsentKind, { description: '事项。What.' })
  kind!: SeparateConsentKind

  @Field(() => Int, {
    description: '所同意文字的版本（reportForm.consents）。Version of the words that were shown.',
  })
  version!: number
}

@ObjectType({
  description: '一次同意、声明或撤回的记录。A record of an agreement, a declaration or a withdrawal.',
})
export class ReportConsent {
  @Field(() => ConsentKind, { description: '事项。What.' })
  kind!: ConsentKind

  @Field(() => Boolean, { description: '给予为真，撤回为假。True where given, false where withdrawn.' })
  given!: boolean

  @Field(() => Boolean, { description: '是否为该事项现行有效的同意。Whether this is what is in force now.' })
  inForce!: boolean

  @Field(() => Int, { description: '文字的版本。Version of the words.' })
  version!: number

  @Field(() => Channel, { description: '渠道。The channel it came by.' })
  channel!: Channel

  @Field(() => Date, { description: '时间。When.' })
  at!: Date
}
