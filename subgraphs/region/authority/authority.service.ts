import type { RegionContext } from '../context.js'
import { findRegion } from '../division/region.service.js'
import type { Region } from '../division/region.type.js'
import { Authority } from './authority.type.js'

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Null where no authority has the id, and where the text is no id. */
export async function findAuthority({ authorities }: RegionContext, id: string): Promise<Authority | null> {
  if (!uuid.test(id)) return null
  const stored = await authorities.byId.load(id.toLowerCase())
  return stored && new Authority(stored)
}

/** The authority it answers to; none above the ministry. */
export async function parentOfAuthority(
  context: RegionContext,
  { stored }: Authority,
): Promise<Authority | null> {
  return stored.parentAuthorityId ? findAuthority(context, stored.parentAuthorityId) : null
}

/** Where it sits; null where the division has been abolished since. */
export function regionOfAuthority({ divisions }: RegionContext, { stored }: Authority): Region | null {
  return findRegion(divisions(), stored.regionCode)
}
