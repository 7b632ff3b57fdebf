import { AndonError } from '../../../platform/errors.js'
import { requireStaff, type StaffViewer } from '../../../platform/viewer/viewer.js'
import { dayInChina } from '../../shared/day.js'
import { covers } from '../../shared/reach/reach.service.js'
import type { RegionContext } from '../context.js'

/** How far a region manager may change things. */
export type ManagementReach = {
  staff: StaffViewer
  /** Whether something that sits in the division is within reach; what sits in none is the country's. */
  mayManage: (regionCode: string | null) => boolean
}

/**
 * Region keeps the authorities itself, so that it looks into its own table where others follow events.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN
 */
export async function requireManager(context: RegionContext): Promise<ManagementReach> {
  const staff = requireStaff(context.viewer, 'MANAGE_REGIONS')
  const own = staff.authorityId === null ? null : await context.authorities.byId.load(staff.authorityId)
  const acts = own?.kind === 'EMERGENCY_MANAGEMENT' && (own.closedOn ?? '9999') > dayInChina()
  const ownRegion = acts ? own.regionCode : null
  return {
    staff,
    mayManage: (regionCode) => covers(ownRegion ?? undefined, regionCode ?? '000000'),
  }
}

/** @throws AndonError FORBIDDEN */
export function requireWithin(reach: ManagementReach, regionCode: string | null): void {
  if (reach.mayManage(regionCode)) return
  throw new AndonError('FORBIDDEN', {
    zh: '该地区不在您的管辖范围内。',
    en: 'This region is not within your reach.',
  })
}
