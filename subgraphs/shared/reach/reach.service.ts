import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
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
 * The digits all codes of a region and everything below it begin with: GB/T 2260 writes province, city and county as
 * pairs, a town adds three. `000000` is the country; 省直辖 counties (419001) and functional zones (410173) follow
 * the same order, so that a subtree is one range of codes.
 */
export function prefixOf(regionCode: string): string {
  if (regionCode.length > 6) return regionCode
  if (regionCode === '000000') return ''
  return regionCode.endsWith('0000')
    ? regionCode.slice(0, 2)
    : regionCode.endsWith('00')
      ? regionCode.slice(0, 4)
      : regionCode
}

/** @throws AndonError BAD_USER_INPUT where it cannot be the code of a region */
export function requireRegionCode(regionCode: string): void {
  if (/^\d{6}(\d{3})?$/.test(regionCode)) return
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: '地区代码应为 6 位或 9 位数字。', en: 'A region code has six or nine digits.' },
    { inputPath: 'regionCode' },
  )
}

/** Whether the place lies in the region or below it; nothing lies in an unknown region. */
export function covers(ownRegion: string | undefined, regionCode: string): boolean {
  return ownRegion !== undefined && regionCode.startsWith(prefixOf(ownRegion))
}
