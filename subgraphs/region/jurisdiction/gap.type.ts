import { Field, ID, Int, ObjectType } from 'type-graphql'
import { createConnectionType } from '../../shared/connection/connection.js'
import { MatterType } from '../../shared/dictionary/matter.js'
import { Region } from '../division/region.type.js'
import { NoAuthorityReason } from './located.type.js'

@ObjectType({ description: '管辖空白：有人要举报而没有负责机关。A question nobody answered for.' })
export class JurisdictionGap {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => Region, {
    nullable: true,
    description: '地区；已撤销时为空。The place; null where it is no more.',
  })
  region!: Region | null

  @Field(() => ID, { nullable: true, description: '所问行业。The industry asked for.' })
  industryCode!: string | null

  @Field(() => [MatterType], { description: '所问事项类别。The kinds of matter asked for.' })
  matterTypes!: MatterType[]

  @Field(() => NoAuthorityReason, { description: '原因。Why nobody answers.' })
  reason!: NoAuthorityReason

  @Field(() => Int, { description: '至少被问过的次数。How often it was asked, at least.' })
  askedCount!: number

  @Field(() => Date, { description: '首次时间。First time.' })
  firstAskedAt!: Date

  @Field(() => Date, { description: '最近时间。Last time.' })
  lastAskedAt!: Date
}

export const JurisdictionGapConnection = createConnectionType('JurisdictionGap', () => JurisdictionGap)
