import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import { isUuid } from '../../shared/uuid.js'
import { CaseReport } from '../loop/case-report.entity.js'
import { StoredCase } from '../loop/case.entity.js'
import { officerOf } from '../loop/step-actor.js'
import { maySee, standOf } from '../loop/standing.js'
import type { Scene } from '../loop/take-step.js'
import type { ReportDesk } from '../references/report.client.js'
import { StoredIdentityComparison } from './identity-comparison.entity.js'
import { answeredReports } from './supplement.service.js'

/** How it is known that two reports are of one reporter. */
export type ProvenSameness = 'SAME_ACCOUNT' | 'SAME_RECEIPT' | 'COMPARED'

/**
 * The proof ground one takes (requirement C21): an earlier case that was accepted, and of every report of this one
 * that the same reporter stands behind it. Another reporter’s same matter is merged, not refused.
 *
 * @throws AndonError BAD_USER_INPUT
 */
export async function requireSameReporter(
  scene: Scene,
  report: ReportDesk,
  earlierCaseId: string,
): Promise<ProvenSameness> {
  await requireAcceptedCase(scene, earlierCaseId)
  const { em, reports } = scene
  const earlier = await em.find(CaseReport, {
    $or: [{ caseId: earlierCaseId }, { openedCaseId: earlierCaseId }],
  })
  const earlierIds = earlier.map(({ reportId }) => reportId)
  const proofs: ProvenSameness[] = []
  for (const reportId of answeredReports(reports)) {
    const compared = await wasCompared(scene, reportId, earlierIds)
    const sameness = compared ? 'COMPARED' : await report.sameReporter(reportId, earlierIds)
    if (sameness === 'UNKNOWN') throw notTheSame()
    proofs.push(sameness)
  }
  const [proof] = proofs
  if (proof === undefined) throw notTheSame()
  return proof
}

/** A case that is out of reach is as unknown as none: an officer learns nothing of it here. */
async function requireAcceptedCase({ em, actor, stored, now }: Scene, id: string): Promise<void> {
  const earlier = isUuid(id) ? await em.findOne(StoredCase, { id }) : null
  const stand = earlier && (await standOf(em, officerOf(actor), [earlier]))
  if (earlier === null || stand === null || !maySee(stand, earlier) || earlier.id === stored.id)
    throw notThatCase('没有这个案件，或不在您的管辖范围内。', 'There is no such case within your reach.')
  const root = await rootOf(em, earlier)
  if (root.acceptedAt == null || root.acceptedAt > now || root.id === stored.id)
    throw notThatCase('该案件没有受理。', 'That case was not accepted.')
}

/** The case that handles it: of one that was merged the one it went into. */
async function rootOf(em: EntityManager, stored: StoredCase): Promise<StoredCase> {
  if (stored.mergedInto == null) return stored
  return rootOf(em, await em.findOneOrFail(StoredCase, { id: stored.mergedInto }))
}

/** The last comparison counts, and not one of the officer who refuses. */
async function wasCompared({ em, actor }: Scene, reportId: string, earlierIds: string[]): Promise<boolean> {
  const comparisons = await em.find(
    StoredIdentityComparison,
    {
      $or: [
        { reportId, earlierReportId: earlierIds },
        { reportId: earlierIds, earlierReportId: reportId },
      ],
    },
    { orderBy: { comparedAt: 'asc', id: 'asc' } },
  )
  const last = comparisons.at(-1)
  return last !== undefined && last.same && last.comparedBy !== officerOf(actor).subject
}

function notThatCase(zh: string, en: string): AndonError {
  return new AndonError('BAD_USER_INPUT', { zh, en }, { inputPath: 'input.earlierCaseId' })
}

function notTheSame(): AndonError {
  return new AndonError(
    'BAD_USER_INPUT',
    {
      zh: '不能确认是同一举报人：其他举报人就同一事项的举报应并案办理，或先由身份保管员比对。',
      en: 'It is not known to be the same reporter: merge the cases, or have a custodian compare first.',
    },
    { inputPath: 'input.ground' },
  )
}
