import { LockMode, type MikroORM } from '@mikro-orm/postgresql'
import type { Log } from '../../../platform/log.js'
import { CaseState } from '../loop/case-state.js'
import { StoredCase } from '../loop/case.entity.js'
import { openDeadline } from './deadline.service.js'
import { StoredDeadline } from './deadline.entity.js'

const undecided = [CaseState.SCREENING, CaseState.SUPPLEMENT_REQUESTED]
const unconcluded = [CaseState.ACCEPTED, CaseState.ASSIGNED, CaseState.VERIFYING]

/**
 * Starts the terms of cases from before there were any. A migration cannot do it: it cannot reckon. Done while no term
 * is there at all; the lock on the first case keeps replicas from doing it twice.
 */
export async function startTermsOfEarlierCases(orm: MikroORM, log: Log): Promise<void> {
  await orm.em.fork().transactional(async (em) => {
    const cases = await em.find(
      StoredCase,
      { state: [...undecided, ...unconcluded] },
      { orderBy: { openedAt: 'asc', id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE, limit: 1 },
    )
    if (cases.length === 0 || (await em.count(StoredDeadline)) > 0) return
    const all = await em.find(StoredCase, { state: [...undecided, ...unconcluded] })
    for (const stored of all) {
      const isDecided = unconcluded.includes(stored.state)
      const kind = isDecided ? 'VERIFICATION' : 'ACCEPTANCE'
      await openDeadline(em, stored, { kind, at: (isDecided ? stored.acceptedAt : null) ?? stored.openedAt })
    }
    await em.flush()
    log.info({ cases: all.length }, 'terms started for cases from before there were any')
  })
}
