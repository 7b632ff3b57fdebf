import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import { Authority } from '../authority/authority.type.js'
import type { RegionContext } from '../context.js'
import { locateAuthority } from '../jurisdiction/jurisdiction.service.js'
import { requireRegionCode } from './region-code.js'
import { findRegion, listRegions, searchRegions } from './region.service.js'
import { Region } from './region.type.js'

@Resolver(() => Region)
export class RegionResolver {
  @Query(() => Region, {
    nullable: true,
    description: '按代码查区划，没有该代码时为空。A region by its code; null where nobody has it.',
  })
  region(
    @Arg('code', () => ID, { description: '六位或九位区划代码。Six or nine digits.' }) code: string,
    @Ctx() context: RegionContext,
  ): Region | null {
    return findRegion(context.divisions(), requireRegionCode(code, 'code'))
  }

  @Query(() => [Region], {
    description:
      '下级区划；不填上级时为各省级区划。Regions below a parent, the provinces where none is named.',
  })
  regions(
    @Arg('parentCode', () => ID, { nullable: true, description: '上级区划代码。Code of the region above.' })
    parentCode: string | null,
    @Ctx() context: RegionContext,
  ): Region[] {
    return listRegions(context.divisions(), parentCode ?? null)
  }

  @Query(() => [Region], {
    description:
      '按名称、路径或代码搜索区划，最相符的在前，可边输入边查。Finds regions by name, path (“河南 郑州 中原”) or code, best first, fast enough to type against.',
  })
  searchRegions(
    @Arg('text', () => String, {
      description: '最多 50 字；空则无结果。At most 50 characters; empty finds nothing.',
    })
    text: string,
    @Arg('first', () => Int, { defaultValue: 10, description: '条数，1 到 50。How many, 1 to 50.' })
    first: number,
    @Ctx() context: RegionContext,
  ): Region[] {
    return searchRegions(context.divisions(), text, first)
  }

  @FieldResolver(() => Authority, {
    nullable: true,
    description: '负责该区划的机关；港澳台没有。The authority that answers for the region; none in 港澳台.',
  })
  authority(@Root() region: Region, @Ctx() context: RegionContext): Promise<Authority | null> {
    return locateAuthority(context, region.division)
  }
}
