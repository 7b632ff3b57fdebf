import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import type { Clock } from '../../shared/clock.js'
import { StoredCase } from './case.entity.js'
import { openMoves } from './moves.js'
import { StoredProceeding, toPositioned } from './proceeding.entity.js'
import { takeSystemStep, type StepRequest, type StepResult } from './take-step.js'
import type { Verb } from './table/state-table.js'

/**
 * A step of the platform where it is open still, and nothing where it is not: a fact or the end of a term that comes
 * when the case has moved on can never be refused.
 *
 * @returns whether it was taken
 */
export async function takeWhereOpen<V extends Verb>(
  { em, clock }: { em: EntityManager; clock: Clock },
  request: StepRequest<V>,
  result: StepResult<V> = {},
): Promise<boolean> {
  return em.transactional(async (inner) => {
    const { caseId, verb } = request
    const lockMode = LockMode.PESSIMISTIC_WRITE
    const stored = await inner.findOneOrFail(StoredCase, { id: caseId }, { lockMode, refresh: true })
    const all = await inner.find(StoredProceeding, { caseId }, { refresh: true })
    const position = { state: stored.state, proceedings: all.map(toPositioned) }
    if (openMoves(verb, position, request).length === 0) return false
    await takeSystemStep({ em: inner, clock }, request, () => result)
    return true
  })
}
