import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { FenScalar } from '../../shared/fen.scalar.js'
import { Region } from '../references/region.type.js'
import type { BucketFlows, Flows } from './case-trend.service.js'
import type { Period } from './period.js'

export enum TrendUnit {
  DAY = 'DAY',
  WEEK = 'WEEK',
  MONTH = 'MONTH',
}

registerEnumType(TrendUnit, {
  name: 'TrendUnit',
  description: '趋势的时间单位。In what a trend is told.',
  valuesConfig: {
    DAY: { description: '按日，最多 366 天。By day, 366 at most.' },
    WEEK: {
      description: '按周（周一起，ISO 8601），最多 1098 天。By ISO week from Monday, 1098 days at most.',
    },
    MONTH: { description: '按月，最多 3660 天。By month, 3660 days at most.' },
  },
})

@ObjectType({
  description:
    '一段时间内发生的事。日期按事件发生时间、北京时间计；案件计入当时所在地区。What happened in some days, by the moment it happened and the day in China, counted where the case stood then.',
})
export class PeriodFlows {
  @Field(() => Int, { description: '提交的举报。Reports submitted.' })
  reports!: number

  @Field(() => Int, { description: '撤回的举报。Reports withdrawn.' })
  reportsWithdrawn!: number

  @Field(() => Int, { description: '提交时转告其他部门的举报。Matters referred at intake.' })
  referrals!: number

  @Field(() => Int, { description: '立案甄别的案件。Cases opened.' })
  opened!: number

  @Field(() => Int, {
    description: '受理的案件；复查撤销不予受理的，再计一次。Cases accepted, also on re-examination.',
  })
  accepted!: number

  @Field(() => Int, { description: '不予受理的案件。Cases refused.' })
  refused!: number

  @Field(() => Int, { description: '转告其他部门的案件。Cases referred.' })
  referred!: number

  @Field(() => Int, { description: '举报人撤回的案件。Cases withdrawn.' })
  withdrawn!: number

  @Field(() => Int, { description: '并入他案的案件。Cases merged into another.' })
  merged!: number

  @Field(() => Int, { description: '开始核查的案件。Cases whose verification began.' })
  verifying!: number

  @Field(() => Int, {
    description: '作出的核查结论；复查后重新作出的，再计一次。Conclusions made, each one.',
  })
  concluded!: number

  @Field(() => Int, { description: '其中属实和部分属实的。Of those, true or true in part.' })
  foundTrue!: number

  @Field(() => Int, { description: '首次反馈举报人的案件。Cases whose feedback was first given.' })
  fedBack!: number

  @Field(() => Int, { description: '发放的奖励。Rewards paid.' })
  rewarded!: number

  @Field(() => FenScalar, { description: '发放的奖金，单位为分。Paid in rewards, in fen.' })
  rewardFen!: bigint

  @Field(() => Int, { description: '归档的案件。Cases closed.' })
  closed!: number

  @Field(() => Int, { description: '自其他地区移来的案件。Cases that came from elsewhere.' })
  movedIn!: number

  @Field(() => Int, { description: '移往其他地区的案件。Cases that went elsewhere.' })
  movedOut!: number
}

@ObjectType({ description: '趋势中的一段。One bucket of a trend.' })
export class TrendBucket {
  @Field(() => String, { description: '首日（含）。The first day.' })
  from!: string

  @Field(() => String, { description: '末日（含）。The last day.' })
  to!: string

  @Field(() => String, {
    description: '名称：2026-03-01、2026-W09 或 2026-03。Its name.',
  })
  label!: string

  @Field(() => PeriodFlows, { description: '其间发生的事。What happened.' })
  flows!: PeriodFlows

  @Field(() => Int, {
    description:
      '末日结束时在办的案件：尚未归档，也未不予受理、转告、撤回或并案。Cases open at its end: neither closed nor set aside.',
  })
  openAtEnd!: number
}

@ObjectType({
  description:
    '一个地区（含下级）的趋势，首尾相接，没有事情发生的一段为零。A trend of a region and all below it, without gaps.',
})
export class CaseTrend {
  @Field(() => Region, { nullable: true, description: '地区。The region.' })
  region!: Region | null

  @Field(() => TrendUnit, { description: '时间单位。In what it is told.' })
  unit!: TrendUnit

  @Field(() => [TrendBucket], {
    description:
      '自起至止；首尾两段只计起止日期之内的。In order; the first and last hold the days asked for.',
  })
  buckets!: TrendBucket[]
}

@ObjectType({
  description:
    '漏斗：一段时间内提交、现在该地区的案件，至今各走到哪一步。案件移交后随案件计入现所在地区。不予受理、转告、撤回、并案的只计入提交和分流。A funnel: of the cases opened in some days, and standing in the region now, how many have come how far. Those set aside are in no later stage.',
})
export class CaseFunnel {
  @Field(() => Region, { nullable: true, description: '地区。The region.' })
  region!: Region | null

  @Field(() => String, { description: '首日（含）。The first day.' })
  from!: string

  @Field(() => String, { description: '末日（含）。The last day.' })
  to!: string

  @Field(() => Int, { description: '提交：立案甄别的案件。Opened.' })
  submitted!: number

  @Field(() => Int, {
    description: '分流：不予受理、转告、撤回或并案的。Refused, referred, withdrawn or merged.',
  })
  setAside!: number

  @Field(() => Int, { description: '受理。Accepted.' })
  accepted!: number

  @Field(() => Int, { description: '核查办结：已作出核查结论。Verified: there is a conclusion.' })
  verified!: number

  @Field(() => Int, { description: '其中属实和部分属实的。Of those, true or true in part.' })
  foundTrue!: number

  @Field(() => Int, { description: '已反馈举报人。Fed back to the reporter.' })
  fedBack!: number

  @Field(() => Int, {
    description:
      '已发放奖励；只有属实且符合条件的才有奖励，故可少于归档数。Rewarded; not every case earns one, so fewer than were closed.',
  })
  rewarded!: number

  @Field(() => Int, { description: '已归档。Closed.' })
  closed!: number
}

export function toFlows(flows: Flows): PeriodFlows {
  const of = (...measures: (keyof Flows)[]) =>
    measures.reduce((sum, measure) => sum + (flows[measure] ?? 0), 0)
  return {
    reports: of('REPORTS'),
    reportsWithdrawn: of('REPORTS_WITHDRAWN'),
    referrals: of('REFERRALS'),
    opened: of('OPENED'),
    accepted: of('ACCEPTED'),
    refused: of('REFUSED'),
    referred: of('REFERRED'),
    withdrawn: of('WITHDRAWN'),
    merged: of('MERGED'),
    verifying: of('VERIFYING'),
    concluded: of('SUBSTANTIATED', 'PARTLY_SUBSTANTIATED', 'UNSUBSTANTIATED', 'UNVERIFIABLE'),
    foundTrue: of('SUBSTANTIATED', 'PARTLY_SUBSTANTIATED'),
    fedBack: of('FED_BACK'),
    rewarded: of('REWARDED'),
    rewardFen: BigInt(of('REWARD_FEN')),
    closed: of('CLOSED'),
    movedIn: of('MOVED_IN'),
    movedOut: of('MOVED_OUT'),
  }
}

export function toTrend(regionCode: string, unit: TrendUnit, buckets: readonly BucketFlows[]): CaseTrend {
  return {
    region: { code: regionCode },
    unit,
    buckets: buckets.map(({ bucket: { from, to, label }, flows, openAtEnd }) => {
      return { from, to, label, flows: toFlows(flows), openAtEnd }
    }),
  }
}

export function toFunnel(regionCode: string, period: Period, sums: ReadonlyMap<string, number>): CaseFunnel {
  const of = (stage: string) => sums.get(`COHORT.${stage}`) ?? 0
  return {
    region: { code: regionCode },
    ...period,
    submitted: of('SUBMITTED'),
    setAside: of('ASIDE'),
    accepted: of('ACCEPTED'),
    verified: of('CONCLUDED'),
    foundTrue: of('FOUND_TRUE'),
    fedBack: of('FED_BACK'),
    rewarded: of('REWARDED'),
    closed: of('CLOSED'),
  }
}
