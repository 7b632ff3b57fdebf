import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql'
import { AndonError } from '../../../platform/errors.js'
import type { StatisticsContext } from '../context.js'
import { requireFilled } from './case-counts.service.js'
import { addFlows, loadHeat } from './case-heat.service.js'
import { RegionHeat, toHeat } from './case-heat.type.js'
import { loadTrend, sumDays } from './case-trend.service.js'
import { CaseFunnel, CaseTrend, toFunnel, toTrend, TrendUnit } from './case-trend.type.js'
import { CaseCountFilter, readSlice } from './count-filter.js'
import { requireReach } from './counts-reach.js'
import { stages } from './measures.js'
import { readDaySlice, readPeriod } from './period.js'
import { mostDaysOf } from './trend-buckets.js'

const regionArgument = { description: '地区代码。Code of the region.' }
const fromArgument = {
  description: '首日（含），如 2026-03-01，北京时间。The first day, in China.',
}
const toArgument = { description: '末日（含）。The last day.' }
const oneFilterArgument = {
  nullable: true,
  description:
    '只统计其中一部分；按日的数据只能取一项条件。A part only; of what is counted by day, one condition.',
}

@Resolver()
export class CaseTrendResolver {
  @Query(() => CaseTrend, {
    description:
      '一个地区（含下级）按日、周或月的趋势。What happened in a region and below it, by day, week or month.',
  })
  async caseTrend(
    @Arg('regionCode', () => ID, regionArgument) regionCode: string,
    @Arg('from', () => String, fromArgument) from: string,
    @Arg('to', () => String, toArgument) to: string,
    @Arg('unit', () => TrendUnit, {
      defaultValue: TrendUnit.DAY,
      description: '时间单位。In what it is told.',
    })
    unit: TrendUnit,
    @Arg('filter', () => CaseCountFilter, oneFilterArgument) filter: CaseCountFilter | null,
    @Ctx() { em, viewer }: StatisticsContext,
  ): Promise<CaseTrend> {
    await requireReach(em, viewer, regionCode)
    const period = readPeriod(from, to, mostDaysOf[unit])
    return toTrend(regionCode, unit, await loadTrend(em, readDaySlice(regionCode, filter), period, unit))
  }

  @Query(() => CaseFunnel, {
    description:
      '漏斗：一段时间内提交的案件，至今各走到哪一步。How far the cases opened in some days have come by now.',
  })
  async caseFunnel(
    @Arg('regionCode', () => ID, regionArgument) regionCode: string,
    @Arg('from', () => String, fromArgument) from: string,
    @Arg('to', () => String, toArgument) to: string,
    @Arg('filter', () => CaseCountFilter, oneFilterArgument) filter: CaseCountFilter | null,
    @Ctx() { em, viewer }: StatisticsContext,
  ): Promise<CaseFunnel> {
    await requireReach(em, viewer, regionCode)
    const period = readPeriod(from, to)
    const slice = readDaySlice(regionCode, filter)
    await requireFilled(em)
    const cohort = stages.map((stage) => `COHORT.${stage}` as const)
    return toFunnel(regionCode, period, await sumDays(em, slice, period, cohort))
  }

  @Query(() => [RegionHeat], {
    description:
      '各下级地区的数量，用于热力图；没有数量的不列出。事关某机关自身的案件不计入该机关所在地区，故各下级之和可小于本级。Counts of each region right below, without those that have none. What is about an authority is not counted in its region: the sum may be less than the number above.',
  })
  async caseHeat(
    @Arg('regionCode', () => ID, regionArgument) regionCode: string,
    @Arg('from', () => String, { ...fromArgument, nullable: true }) from: string | null,
    @Arg('to', () => String, { ...toArgument, nullable: true }) to: string | null,
    @Arg('filter', () => CaseCountFilter, {
      nullable: true,
      description:
        '只统计其中一部分；给出起止日期时只能取一项条件。A part only; with a period, one condition.',
    })
    filter: CaseCountFilter | null,
    @Ctx() { em, viewer }: StatisticsContext,
  ): Promise<RegionHeat[]> {
    await requireReach(em, viewer, regionCode)
    const slice = readSlice(regionCode, filter)
    if ((from == null) !== (to == null)) throw halfAPeriod(from == null ? 'from' : 'to')
    if (from == null || to == null) return (await loadHeat(em, slice)).map(toHeat)
    const period = readPeriod(from, to)
    const days = readDaySlice(regionCode, filter)
    return (await addFlows(em, days, period, await loadHeat(em, slice))).map(toHeat)
  }
}

function halfAPeriod(inputPath: string): AndonError {
  return new AndonError(
    'BAD_USER_INPUT',
    { zh: '起止日期应同时给出。', en: 'A period has a first and a last day.' },
    { inputPath },
  )
}
