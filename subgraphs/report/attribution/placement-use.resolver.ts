import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql'
import type { ReportContext } from '../context.js'
import { placementUse } from './placement-use.service.js'
import { PlacementUseMonth } from './placement-use.type.js'

@Resolver()
export class PlacementUseResolver {
  @Query(() => [PlacementUseMonth], {
    description:
      '经某点位提交的举报件数，按月，不含当月；举报本身不保存点位。How many reports began at a sign, by month, without the present one; no report keeps its sign.',
  })
  placementUse(
    @Arg('code', () => ID, { description: '点位编号。The code of the placement.' }) code: string,
    @Ctx() { em, viewer }: ReportContext,
  ): Promise<PlacementUseMonth[]> {
    return placementUse(em, viewer, code)
  }
}
