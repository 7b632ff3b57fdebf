import { Arg, Ctx, ID, Query, Resolver, Root, Subscription, type SubscribeResolverData } from 'type-graphql'
import type { StatisticsContext } from '../context.js'
import { loadCounts, requireReach, type CountsNow } from './case-counts.service.js'
import { CaseCounts, toCaseCounts } from './case-counts.type.js'

@Resolver()
export class CaseCountsResolver {
  @Query(() => CaseCounts, {
    description: '一个地区（含下级）当前的数量。Counts of a region and all below it, now.',
  })
  async caseCounts(
    @Arg('regionCode', () => ID, { description: '地区代码。Code of the region.' }) regionCode: string,
    @Ctx() { em, viewer }: StatisticsContext,
  ): Promise<CaseCounts> {
    await requireReach(em, viewer, regionCode)
    const counts = await loadCounts(em, [regionCode])
    return toCaseCounts(regionCode, counts.get(regionCode)?.row)
  }

  @Subscription(() => CaseCounts, {
    name: 'caseCounts',
    description:
      '先给出当前数量，随后每有变化即推送，每秒至多四次。The counts now, then each change, at most four a second.',
    subscribe: async ({
      args,
      context,
    }: SubscribeResolverData<CountsNow, { regionCode: string }, StatisticsContext>) => {
      await requireReach(context.em, context.viewer, args.regionCode)
      return context.countsWatch.subscribe(args.regionCode)
    },
  })
  liveCaseCounts(
    @Root() { row }: CountsNow,
    @Arg('regionCode', () => ID, { description: '地区代码。Code of the region.' }) regionCode: string,
  ): CaseCounts {
    return toCaseCounts(regionCode, row)
  }
}
