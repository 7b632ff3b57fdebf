import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql'
import { Authority } from '../authority/authority.type.js'
import type { RegionContext } from '../context.js'
import { requireRegionCode } from '../division/region-code.js'
import { locateAuthority } from './jurisdiction.service.js'

@Resolver()
export class JurisdictionResolver {
  @Query(() => Authority, {
    nullable: true,
    description:
      '某地由哪个机关负责；没有该区划或没有机关时为空。Who answers for a place; null where there is no such place or nobody does.',
  })
  locateAuthority(
    @Arg('regionCode', () => ID, { description: '六位或九位区划代码。Six or nine digits.' })
    regionCode: string,
    @Ctx() context: RegionContext,
  ): Promise<Authority | null> | null {
    const division = context.divisions().tree.get(requireRegionCode(regionCode, 'regionCode'))
    return division === undefined ? null : locateAuthority(context, division)
  }
}
