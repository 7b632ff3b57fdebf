import { Field, ObjectType } from 'type-graphql'
import { Region } from '../references/region.type.js'
import { CountsPart, toPart } from './case-counts.type.js'
import type { RegionNumbers } from './case-heat.service.js'
import { PeriodFlows, toFlows } from './case-trend.type.js'

@ObjectType({
  description:
    '一个下级地区（含其下级）的数量，用于热力图。Counts of one region right below, with everything below it, for a map.',
})
export class RegionHeat {
  @Field(() => Region, { nullable: true, description: '地区。The region.' })
  region!: Region | null

  @Field(() => CountsPart, { description: '当前的数量。Its counts, now.' })
  counts!: CountsPart

  @Field(() => PeriodFlows, {
    nullable: true,
    description: '给出起止日期时，其间发生的事。What happened in the period, where one was given.',
  })
  flows!: PeriodFlows | null
}

export function toHeat({ regionCode, counts, flows }: RegionNumbers): RegionHeat {
  return {
    region: { code: regionCode },
    counts: toPart(counts),
    flows: flows === undefined ? null : toFlows(flows),
  }
}
