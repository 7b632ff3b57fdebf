import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import type { Clock } from '../../shared/clock.js'
import { isCountedTerm } from '../../shared/dictionary/loop.js'
import { recordEvent } from '../../shared/events/outbox.entity.js'
import { AuthorityReach } from '../../shared/reach/authority-reach.entity.js'
import { CaseReport } from '../loop/case-report.entity.js'
import { StoredCase } from '../loop/case.entity.js'
import { aboutCase } from '../loop/step-events.js'
import { takeWhereOpen } from '../loop/system-step.js'
import { deadlineKinds, type DeadlineKind } from '../loop/table/deadline-kinds.js'
import type { Occasion } from '../notices/notice.js'
import { tellAuthorities } from '../notices/notices.js'
import { waiveUnclaimed } from '../reward/waiver.js'
import { running, StoredDeadline } from './deadline.entity.js'

const atOnce = 100
const kinds = Object.keys(deadlineKinds) as DeadlineKind[]
const ofAuthorities = kinds.filter((kind) => deadlineKinds[kind].whose === 'AUTHORITY')
const ofReporters = kinds.filter((kind) => deadlineKinds[kind].whose === 'REPORTER')

type Sweeping = { orm: MikroORM; clock: Clock }

/**
 * Does what the clock asks for: reminds before the end of a term, tells those above after it, and ends the terms of
 * reporters. Each is marked in the transaction that asks for its notice, under a lock the other replicas step over:
 * it happens once, whoever dies.
 */
export async function sweepDeadlines(sweeping: Sweeping): Promise<void> {
  await untilNoneIsLeft(() => remind(sweeping))
  await untilNoneIsLeft(() => escalate(sweeping))
  await endTermsOfReporters(sweeping)
}

async function untilNoneIsLeft(work: () => Promise<number>): Promise<void> {
  while ((await work()) === atOnce);
}

function remind({ orm, clock }: Sweeping): Promise<number> {
  return orm.em.fork().transactional(async (em) => {
    const now = clock()
    const near = await locked(em, 'reminded_at IS NULL AND remind_at <= ? ORDER BY remind_at', [now])
    for (const deadline of near) {
      deadline.remindedAt = now
      // What is over already is told as over, not as near.
      if (deadline.dueAt > now) await tell(em, deadline, 'NEAR')
    }
    return near.length
  })
}

function escalate({ orm, clock }: Sweeping): Promise<number> {
  return orm.em.fork().transactional(async (em) => {
    const now = clock()
    const kindsOf = ofAuthorities.map(() => '?').join(', ')
    const where = `escalated_at IS NULL AND due_at < ? AND kind IN (${kindsOf}) ORDER BY due_at`
    const over = await locked(em, where, [now, ...ofAuthorities])
    for (const deadline of over) {
      deadline.escalatedAt = now
      await tell(em, deadline, 'OVER')
      await recordMissed(em, deadline, now)
    }
    return over.length
  })
}

/** A term that is over and not met is told when it is found: nobody may take a step to tell it. */
async function recordMissed(
  em: EntityManager,
  { id, kind, caseId }: StoredDeadline,
  now: Date,
): Promise<void> {
  if (!isCountedTerm(kind)) return
  const stored = await em.findOneOrFail(StoredCase, { id: caseId })
  const reports = await em.find(CaseReport, { caseId }, { orderBy: { reportId: 'asc' } })
  recordEvent(em, {
    name: 'DeadlineMissed',
    subject: caseId,
    occurredAt: now,
    payload: { ...aboutCase(stored, reports), progress: null, at: now.toISOString(), deadlineId: id, kind },
  })
}

async function locked(em: EntityManager, condition: string, values: unknown[]): Promise<StoredDeadline[]> {
  const rows = await em.execute<{ id: string }[]>(
    `SELECT id FROM "case".deadline WHERE met_at IS NULL AND cancelled_at IS NULL AND lapsed_at IS NULL
       AND ${condition} LIMIT ${String(atOnce)} FOR UPDATE SKIP LOCKED`,
    values,
  )
  return em.find(StoredDeadline, { id: rows.map(({ id }) => id) })
}

/** Who handles the case is told of both, the authority above it of what is over. */
async function tell(em: EntityManager, { id, caseId }: StoredDeadline, occasion: Occasion): Promise<void> {
  const { authorityId } = await em.findOneOrFail(StoredCase, { id: caseId })
  const above = occasion === 'OVER' ? await em.findOne(AuthorityReach, { authorityId }) : null
  const authorities = [authorityId, ...(above?.parentAuthorityId == null ? [] : [above.parentAuthorityId])]
  await tellAuthorities(em, authorities, { id: `${occasion}.${id}`, occasion, caseId })
}

/** The case is locked before its terms, as by every step: two who take them in turn would wait for each other. */
async function endTermsOfReporters({ orm, clock }: Sweeping): Promise<void> {
  for (;;) {
    const over = { ...running, kind: ofReporters, dueAt: { $lt: clock() } }
    const ended = await orm.em.fork().find(StoredDeadline, over, { orderBy: { dueAt: 'asc' }, limit: atOnce })
    for (const deadline of ended) await endTerm({ orm, clock }, deadline)
    if (ended.length < atOnce) return
  }
}

async function endTerm(
  { orm, clock }: Sweeping,
  { id, kind, caseId, proceedingId }: StoredDeadline,
): Promise<void> {
  await orm.em.fork().transactional(async (em) => {
    if (kind === 'FEEDBACK_SERVICE') {
      const request = { verb: 'serveFeedback', caseId, proceedingId: proceedingId ?? null } as const
      await takeWhereOpen({ em, clock }, request, { facts: { how: 'DEEMED' } })
    }
    if (kind === 'REWARD_CLAIM' && proceedingId != null)
      await waiveUnclaimed({ em, clock }, { caseId, proceedingId })
    // The step has met it; what nobody had to do just ends.
    await em.flush()
    const lapsed = await em.nativeUpdate(StoredDeadline, { ...running, id }, { lapsedAt: clock() })
    if (lapsed === 1 && kind === 'REWARD_CLAIM')
      await tell(em, await em.findOneOrFail(StoredDeadline, { id }), 'OVER')
  })
}
