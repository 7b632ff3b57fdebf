import { Arg, Args, ArgsType, Ctx, Field, ID, Int, Query, Resolver } from 'type-graphql'
import type { Connection } from '../../shared/connection/connection.js'
import { AccidentLevel, MatterType } from '../../shared/dictionary/matter.js'
import type { RegionContext } from '../context.js'
import type { LocateOutcome } from './decision.js'
import { pageOfGaps } from './gap.service.js'
import { JurisdictionGapConnection, type JurisdictionGap } from './gap.type.js'
import { locate } from './jurisdiction.service.js'
import { LocateAuthorityResult } from './located.type.js'
import { readQuestion } from './question.js'

@ArgsType()
class LocateAuthorityArgs {
  @Field(() => ID, { description: '事项所在地区代码。Code of the place of the matter.' })
  regionCode!: string

  @Field(() => ID, { nullable: true, description: '行业代码。Code of the industry.' })
  industryCode?: string | null

  @Field(() => [MatterType], { nullable: true, description: '事项类别。Kinds of matter.' })
  matterTypes?: MatterType[] | null

  @Field(() => AccidentLevel, { nullable: true, description: '事故等级。Level of the accident.' })
  accidentLevel?: AccidentLevel | null

  @Field(() => ID, {
    nullable: true,
    description: '举报涉及的机关，由其上一级办理。The authority it is about: the next level takes it.',
  })
  againstAuthorityId?: string | null

  @Field(() => Date, { nullable: true, description: '日期，默认今天。A day; today by default.' })
  asOf?: Date | null
}

@Resolver()
export class JurisdictionResolver {
  @Query(() => LocateAuthorityResult, {
    nullable: true,
    description:
      '某地某事项由谁负责：适用最具体的有效规则，并说明理由。Who answers for a matter in a place: the most specific rule in force decides, and it says why.',
  })
  async locateAuthority(
    @Args(() => LocateAuthorityArgs) asked: LocateAuthorityArgs,
    @Ctx() context: RegionContext,
  ): Promise<LocateOutcome> {
    return locate(context, await readQuestion(context, asked))
  }

  @Query(() => JurisdictionGapConnection, {
    description:
      '尚无机关负责的问题，供区划管理员处理。Questions nobody answers for, for region managers to mend.',
  })
  jurisdictionGaps(
    @Arg('regionCode', () => ID, { description: '限于此地区及其下级。Only this region and below.' })
    regionCode: string,
    @Arg('first', () => Int, { defaultValue: 20, description: '条数，1 到 100。How many, 1 to 100.' })
    first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: '上一页末条的游标。Cursor of the page before.',
    })
    after: string | null,
    @Ctx() context: RegionContext,
  ): Promise<Connection<JurisdictionGap>> {
    return pageOfGaps(context, { regionCode, first, after })
  }
}
