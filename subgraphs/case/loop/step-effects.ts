import { randomUUID } from 'node:crypto'
import { ReporterKind } from '../../shared/dictionary/matter.js'
import type { CaseReport } from './case-report.entity.js'
import { StoredCaseStep } from './case-step.entity.js'
import { StoredProceeding } from './proceeding.entity.js'
import { isSettled, type Machine } from './table/machines.js'
import type { Verb } from './table/state-table.js'
import type { Beginning } from './table/step-rule.js'
import type { Scene } from './take-step.js'

/**
 * Begins what a step brings with it, for the case or for its reports; not where one of the kind is open already. Of a
 * withdrawn report nothing is due any more.
 */
export function beginProceedings(scene: Scene, beginnings: readonly Beginning[]): StoredProceeding[] {
  const { em, stored, now, reports } = scene
  const wanted = beginnings.flatMap(({ machine, state, for: whom }) =>
    (whom === 'CASE' ? [null] : reportsOf(reports, whom)).map((reportId) => ({ machine, state, reportId })),
  )
  const begun = wanted
    .filter(({ machine, reportId }) => !isUnderWay(scene, machine, reportId))
    .map((one) =>
      em.create(StoredProceeding, {
        id: randomUUID(),
        caseId: stored.id,
        ...one,
        begunAt: now,
        changedAt: now,
      }),
    )
  em.persist(begun)
  return begun
}

function reportsOf(reports: readonly CaseReport[], whom: 'EVERY_REPORT' | 'REPORTS_OF_EMPLOYEES'): string[] {
  const isMeant = ({ reporterKind, withdrawnAt }: CaseReport) =>
    withdrawnAt == null && (whom === 'EVERY_REPORT' || reporterKind === ReporterKind.EMPLOYEE)
  return reports.filter(isMeant).map(({ reportId }) => reportId)
}

function isUnderWay({ proceedings }: Scene, machine: Machine, reportId: string | null): boolean {
  return proceedings.some(
    (one) =>
      one.machine === machine &&
      (one.reportId ?? null) === reportId &&
      !isSettled(machine, one.state) &&
      // Feedback on its way is out of the authority’s hands: a new conclusion is told anew.
      one.state !== 'SENT',
  )
}

export function recordHistory(
  { em, stored, actor, now }: Scene,
  step: {
    verb: Verb
    version: number
    from: string
    to: string
    proceeding: StoredProceeding | undefined
    decision: string | undefined
  },
): void {
  const isStaff = actor.kind === 'STAFF'
  em.persist(
    em.create(StoredCaseStep, {
      id: randomUUID(),
      caseId: stored.id,
      version: step.version,
      verb: step.verb,
      decision: step.decision ?? null,
      fromState: step.from,
      toState: step.to,
      proceedingId: step.proceeding?.id ?? null,
      actorKind: actor.kind,
      subject: isStaff ? actor.subject : null,
      authorityId: isStaff ? actor.authorityId : null,
      at: now,
    }),
  )
}
