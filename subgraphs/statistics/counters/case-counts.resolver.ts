import { Arg, Ctx, ID, Query, Resolver, Root, Subscription, type SubscribeResolverData } from 'type-graphql'
import type { StatisticsContext } from '../context.js'
import { keyOf, loadCounts, type CountsNow } from './case-counts.service.js'
import { CaseCounts, toCaseCounts } from './case-counts.type.js'
import { CaseCountFilter, readSlice } from './count-filter.js'
import { requireReach } from './counts-reach.js'

const regionArgument = { description: '地区代码。Code of the region.' }
const filterArgument = { nullable: true, description: '只统计其中一部分。A part only.' }

@Resolver()
export class CaseCountsResolver {
  @Query(() => CaseCounts, {
    description: '一个地区（含下级）当前的数量。Counts of a region and all below it, now.',
  })
  async caseCounts(
    @Arg('regionCode', () => ID, regionArgument) regionCode: string,
    @Arg('filter', () => CaseCountFilter, filterArgument) filter: CaseCountFilter | null,
    @Ctx() { em, viewer }: StatisticsContext,
  ): Promise<CaseCounts> {
    await requireReach(em, viewer, regionCode)
    const slice = readSlice(regionCode, filter)
    const now = (await loadCounts(em, [slice])).get(keyOf(slice))
    if (now === undefined) throw new Error('a slice was asked and not answered')
    return toCaseCounts(now)
  }

  @Subscription(() => CaseCounts, {
    name: 'caseCounts',
    description:
      '先给出当前数量，随后每有变化即推送，每秒至多四次。The counts now, then each change, at most four a second.',
    subscribe: async ({
      args,
      context,
    }: SubscribeResolverData<
      CountsNow,
      { regionCode: string; filter?: CaseCountFilter | null },
      StatisticsContext
    >) => {
      await requireReach(context.em, context.viewer, args.regionCode)
      return context.countsWatch.subscribe(keyOf(readSlice(args.regionCode, args.filter)))
    },
  })
  liveCaseCounts(
    @Root() now: CountsNow,
    @Arg('regionCode', () => ID, regionArgument) _regionCode: string,
    @Arg('filter', () => CaseCountFilter, filterArgument) _filter: CaseCountFilter | null,
  ): CaseCounts {
    return toCaseCounts(now)
  }
}
