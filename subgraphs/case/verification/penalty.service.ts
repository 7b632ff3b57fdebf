import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { toCaseType, type Case } from '../loop/case.type.js'
import { seatOf } from '../loop/step-actor.js'
import { takeStep } from '../loop/take-step.js'
import type { WritingDesk } from '../texts/seal-words.js'
import { StoredPenalty } from './penalty.entity.js'
import { MeasureKind, type PenaltyInput } from './penalty.type.js'
import { requireDay } from './required-day.js'
import { sealFinding } from './verification-texts.js'
import type { OnCase } from './verification.service.js'

/**
 * Records what was imposed 处理处罚. A fine has its amount, of which the reward may be a part; nothing else has one.
 *
 * @throws AndonError as every step, and BAD_USER_INPUT
 */
export async function recordPenalty(
  desk: WritingDesk,
  { penalty, ...request }: OnCase & { penalty: PenaltyInput },
): Promise<Case> {
  const recorded = await takeStep(desk, { verb: 'recordPenalty', ...request }, async (scene) => {
    const { em, stored, now, actor } = scene
    const { kind, amountFen = null, decisionNumber, unit = null } = penalty
    requireAmount(kind, amountFen)
    const decidedOn = requireDay(penalty.decidedOn, { now, is: 'PAST', inputPath: 'penalty.decidedOn' })
    const id = randomUUID()
    const number = { rowId: id, text: decisionNumber, inputPath: 'penalty.decisionNumber' }
    const sealedDecisionNumber = await sealFinding(desk, scene, { of: 'decisionNumber', ...number })
    const whom = { rowId: id, text: unit ?? '', inputPath: 'penalty.unit' }
    const sealedUnit = unit === null ? null : await sealFinding(desk, scene, { of: 'unit', ...whom })
    const sealed = { sealedDecisionNumber, sealedUnit }
    const row = { id, caseId: stored.id, kind, amountFen, decidedOn, recordedBy: seatOf(actor).subject }
    em.persist(em.create(StoredPenalty, { ...row, ...sealed, recordedAt: now }))
    return { audit: { facts: { penaltyId: id, kind, amountFen: amountFen?.toString() ?? null } } }
  })
  return toCaseType(recorded)
}

function requireAmount(kind: MeasureKind, amountFen: bigint | null): void {
  if (kind === MeasureKind.FINE ? amountFen !== null && amountFen > 0n : amountFen === null) return
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: '罚款应填写金额，其他处理不填。', en: 'A fine has an amount, nothing else has one.' },
    { inputPath: 'penalty.amountFen' },
  )
}
