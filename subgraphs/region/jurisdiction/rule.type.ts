import { Field, ID, ObjectType } from 'type-graphql'
import { createConnectionType } from '../../shared/connection/connection.js'
import { startOfDay } from '../../shared/day.js'
import { AccidentLevel, MatterType } from '../../shared/dictionary/matter.js'
import type { RuleRecord } from './rule-index.js'

@ObjectType({
  description:
    '管辖规则：哪个机关负责哪里的哪些事项。A rule: which authority answers for which matters of a place.',
})
export class JurisdictionRule {
  constructor(readonly record: RuleRecord) {}

  @Field(() => ID, { description: '编号。Id.' })
  get id(): string {
    return this.record.id
  }

  @Field(() => Boolean, { description: '是否包括下级区划。Whether it speaks for the divisions below too.' })
  get includesBelow(): boolean {
    return this.record.includesBelow
  }

  @Field(() => ID, { nullable: true, description: '行业代码；空为不限。Industry; null is any.' })
  get industryCode(): string | null {
    return this.record.industryCode
  }

  @Field(() => MatterType, {
    nullable: true,
    description: '事项类别；空为不限。Kind of matter; null is any.',
  })
  get matterType(): MatterType | null {
    return this.record.matterType
  }

  @Field(() => AccidentLevel, {
    nullable: true,
    description: '事故等级；空为不限。Accident level; null is any.',
  })
  get accidentLevel(): AccidentLevel | null {
    return this.record.accidentLevel
  }

  @Field(() => Date, { nullable: true, description: '生效日；空为自始。First day; null since always.' })
  get validFrom(): Date | null {
    return this.record.validFrom === null ? null : startOfDay(this.record.validFrom)
  }

  @Field(() => Date, {
    nullable: true,
    description: '失效日（当日不再有效）；空为长期。First day no more; null until further notice.',
  })
  get validTo(): Date | null {
    return this.record.validTo === null ? null : startOfDay(this.record.validTo)
  }

  @Field(() => String, { description: '依据。Legal basis.' })
  get legalBasis(): string {
    return this.record.legalBasis
  }

  @Field(() => Boolean, { description: '依据或名单尚待核实。Whether it has yet to be confirmed.' })
  get toConfirm(): boolean {
    return this.record.toConfirm
  }
}

export const JurisdictionRuleConnection = createConnectionType<JurisdictionRule>(
  'JurisdictionRule',
  () => JurisdictionRule as never,
)
