import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql'
import { Authority } from '../authority/authority.type.js'
import type { RegionContext } from '../context.js'
import { locateAuthority } from '../jurisdiction/jurisdiction.service.js'
import { requireRegionCode } from './region-code.js'
import { requireDay } from './region-history.service.js'
import { findRegion, listRegions, searchRegions } from './region.service.js'
import { Region } from './region.type.js'

const asOfDescription =
  '按哪一天的区划（2002 年末起）；不填为今天。乡镇只有最新一份名单，更早的日期不列乡镇。The day whose divisions are meant, since the end of 2002; today’s where left out. Towns are known from one list only and not listed for earlier days.'

@Resolver(() => Region)
export class RegionResolver {
  @Query(() => Region, {
    nullable: true,
    description:
      '按代码查区划，没有该代码时为空。不填日期时，已撤销的代码也能查到，带撤销日期和接续的区划。A region by its code; null where nobody has it. Without a day an abolished code is found too, with the day it ended and what took its place.',
  })
  region(
    @Arg('code', () => ID, { description: '六位或九位区划代码。Six or nine digits.' }) code: string,
    @Arg('asOf', () => Date, { nullable: true, description: asOfDescription })
    asOf: Date | null,
    @Ctx() { divisions }: RegionContext,
  ): Region | null {
    const known = divisions()
    const asked = requireDay(known.history, asOf ?? null, new Date())
    return findRegion(known, requireRegionCode(code, 'code'), asked)
  }

  @Query(() => [Region], {
    description:
      '下级区划；不填上级时为各省级区划。Regions below a parent, the provinces where none is named.',
  })
  regions(
    @Arg('parentCode', () => ID, { nullable: true, description: '上级区划代码。Code of the region above.' })
    parentCode: string | null,
    @Arg('asOf', () => Date, { nullable: true, description: asOfDescription })
    asOf: Date | null,
    @Ctx() { divisions }: RegionContext,
  ): Region[] {
    const known = divisions()
    return listRegions(known, parentCode ?? null, requireDay(known.history, asOf ?? null, new Date()))
  }

  @Query(() => [Region], {
    description:
      '按名称、路径、代码、拼音或首字母搜索区划，最相符的在前，可边输入边查。Finds regions by name, path (“河南 郑州 中原”), code, pinyin (“zhengzhou zhongyuan”) or initials (“zzs”), best first, fast enough to type against.',
  })
  searchRegions(
    @Arg('text', () => String, {
      description: '最多 50 字；空则无结果。At most 50 characters; empty finds nothing.',
    })
    text: string,
    @Arg('first', () => Int, { defaultValue: 10, description: '条数，1 到 50。How many, 1 to 50.' })
    first: number,
    @Arg('asOf', () => Date, { nullable: true, description: asOfDescription })
    asOf: Date | null,
    @Ctx() { divisions }: RegionContext,
  ): Region[] {
    const known = divisions()
    return searchRegions(known, text, first, requireDay(known.history, asOf ?? null, new Date()))
  }

  @FieldResolver(() => Authority, {
    nullable: true,
    description: '负责该区划的机关；港澳台没有。The authority that answers for the region; none in 港澳台.',
  })
  authority(@Root() region: Region, @Ctx() context: RegionContext): Promise<Authority | null> {
    return locateAuthority(context, region.division)
  }
}
