import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import type { RegionContext } from '../context.js'
import { Region } from '../division/region.type.js'
import { parentOfAuthority, regionOfAuthority } from './authority.service.js'
import { Authority } from './authority.type.js'

@Resolver(() => Authority)
export class AuthorityResolver {
  @FieldResolver(() => Region, {
    nullable: true,
    description: '所在区划；区划已撤销时为空。Where it sits; null where the division has been abolished.',
  })
  region(@Root() authority: Authority, @Ctx() context: RegionContext): Region | null {
    return regionOfAuthority(context, authority)
  }

  @FieldResolver(() => Authority, {
    nullable: true,
    description: '上级机关。The authority above; the ministry has none.',
  })
  parent(@Root() authority: Authority, @Ctx() context: RegionContext): Promise<Authority | null> {
    return parentOfAuthority(context, authority)
  }
}
