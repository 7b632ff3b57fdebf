import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql'
import type { StatisticsContext } from '../context.js'
import { CaseCountFilter } from '../counters/count-filter.js'
import { requireReach } from '../counters/counts-reach.js'
import { periodBefore, readDaySlice, readPeriod, type Period } from '../counters/period.js'
import { loadChannels, loadFigures } from './effectiveness.service.js'
import { Effectiveness, toFigures } from './effectiveness.type.js'

@Resolver()
export class EffectivenessResolver {
  @Query(() => Effectiveness, {
    description:
      '工作质效：受理率、查实率、按时办理率、闭环率、奖励天数等，与上期对比。How well a region and all below it did in a period: shares of what was accepted, found true, kept in time, brought to its end, and the time to a reward, beside the period before.',
  })
  async effectiveness(
    @Arg('regionCode', () => ID, { description: '地区代码。Code of the region.' }) regionCode: string,
    @Arg('from', () => String, {
      description: '首日（含），如 2026-03-01，北京时间。The first day, in China.',
    })
    from: string,
    @Arg('to', () => String, { description: '末日（含）。The last day.' }) to: string,
    @Arg('filter', () => CaseCountFilter, {
      nullable: true,
      description: '只统计其中一部分，只能取一项条件。A part only, by one condition.',
    })
    filter: CaseCountFilter | null,
    @Ctx() { em, viewer }: StatisticsContext,
  ): Promise<Effectiveness> {
    await requireReach(em, viewer, regionCode)
    const period = readPeriod(from, to)
    const slice = readDaySlice(regionCode, filter)
    const figuresOf = async (one: Period) =>
      toFigures(await loadFigures(em, slice, one), await loadChannels(em, regionCode, one))
    const current = await figuresOf(period)
    return { region: { code: regionCode }, current, previous: await figuresOf(periodBefore(period)) }
  }
}
