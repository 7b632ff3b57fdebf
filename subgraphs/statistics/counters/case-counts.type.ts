import { Field, ID, Int, ObjectType } from 'type-graphql'
import { Region } from '../references/region.type.js'
import type { RegionCount } from './counter.entities.js'

@ObjectType({
  description:
    '一个地区（含下级）的实时数量。举报与案件分别计数。Live counts of a region with everything below it; reports and cases are counted apart.',
})
export class CaseCounts {
  @Field(() => Region, { nullable: true, description: '地区。The region.' })
  region!: Region | null

  @Field(() => ID, {
    description:
      '版本，每次变化递增，重连时据此判断新旧。Grows with every change: tells new from old after a reconnect.',
  })
  version!: string

  @Field(() => Int, { description: '已提交的举报数。Reports submitted.' })
  reports!: number

  @Field(() => Int, { description: '转告其他部门的举报数。Matters referred to other departments at intake.' })
  referrals!: number

  @Field(() => Int, { description: '案件总数。All cases.' })
  cases!: number

  @Field(() => Int, { description: '甄别中的案件数。Cases being screened.' })
  screening!: number

  @Field(() => Int, { description: '已受理的案件数。Cases accepted.' })
  accepted!: number

  @Field(() => Int, {
    description:
      '不予受理、转告、撤回或并入他案的案件数。Cases refused, referred, withdrawn or merged into another.',
  })
  setAside!: number

  @Field(() => Date, {
    nullable: true,
    description: '最近一次变化的时间。When the last counted fact happened.',
  })
  changedAt!: Date | null
}

/** Counts of a region nothing has happened in yet are zeros. */
export function toCaseCounts(regionCode: string, row: RegionCount | undefined): CaseCounts {
  const { reports = 0, referrals = 0, screening = 0, accepted = 0, setAside = 0 } = row ?? {}
  return {
    region: { code: regionCode },
    version: String(row?.version ?? 0n),
    reports,
    referrals,
    cases: screening + accepted + setAside,
    screening,
    accepted,
    setAside,
    changedAt: row?.changedAt ?? null,
  }
}
