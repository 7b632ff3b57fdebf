import type { EntityManager } from '@mikro-orm/postgresql'
import { requireStaff, type StaffViewer, type Viewer } from '../../../platform/viewer/viewer.js'
import { asGenerator } from '../../shared/live.js'
import { covers, reachOf, requireRegionCode } from '../../shared/reach/reach.service.js'
import { outOfReach } from '../desk/case-list.js'
import { asPlatform } from '../desk/row-security.js'
import { StoredCase } from '../loop/case.entity.js'
import { toCaseType } from '../loop/case.type.js'
import { maySee } from '../loop/standing.js'
import type { CaseChange } from './case-change.type.js'
import type { CaseChanges, CaseNotice } from './case-changes.js'

/**
 * The cases of a region that change, as far as the viewer reaches. One that leaves is told of once more, without
 * content; one the viewer never could see is never told of. The reach is looked up for every change.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN where the region is out of reach, BAD_USER_INPUT for a malformed code
 */
export async function changedCases(
  { em, viewer, changes }: { em: EntityManager; viewer: Viewer; changes: CaseChanges },
  regionCode: string,
): Promise<AsyncGenerator<CaseChange, void, void>> {
  const staff = requireStaff(viewer, 'READ_CASES')
  requireRegionCode(regionCode)
  const reach = await reachOf(em, staff)
  if (reach.handledBy.length === 0 && !covers(reach.regionCode, regionCode)) throw outOfReach()
  const notices = changes.watch()
  return asGenerator<CaseChange>({
    next: async () => {
      for (;;) {
        const step = await notices.next()
        if (step.done === true) return step
        const value = await changeFor(em.fork(), staff, regionCode, step.value)
        if (value !== undefined) return { value, done: false }
      }
    },
    end: async () => {
      await notices.return()
      return { value: undefined, done: true }
    },
  })
}

async function changeFor(
  em: EntityManager,
  viewer: StaffViewer,
  regionCode: string,
  { caseId, was }: CaseNotice,
): Promise<CaseChange | undefined> {
  const reach = await reachOf(em, viewer)
  const now = await em.findOne(StoredCase, { id: caseId })
  if (now !== null && maySee({ viewer, reach }, now) && covers(regionCode, now.regionCode))
    return { caseId, case: toCaseType(now) }
  if (was === null || !covers(regionCode, was.regionCode)) return undefined
  const hidden = await asPlatform(em).findOneOrFail(StoredCase, { id: caseId })
  const excludedOfficers = hidden.excludedOfficers.filter((subject) => !was.newlyExcluded.includes(subject))
  const couldSee = maySee({ viewer, reach }, Object.assign({}, hidden, was, { excludedOfficers }))
  return couldSee ? { caseId, case: null } : undefined
}
