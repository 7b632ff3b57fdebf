import { Authority } from '../authority/authority.type.js'
import type { RegionContext } from '../context.js'
import { pathOf, type Division } from '../division/division-tree.js'

/**
 * Who answers for a place: the authority of the division itself or of the nearest one above that has one. Whose
 * level it is can be read from the authority. Null in 港澳台, where the mainland's departments answer for nothing:
 * the ministry above them is no answer.
 */
export async function locateAuthority(
  { authorities }: RegionContext,
  division: Division,
): Promise<Authority | null> {
  const withinProvince = pathOf(division).slice(1)
  const candidates = withinProvince.length === 0 ? [division] : withinProvince
  const found = await Promise.all(candidates.map(({ code }) => authorities.byRegion.load(code)))
  const nearest = found.findLast((authority) => authority !== null)
  return nearest ? new Authority(nearest) : null
}
