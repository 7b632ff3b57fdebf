import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import { CaseReport } from '../loop/case-report.entity.js'
import { StoredCase } from '../loop/case.entity.js'
import { recordHistory } from '../loop/step-effects.js'
import type { Scene } from '../loop/take-step.js'

/** A case under its lock: always that of the later case first, so that two steps never wait for each other. */
export function lockCase(em: EntityManager, id: string): Promise<StoredCase> {
  return em.findOneOrFail(StoredCase, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true })
}

/** The case in the end: of a case that was merged, the one that was not. */
export async function rootIdOf(em: EntityManager, caseId: string): Promise<string> {
  const [root] = await em.execute<{ id: string }[]>(
    `WITH RECURSIVE up AS (
       SELECT id, merged_into FROM "case"."case" WHERE id = ?
       UNION ALL
       SELECT c.id, c.merged_into FROM "case"."case" c JOIN up ON c.id = up.merged_into
     )
     SELECT id FROM up WHERE merged_into IS NULL`,
    [caseId],
  )
  return root?.id ?? caseId
}

/** The reports a case would have if it came out again: its own and those of cases that went into it before. */
export async function reportsBroughtBy(em: EntityManager, caseId: string): Promise<CaseReport[]> {
  const below = await em.execute<{ id: string }[]>(
    `WITH RECURSIVE down AS (
       SELECT id FROM "case"."case" WHERE id = ?
       UNION ALL
       SELECT c.id FROM "case"."case" c JOIN down ON c.merged_into = down.id
     )
     SELECT id FROM down`,
    [caseId],
  )
  const openedCaseId = below.map(({ id }) => id)
  return em.find(CaseReport, { openedCaseId }, { orderBy: { reportId: 'asc' }, refresh: true })
}

/** Of the reports left in it, the first is kept for the reward; nobody is before it is accepted. */
export function keepFirstReport(stored: StoredCase, left: readonly CaseReport[]): void {
  const isKept = left.some(({ reportId }) => reportId === stored.firstReportId)
  if (isKept || stored.acceptedAt == null) return
  stored.firstReportId = firstOf(left)?.reportId ?? null
}

/** The earliest that was not withdrawn. */
export function firstOf(reports: readonly CaseReport[]): CaseReport | undefined {
  return reports
    .filter(({ withdrawnAt }) => withdrawnAt == null)
    .toSorted((one, other) => Number(one.submittedAt) - Number(other.submittedAt))
    .at(0)
}

/** The other case has moved too: whoever looked at it before looks again. */
export function noteOnOther(
  scene: Scene,
  other: StoredCase,
  { verb, decision }: { verb: 'mergeCases' | 'unmergeCase' | 'withdrawCase'; decision: string },
): void {
  const { state, version } = other
  const step = { verb, decision, version, from: state, to: state, proceeding: undefined }
  recordHistory({ ...scene, stored: other }, step)
  other.version += 1
  other.changedAt = scene.now
}
