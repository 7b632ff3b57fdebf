import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import { requireStaff, type Viewer } from '../../../platform/viewer/viewer.js'
import { covers, regionOfViewer, requireRegionCode } from '../../shared/reach/reach.service.js'

/**
 * Exact counts are for signed-in staff and dashboard accounts, of their own region and below.
 *
 * @throws AndonError BAD_USER_INPUT for a malformed code, UNAUTHENTICATED, FORBIDDEN
 */
export async function requireReach(em: EntityManager, viewer: Viewer, regionCode: string): Promise<void> {
  const staff = requireStaff(viewer, 'READ_EXACT_COUNTS')
  requireRegionCode(regionCode)
  if (!covers(await regionOfViewer(em, staff), regionCode)) {
    throw new AndonError('FORBIDDEN', {
      zh: '该地区不在您的管辖范围内。',
      en: 'This region is not within your reach.',
    })
  }
}
