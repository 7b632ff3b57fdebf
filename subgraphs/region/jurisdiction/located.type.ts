import { createUnionType, Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Authority } from '../authority/authority.type.js'
import { Region } from '../division/region.type.js'
import { JurisdictionRule } from './rule.type.js'

@ObjectType({ description: '由本平台的一个机关负责。An authority of the platform answers.' })
export class AuthorityLocated {
  @Field(() => Authority, { description: '负责的机关。The authority.' })
  authority!: Authority

  @Field(() => JurisdictionRule, {
    nullable: true,
    description:
      '起决定作用的规则；举报机关本身时为空，由上一级办理。The rule that decided; null where the matter is about an authority and the next level takes it.',
  })
  rule!: JurisdictionRule | null

  @Field(() => Region, { description: '所在区划的现行区划。The place as it is today.' })
  region!: Region

  @Field(() => String, { description: '理由，按请求语言。Why, in the language of the request.' })
  why!: string

  @Field(() => [Int], {
    description:
      '具体程度，自左至右比较，大者优先：是否限定事项、地区层级、事故等级、事项类别、行业。How specific the rule is, compared from left to right, the greater decides: says anything of the matter, depth of its place, accident level, matter type, industry.',
  })
  specificity!: number[]
}

@ObjectType({
  description: '由其他部门负责，应转告。Another department answers: the report is referred.',
})
export class ReferralLocated {
  @Field(() => String, {
    description: '主管部门名称，或部门类别。Name of the department, or its kind where none is registered.',
  })
  department!: string

  @Field(() => Authority, {
    nullable: true,
    description: '已登记的该部门。That department, if it is registered here.',
  })
  authority!: Authority | null

  @Field(() => Region, { description: '地区。The place.' })
  region!: Region

  @Field(() => String, { description: '法定依据。Legal basis.' })
  legalBasis!: string

  @Field(() => String, { description: '理由，按请求语言。Why, in the language of the request.' })
  why!: string
}

export enum NoAuthorityReason {
  OUTSIDE_MAINLAND = 'OUTSIDE_MAINLAND',
  NO_RULE = 'NO_RULE',
  NO_HIGHER_AUTHORITY = 'NO_HIGHER_AUTHORITY',
}

registerEnumType(NoAuthorityReason, {
  name: 'NoAuthorityReason',
  description: '没有负责机关的原因。Why nobody answers.',
  valuesConfig: {
    OUTSIDE_MAINLAND: { description: '港澳台不属本平台管辖。港澳台 have a law of their own.' },
    NO_RULE: { description: '没有有效的管辖规则。No rule in force.' },
    NO_HIGHER_AUTHORITY: {
      description: '被举报机关没有上一级。The authority it is about has none above it.',
    },
  },
})

@ObjectType({ description: '没有负责的机关，已记录待处理。Nobody answers; recorded for staff to mend.' })
export class NoAuthority {
  @Field(() => NoAuthorityReason, { description: '原因。Why.' })
  reason!: NoAuthorityReason

  @Field(() => Region, { description: '地区。The place.' })
  region!: Region
}

export const LocateAuthorityResult = createUnionType({
  name: 'LocateAuthorityResult',
  description: '由谁负责。Who answers for a matter.',
  types: () => [AuthorityLocated, ReferralLocated, NoAuthority] as const,
})
