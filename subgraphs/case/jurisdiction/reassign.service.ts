import { AndonError } from '../../../platform/errors.js'
import { requireStaff } from '../../../platform/viewer/viewer.js'
import { reachOf } from '../../shared/reach/reach.service.js'
import { StoredCase } from '../loop/case.entity.js'
import { toCaseType, type Case } from '../loop/case.type.js'
import { maySee } from '../loop/standing.js'
import { takeStep, type CaseDesk } from '../loop/take-step.js'
import { StoredCaseToReassign } from './map-change.entity.js'
import { ReassignReason, type CaseToReassign } from './reassign.type.js'
import { relocate } from './relocate.js'

const atMost = 100

/**
 * Cases within reach that a change of the map left open, the longest waiting first, at most 100.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN
 */
export async function casesToReassign({ em, viewer }: CaseDesk): Promise<CaseToReassign[]> {
  const staff = requireStaff(viewer, 'ASSIGN_CASES')
  const reach = await reachOf(em, staff)
  const waiting = await em.find(
    StoredCaseToReassign,
    {},
    { orderBy: { since: 'asc', caseId: 'asc' }, limit: atMost },
  )
  const found = await em.find(StoredCase, { id: waiting.map(({ caseId }) => caseId) })
  const seen = new Map(
    found.filter((stored) => maySee({ viewer: staff, reach }, stored)).map((one) => [one.id, one]),
  )
  return waiting.flatMap(({ caseId, cause, regionPaths, since }) => {
    const stored = seen.get(caseId)
    const regionCodes = regionPaths.flatMap((path) => path.slice(-1))
    return stored === undefined
      ? []
      : [{ case: toCaseType(stored), cause: ReassignReason[cause], regionCodes, since }]
  })
}

/**
 * Says which of several successors a case belongs to now 确定去向.
 *
 * @throws AndonError as every step, and BAD_USER_INPUT for a region that is none of them
 */
export async function placeCase(
  desk: CaseDesk,
  { regionCode, ...request }: { caseId: string; expectedVersion: number | null; regionCode: string },
): Promise<Case> {
  const placed = await takeStep(desk, { verb: 'placeCase', ...request }, async (scene) => {
    const { em, stored } = scene
    const open = await em.findOne(StoredCaseToReassign, { caseId: stored.id })
    const path = open?.regionPaths.find((one) => one.at(-1) === regionCode)
    if (path === undefined) throw noSuccessor()
    const facts = await relocate(scene, path)
    await em.nativeDelete(StoredCaseToReassign, { caseId: stored.id })
    return { facts, audit: { facts: { regionCode, authorityId: stored.authorityId } } }
  })
  return toCaseType(placed)
}

function noSuccessor(): AndonError {
  return new AndonError(
    'BAD_USER_INPUT',
    { zh: '该地区不是本案可选的去向。', en: 'This region is none the case may go to.' },
    { inputPath: 'regionCode' },
  )
}
