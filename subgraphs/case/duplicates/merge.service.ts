import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { isUuid } from '../../shared/uuid.js'
import { StoredCase } from '../loop/case.entity.js'
import { toCaseType, type Case } from '../loop/case.type.js'
import { officerOf } from '../loop/step-actor.js'
import { maySee, standOf } from '../loop/standing.js'
import { isSettled } from '../loop/table/machines.js'
import { takeStep, type Scene } from '../loop/take-step.js'
import type { OnCase, ScreeningDesk } from '../screening/supplement.service.js'
import { requireText } from '../texts/required-text.js'
import { StoredCaseMerge } from './case-merge.entity.js'
import { lockCase, noteOnOther } from './merged-cases.js'
import { decisionFor, mergeProblem } from './merge.rules.js'

/**
 * Merges a case into an earlier one about the same matter: its reports are handled and answered there from then on
 * (应急〔2023〕106号). The first accepted report of the earlier case is kept for the reward.
 *
 * @throws AndonError as every step, BAD_USER_INPUT where the other case cannot take it, CONFLICT where something still
 *   runs beside it
 */
export async function mergeCases(
  desk: ScreeningDesk,
  { caseId, intoCaseId, reason, expectedVersion }: OnCase & { intoCaseId: string; reason: string },
): Promise<Case> {
  const merged = await takeStep(desk, { verb: 'mergeCases', caseId, expectedVersion }, async (scene) => {
    const words = requireText(reason, 'reason')
    const into = await requireTarget(scene, intoCaseId)
    requireNothingBeside(scene)
    await storeMerge(desk, scene, into, words)
    const { stored, reports } = scene
    for (const report of reports) report.caseId = into.id
    stored.mergedInto = into.id
    into.excludedOfficers = [...new Set([...into.excludedOfficers, ...stored.excludedOfficers])]
    noteOnOther(scene, into, { verb: 'mergeCases', decision: 'TOOK_IN' })
    return {
      decision: decisionFor(into.state),
      facts: {
        intoCaseId: into.id,
        intoAuthorityId: into.authorityId,
        intoRegionCode: into.regionCode,
      },
      audit: { facts: { intoCaseId: into.id }, reason: words },
    }
  })
  return toCaseType(merged)
}

/** Out of reach is told like none. What may be asked without its lock is asked first. */
async function requireTarget({ em, stored, actor }: Scene, id: string): Promise<StoredCase> {
  const known = isUuid(id) ? await em.findOne(StoredCase, { id }) : null
  const stand = known && (await standOf(em, officerOf(actor), [known]))
  if (known === null || stand === null || !maySee(stand, known)) {
    const message = {
      zh: '没有这个案件，或不在您的管辖范围内。',
      en: 'There is no such case within your reach.',
    }
    throw new AndonError('BAD_USER_INPUT', message, { inputPath: 'intoCaseId' })
  }
  requirePossible(stored, known)
  const into = await lockCase(em, known.id)
  requirePossible(stored, into)
  return into
}

function requirePossible(stored: StoredCase, into: StoredCase): void {
  const problem = mergeProblem(stored, into)
  if (problem === undefined) return
  const { inputPath, ...message } = problem
  throw new AndonError('BAD_USER_INPUT', message, { inputPath })
}

/** A supervision order would be lost sight of. */
function requireNothingBeside({ proceedings }: Scene): void {
  if (proceedings.every(({ machine, state }) => isSettled(machine, state))) return
  throw new AndonError('CONFLICT', {
    zh: '案件还有督办等事项未办结，不能并案。',
    en: 'Something still runs beside this case, such as a supervision order: it cannot be merged.',
  })
}

async function storeMerge(
  { texts }: ScreeningDesk,
  { em, stored, actor, now }: Scene,
  into: StoredCase,
  reason: string,
): Promise<void> {
  const id = randomUUID()
  const place = { table: 'case_merge', rowId: id, field: 'sealed_reason' }
  em.persist(
    em.create(StoredCaseMerge, {
      id,
      caseId: stored.id,
      intoCaseId: into.id,
      stateBefore: stored.state,
      sealedReason: await texts.seal(em, stored.id, place, reason),
      mergedBy: officerOf(actor).subject,
      mergedAt: now,
    }),
  )
}
