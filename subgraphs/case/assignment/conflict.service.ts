import { randomUUID } from 'node:crypto'
import { requireStaff } from '../../../platform/viewer/viewer.js'
import { takeStep, type CaseDesk } from '../loop/take-step.js'
import type { CaseTexts } from '../texts/case-texts.js'
import { requireText } from '../texts/required-text.js'
import type { ConflictDeclaration } from './assignment.type.js'
import { StoredCaseOfficer } from './case-officer.entity.js'
import { conflictTie, StoredConflict } from './conflict.entity.js'
import { requireOfficers } from './named-officers.js'

/**
 * Declares that an officer has a tie to the reported unit 回避: one's own, or, by a leader, somebody else's. From then
 * on there is no such case for them, from screening to the end.
 *
 * @param officer account of the officer; null for one's own
 * @throws AndonError as every step, FORBIDDEN for somebody else's by who is no leader, BAD_USER_INPUT
 */
export async function declareConflict(
  desk: CaseDesk & { texts: CaseTexts },
  asked: { caseId: string; expectedVersion: number | null; officer: string | null; tie: string },
): Promise<ConflictDeclaration> {
  const { caseId, expectedVersion } = asked
  const id = randomUUID()
  const verb = 'declareConflict'
  const own = subjectOf(desk)
  const officer = asked.officer ?? own
  const step = await takeStep(desk, { verb, caseId, expectedVersion }, async ({ em, stored, now }) => {
    if (officer !== own) requireStaff(desk.viewer, 'APPROVE_CASES')
    requireOfficers(stored, [officer], { least: 1, inputPath: 'officer' })
    const tie = requireText(asked.tie, 'tie')
    const sealedTie = await desk.texts.seal(em, caseId, { ...conflictTie, rowId: id }, tie)
    const row = { id, caseId, officer, sealedTie, declaredBy: own, declaredAt: now }
    em.persist(em.create(StoredConflict, row))
    stored.excludedOfficers = [...stored.excludedOfficers, officer]
    if (stored.handlingOfficer === officer) stored.handlingOfficer = null
    await em.nativeDelete(StoredCaseOfficer, { caseId, account: officer })
    return { audit: { facts: { own: officer === own }, reason: `${officer}：${tie}` } }
  })
  return { id, caseId, officer, declaredAt: step.changedAt }
}

function subjectOf({ viewer }: CaseDesk): string {
  return viewer.kind === 'STAFF' ? viewer.subject : ''
}
