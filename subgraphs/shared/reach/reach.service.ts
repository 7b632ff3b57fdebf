import type { EntityManager } from '@mikro-orm/postgresql'
import type { StaffViewer } from '../../../platform/viewer/viewer.js'
import type { EventHandlers } from '../events/consumer.js'
import { AuthorityReach } from './authority-reach.entity.js'

/** Keeps the authority tree. */
export const reachHandlers: Pick<EventHandlers, 'AuthorityRegistered'> = {
  AuthorityRegistered: async (em, { payload }) => {
    const { authorityId, regionCode, level, parentAuthorityId } = payload
    await em.upsert(AuthorityReach, { authorityId, regionCode, level, parentAuthorityId })
  },
}

/**
 * The code of the region a member of staff answers for; the reach is that region and all below it.
 * Undefined where the authority is unknown: then nothing is within reach.
 */
export async function regionOfViewer(em: EntityManager, viewer: StaffViewer): Promise<string | undefined> {
  if (viewer.authorityId === null) return undefined
  const authority = await em.findOne(AuthorityReach, { authorityId: viewer.authorityId })
  return authority?.regionCode
}

/**
 * Whether a thing in a place is within reach.
 *
 * @param regionPath codes from the country to the place itself
 */
export function isWithin(regionPath: readonly string[], ownRegion: string | undefined): boolean {
  return ownRegion !== undefined && regionPath.includes(ownRegion)
}
