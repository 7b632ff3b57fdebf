import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import { rolesMay } from '../../../platform/viewer/roles.js'
import { requireStaff, type StaffViewer, type Viewer } from '../../../platform/viewer/viewer.js'
import { CaseReport } from './case-report.entity.js'
import { StoredCaseStep } from './case-step.entity.js'
import type { StoredCase } from './case.entity.js'
import { openVerbs, type OpenMove, type Position } from './moves.js'
import { maySee, standOf, stands, type StaffStand } from './standing.js'
import { noSuchCase, notYours, takesAnother } from './step-errors.js'
import { ruleOf, type Verb } from './table/state-table.js'

/** Who takes a step. */
export type Actor = StaffViewer | { kind: 'REPORTER'; reportId: string } | { kind: 'SYSTEM' }

/** The member of staff who takes a step that only staff take. */
export function officerOf(actor: Actor): StaffViewer {
  if (actor.kind === 'STAFF') return actor
  throw new Error('this is a step of staff')
}

/** Who takes such a step, and for which authority: none stands to a case without one. */
export function seatOf(actor: Actor): { subject: string; authorityId: string } {
  const { subject, authorityId } = officerOf(actor)
  if (authorityId === null) throw new Error('this is a step of an authority')
  return { subject, authorityId }
}

/** @throws AndonError UNAUTHENTICATED, or FORBIDDEN for who never may take this step */
export function actorOf(viewer: Viewer, verb: Verb): Actor {
  const { actor } = ruleOf(verb)
  if (actor.by === 'STAFF') return requireStaff(viewer, actor.permission)
  if (viewer.kind === 'ANONYMOUS') throw new AndonError('UNAUTHENTICATED')
  if (actor.by === 'REPORTER' && viewer.kind === 'REPORTER') return viewer
  throw new AndonError('FORBIDDEN')
}

/** @throws AndonError NOT_FOUND where this actor may not know of the case, FORBIDDEN where the step is another’s */
export async function requireStanding(
  em: EntityManager,
  actor: Actor,
  verb: Verb,
  stored: StoredCase,
  reports: readonly CaseReport[],
): Promise<StaffStand | undefined> {
  if (actor.kind === 'SYSTEM') return undefined
  if (actor.kind === 'REPORTER') {
    if (!reports.some(({ reportId }) => reportId === actor.reportId)) throw noSuchCase()
    return undefined
  }
  const stand = await standOf(em, actor, [stored])
  if (!maySee(stand, stored)) throw noSuchCase()
  const rule = ruleOf(verb).actor
  if (rule.by === 'STAFF' && !stands(stand, stored, rule.standing)) throw notYours()
  return stand
}

/** The steps this actor may take now, as far as the table and the standing say. */
export function stepsFor(
  actor: Actor,
  stand: StaffStand | undefined,
  stored: StoredCase,
  position: Position,
): Verb[] {
  return openVerbs(position).filter((verb) => {
    const rule = ruleOf(verb).actor
    if (rule.by === 'REPORTER') return actor.kind === 'REPORTER'
    if (rule.by === 'SYSTEM' || stand === undefined || actor.kind !== 'STAFF') return false
    return rolesMay(actor.roles, rule.permission) && stands(stand, stored, rule.standing)
  })
}

/**
 * The case a reporter takes a step in: that of the own report.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN for anybody but a reporter, NOT_FOUND where the report has no case
 */
export async function caseOfReporter(
  { em, viewer }: { em: EntityManager; viewer: Viewer },
  verb: Verb,
): Promise<{ caseId: string; reportId: string }> {
  const actor = actorOf(viewer, verb)
  if (actor.kind !== 'REPORTER') throw new AndonError('FORBIDDEN')
  const link = await em.findOne(CaseReport, { reportId: actor.reportId })
  if (link === null) throw noSuchCase()
  return { caseId: link.caseId, reportId: link.reportId }
}

/** @throws AndonError FORBIDDEN where the same person took a step that this one is to check */
export async function requireAnother(
  em: EntityManager,
  actor: Actor,
  verb: Verb,
  stored: StoredCase,
  open: readonly OpenMove[],
): Promise<void> {
  const rule = ruleOf(verb).actor
  if (actor.kind !== 'STAFF' || rule.by !== 'STAFF' || rule.anotherThan === undefined) return
  const proceedingIds = open.flatMap((one) => one.proceedingIds)
  const same = await em.count(StoredCaseStep, {
    caseId: stored.id,
    subject: actor.subject,
    verb: [...rule.anotherThan] as Verb[],
    $or: [{ proceedingId: null }, { proceedingId: proceedingIds }],
  })
  if (same > 0) throw takesAnother()
}
