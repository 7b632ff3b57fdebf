import { firstOf } from '../duplicates/merged-cases.js'
import { takeStep, type CaseDesk, type Scene } from './take-step.js'
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
    markAccepted(scene)
    return { facts: { acceptedAt: scene.now.toISOString() } }
  })
  return toCaseType(accepted)
}

/** By an officer who screens, or who reverses a refusal. */
export function markAccepted({ stored, now, actor, reports }: Scene): void {
  stored.acceptedAt = now
  stored.acceptedBy = actor.kind === 'STAFF' ? actor.subject : null
  stored.firstReportId ??= firstOf(reports)?.reportId ?? null
}
