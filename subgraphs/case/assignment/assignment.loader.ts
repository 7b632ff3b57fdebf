import DataLoader from 'dataloader'
import { isStaffWho } from '../../../platform/viewer/viewer.js'
import { StoredCase } from '../loop/case.entity.js'
import { openLooks, type TextReader } from '../texts/open-looks.js'
import { assignmentReason, StoredAssignment } from './assignment.entity.js'
import type { AssignmentRecord, CaseAssignment, CoHandler } from './assignment.type.js'
import { StoredCaseOfficer } from './case-officer.entity.js'
import { StoredCoHandler } from './co-handler.entity.js'

export type AssignmentLoader = DataLoader<string, CaseAssignment | null>

/** Who handles cases that the viewer may see; a few queries for a whole list. */
export function createAssignmentLoader(reader: TextReader): AssignmentLoader {
  const { em, viewer } = reader
  return new DataLoader(async (ids: readonly string[]) => {
    if (!isStaffWho(viewer, 'READ_CASES')) return ids.map(() => null)
    const caseId = [...ids]
    const cases = new Map((await em.find(StoredCase, { id: caseId })).map((stored) => [stored.id, stored]))
    const officers = await byCase(em.find(StoredCaseOfficer, { caseId }, { orderBy: { account: 'asc' } }))
    const helpers = await byCase(em.find(StoredCoHandler, { caseId }, { orderBy: { addedAt: 'asc' } }))
    const given = await em.find(StoredAssignment, { caseId }, { orderBy: { assignedAt: 'asc' } })
    const history = Map.groupBy(await toRecords(reader, given), ({ of }) => of)
    return ids.map((id) => ({
      officers: officers.get(id) ?? [],
      coHandlers: (helpers.get(id) ?? []).map(toCoHandler),
      excludedOfficers: cases.get(id)?.excludedOfficers ?? [],
      history: (history.get(id) ?? []).map(({ record }) => record),
    }))
  })
}

function toCoHandler({ id, authorityId, office, addedAt }: StoredCoHandler): CoHandler {
  return { id, authorityId, office: office ?? null, addedAt }
}

async function byCase<Row extends { caseId: string }>(found: Promise<Row[]>): Promise<Map<string, Row[]>> {
  return Map.groupBy(await found, ({ caseId }) => caseId)
}

async function toRecords(
  reader: TextReader,
  given: readonly StoredAssignment[],
): Promise<{ of: string; record: AssignmentRecord }[]> {
  const sealed = given.flatMap(({ id, caseId, sealedReason }) =>
    sealedReason == null ? [] : [{ caseId, place: { ...assignmentReason, rowId: id }, sealed: sealedReason }],
  )
  const reasons = await openLooks(reader, sealed)
  return given.map((one) => {
    const { id, mode, fromAuthorityId, toAuthorityId, office = null, officers, assignedBy, assignedAt } = one
    const reason = reasons(id)
    const record = {
      id,
      mode,
      fromAuthorityId,
      toAuthorityId,
      office,
      officers,
      reason,
      assignedBy,
      assignedAt,
    }
    return { of: one.caseId, record }
  })
}
