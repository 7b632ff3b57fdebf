import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { toCaseType, type Case } from '../loop/case.type.js'
import { officerOf } from '../loop/step-actor.js'
import { takeStep, type Scene } from '../loop/take-step.js'
import type { Neighbours } from '../references/neighbours.js'
import { PublishedNotice } from './published-notice.entity.js'
import { StoredRefusal } from './refusal.entity.js'
import type { RefusalInput } from './refusal.input.js'
import { problemOf, type RefusalGiven } from './refusal.rules.js'
import { requireSameReporter, type ProvenSameness } from './same-reporter.js'
import { StoredSupplementRequest } from './supplement-request.entity.js'
import { answeredReports, type OnCase, type ScreeningDesk } from './supplement.service.js'

/**
 * Refuses a case on exactly one of four grounds (requirements C21 to C25), with the reason, the clause of the notice
 * and the officer. The reporter reads it and may object.
 *
 * @throws AndonError as every step, BAD_USER_INPUT, SUBGRAPH_UNAVAILABLE where report cannot say whether it is the
 *   same reporter
 */
export async function refuseReport(
  desk: ScreeningDesk & { neighbours: Neighbours },
  { caseId, expectedVersion, input }: OnCase & { input: RefusalInput },
): Promise<Case> {
  const given = toGiven(input)
  const refused = await takeStep(desk, { verb: 'refuseReport', caseId, expectedVersion }, async (scene) => {
    await requireSound(scene, given)
    const { earlierCaseId, ground, subKind, noticeVersion, noticeClause, reason } = given
    const sameness =
      earlierCaseId === null ? null : await requireSameReporter(scene, desk.neighbours.report, earlierCaseId)
    await store(desk, scene, given, sameness)
    const facts = { ground, subKind, noticeVersion, noticeClause, earlierCaseId, sameness }
    return { facts: { ground, subKind }, audit: { facts, reason } }
  })
  return toCaseType(refused)
}

function toGiven(input: RefusalInput): RefusalGiven {
  const { ground, reason, noticeVersion, noticeClause } = input
  return {
    ground,
    reason,
    noticeVersion,
    noticeClause,
    subKind: input.subKind ?? null,
    legalBasis: input.legalBasis ?? null,
    whyNoSupplement: input.whyNoSupplement ?? null,
    earlierCaseId: input.earlierCaseId ?? null,
  }
}

async function requireSound({ em, stored }: Scene, given: RefusalGiven): Promise<void> {
  const supplementAsked = (await em.count(StoredSupplementRequest, { caseId: stored.id })) > 0
  const noticePublished = (await em.count(PublishedNotice, { version: given.noticeVersion })) > 0
  const problem = problemOf(given, { supplementAsked, noticePublished })
  if (problem === undefined) return
  const { inputPath, ...message } = problem
  throw new AndonError('BAD_USER_INPUT', message, { inputPath })
}

async function store(
  { texts }: ScreeningDesk,
  { em, stored, reports, actor, now }: Scene,
  given: RefusalGiven,
  sameness: ProvenSameness | null,
): Promise<void> {
  const { reason, legalBasis, whyNoSupplement, ...codes } = given
  const id = randomUUID()
  const seal = (field: string, text: string) =>
    texts.seal(em, stored.id, { table: 'refusal', rowId: id, field }, text.trim())
  const sealIf = (field: string, text: string | null) => (text === null ? null : seal(field, text))
  em.persist(
    em.create(StoredRefusal, {
      id,
      caseId: stored.id,
      reportIds: answeredReports(reports),
      ...codes,
      sealedReason: await seal('sealed_reason', reason),
      sealedLegalBasis: await sealIf('sealed_legal_basis', legalBasis),
      sealedWhyNoSupplement: await sealIf('sealed_why_no_supplement', whyNoSupplement),
      sameness,
      refusedBy: officerOf(actor).subject,
      refusedAt: now,
    }),
  )
}
