import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import type { CaseContext } from '../context.js'
import { CaseState } from '../loop/case-state.js'
import { CaseConnection } from '../loop/case.type.js'
import { Region } from '../references/region.type.js'
import { CaseFilter } from './case-filter.input.js'
import { CaseOrder } from './case-order.js'
import { pageOfCases, type CasePage } from './case-page.service.js'

@ArgsType()
export class CasePageArgs {
  @Field(() => CaseState, { nullable: true, description: '限于此状态。Only this state.' })
  state?: CaseState | null

  @Field(() => CaseFilter, { nullable: true, description: '筛选条件。What to list.' })
  filter?: CaseFilter | null

  @Field(() => CaseOrder, { defaultValue: CaseOrder.NEWEST, description: '排序。What to sort by.' })
  order!: CaseOrder

  @Field(() => Int, { defaultValue: 20, description: '条数，1 到 100。How many, 1 to 100.' })
  first!: number

  @Field(() => String, { nullable: true, description: '上一页末条的游标。Cursor of the page before.' })
  after?: string | null
}

@Resolver(() => CaseConnection)
export class CaseListResolver {
  @Query(() => CaseConnection, {
    description:
      '管辖范围内的案件，默认新的在前。Cases within the viewer’s reach, newest first if not said otherwise.',
  })
  cases(
    @Arg('regionCode', () => ID, {
      nullable: true,
      description: '限于此地区及其下级。Only this region and below.',
    })
    regionCode: string | null | undefined,
    @Args(() => CasePageArgs) args: CasePageArgs,
    @Ctx() context: CaseContext,
  ): Promise<CasePage> {
    return pageOfCases(context, toRequest(args, regionCode))
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: '总数；超过 10000 即为空。How many there are; null above 10,000.',
  })
  totalCount(@Root() { countCases }: CasePage): Promise<number | null> {
    return countCases()
  }
}

@Resolver(() => Region)
export class CasesOfRegionResolver {
  @FieldResolver(() => CaseConnection, {
    description: '此地区及其下级的案件。Cases of this region and below.',
  })
  cases(
    @Root() { code }: Region,
    @Args(() => CasePageArgs) args: CasePageArgs,
    @Ctx() context: CaseContext,
  ): Promise<CasePage> {
    return pageOfCases(context, toRequest(args, code))
  }
}

function toRequest(
  { state, filter, order, first, after }: CasePageArgs,
  regionCode: string | null | undefined,
) {
  const states = state == null ? {} : { states: [state] }
  const region = regionCode == null ? {} : { regionCode }
  return {
    filter: Object.assign({}, filter, states, region) as CaseFilter,
    order,
    first,
    after: after ?? null,
  }
}
