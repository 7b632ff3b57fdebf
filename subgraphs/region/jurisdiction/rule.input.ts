import { Field, ID, InputType } from 'type-graphql'
import { AccidentLevel, MatterType } from '../../shared/dictionary/matter.js'

@InputType({ description: '一条管辖规则。A rule of jurisdiction.' })
export class JurisdictionRuleInput {
  @Field(() => ID, { description: '负责的机关。The authority that answers.' })
  authorityId!: string

  @Field(() => ID, { description: '区划或功能区代码。Division or functional zone.' })
  regionCode!: string

  @Field(() => Boolean, {
    defaultValue: true,
    description: '是否包括下级区划。Whether it speaks for the divisions below too.',
  })
  includesBelow!: boolean

  @Field(() => ID, { nullable: true, description: '行业代码；空为不限。Industry; null is any.' })
  industryCode?: string | null

  @Field(() => MatterType, {
    nullable: true,
    description: '事项类别；空为不限。Kind of matter; null is any.',
  })
  matterType?: MatterType | null

  @Field(() => AccidentLevel, {
    nullable: true,
    description: '事故等级；空为不限。Accident level; null is any.',
  })
  accidentLevel?: AccidentLevel | null

  @Field(() => Date, { nullable: true, description: '生效日；空为自始。First day; null since always.' })
  validFrom?: Date | null

  @Field(() => Date, {
    nullable: true,
    description: '失效日（当日不再有效）；空为长期。First day no more; null until further notice.',
  })
  validTo?: Date | null

  @Field(() => String, { description: '依据，2 到 500 字。Legal basis, 2 to 500 characters.' })
  legalBasis!: string

  @Field(() => Boolean, {
    defaultValue: false,
    description: '是否待核实。Whether it has yet to be confirmed.',
  })
  toConfirm!: boolean
}
