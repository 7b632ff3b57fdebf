import { randomUUID } from 'node:crypto'
import type { AssignmentMode } from '../../shared/dictionary/loop.js'
import { StoredCaseToReassign } from '../jurisdiction/map-change.entity.js'
import type { Scene } from '../loop/take-step.js'
import { StoredAssignment } from './assignment.entity.js'
import { StoredCaseOfficer } from './case-officer.entity.js'
import { CaseOfficerRole, type CaseOfficerInput } from './case-officer.type.js'
import { seatOf } from '../loop/step-actor.js'

export type Handing = {
  id?: string
  mode: AssignmentMode
  to: string
  office: string | null
  officers: readonly CaseOfficerInput[]
  /** Whether those named verify at once. */
  verify?: boolean
  sealedReason?: Buffer | null
}

/** The case is theirs from now on; who was named before is not any more. */
export async function handOver({ em, stored, actor, now }: Scene, handing: Handing): Promise<void> {
  const { id = randomUUID(), mode, to, office, officers, verify = false, sealedReason = null } = handing
  const by = seatOf(actor).subject
  em.persist(
    em.create(StoredAssignment, {
      id,
      caseId: stored.id,
      mode,
      fromAuthorityId: stored.authorityId,
      toAuthorityId: to,
      office,
      officers: officers.map(({ account }) => account),
      sealedReason,
      assignedBy: by,
      assignedAt: now,
    }),
  )
  const handler = officers.find(({ role }) => role === CaseOfficerRole.HANDLER)
  Object.assign(stored, {
    authorityId: to,
    coHandlingAuthorityIds: stored.coHandlingAuthorityIds.filter((helper) => helper !== to),
    assignmentMode: mode,
    handlingOffice: office,
    handlingOfficer: handler?.account ?? null,
  })
  await em.nativeDelete(StoredCaseToReassign, { caseId: stored.id, cause: 'AUTHORITY_CLOSED' })
  await em.nativeDelete(StoredCaseOfficer, { caseId: stored.id })
  for (const { account, role } of officers)
    em.persist(
      em.create(StoredCaseOfficer, {
        caseId: stored.id,
        account,
        role,
        verifies: verify && isEnforcement(role),
        namedBy: by,
        namedAt: now,
      }),
    )
}

/** Leaders answer for a case; they do not go and look. */
export function isEnforcement(role: CaseOfficerRole): boolean {
  return role === CaseOfficerRole.HANDLER || role === CaseOfficerRole.TASK_FORCE
}
