import { Arg, ID, Resolver, Root, Subscription, type SubscribeResolverData } from 'type-graphql'
import type { CaseContext } from '../context.js'
import { changedCases } from './case-change.service.js'
import { CaseChange } from './case-change.type.js'

@Resolver(() => CaseChange)
export class CaseChangeResolver {
  @Subscription(() => CaseChange, {
    description:
      '管辖范围内此地区及其下级的案件变动。Changes of cases of a region and below, within the viewer’s reach.',
    subscribe: ({ args, context }: SubscribeResolverData<CaseChange, { regionCode: string }, CaseContext>) =>
      changedCases(context, args.regionCode),
  })
  caseChanged(
    @Root() change: CaseChange,
    @Arg('regionCode', () => ID, { description: '地区代码。Code of the region.' }) _regionCode: string,
  ): CaseChange {
    return change
  }
}
