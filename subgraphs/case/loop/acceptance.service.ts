import type { CaseDesk } from './take-step.js'
import { takeStep } from './take-step.js'
import { toCaseType, type Case } from './case.type.js'

/**
 * Accepts 受理 a case that is being screened. The first report accepted is kept for the reward, whatever is merged
 * later.
 *
 * @throws AndonError as every step
 */
export async function acceptReport(
  desk: CaseDesk,
  { caseId, expectedVersion }: { caseId: string; expectedVersion: number | null },
): Promise<Case> {
  const accepted = await takeStep(desk, { verb: 'acceptReport', caseId, expectedVersion }, (scene) => {
    const { stored, now, actor, reports } = scene
    const [first] = reports.toSorted((one, other) => Number(one.submittedAt) - Number(other.submittedAt))
    stored.acceptedAt = now
    stored.acceptedBy = actor.kind === 'STAFF' ? actor.subject : null
    stored.firstReportId ??= first?.reportId ?? null
    return { facts: { acceptedAt: now.toISOString() } }
  })
  return toCaseType(accepted)
}
