import type { EntityManager } from '@mikro-orm/postgresql'
import { PublicProgress } from '../../shared/dictionary/progress.js'
import type { EventHandlers } from '../../shared/events/consumer.js'
import { CaseStanding, type Standing } from './counter.entities.js'

/** Columns of `region_count` that count something. */
type Counter = 'reports' | 'referrals' | Standing

/** Woken after every fold, by every replica that shows live counts. */
export const countsChannel = 'andon_statistics'

/** Folds the facts into the counters of the place and of every region above it. */
export const countingHandlers: EventHandlers = {
  ReportSubmitted: (em, { payload, occurredAt }) => add(em, payload.regionPath, { reports: 1 }, occurredAt),
  ReportReferred: (em, { payload, occurredAt }) => add(em, payload.regionPath, { referrals: 1 }, occurredAt),
  CaseOpened: async (em, { payload, occurredAt }) => {
    const { caseId, regionPath } = payload
    em.persist(em.create(CaseStanding, { caseId, regionPath, state: 'screening' }))
    await add(em, regionPath, { screening: 1 }, occurredAt)
  },
  CaseAccepted: (em, event) => stand(em, event, 'accepted'),
  CaseRefused: (em, event) => stand(em, event, 'setAside'),
  CaseReferred: (em, event) => stand(em, event, 'setAside'),
  CaseWithdrawn: (em, event) => stand(em, event, 'setAside'),
  CaseMerged: (em, event) => stand(em, event, 'setAside'),
  // Back to where it stood before.
  CaseUnmerged: (em, event) =>
    stand(em, event, event.payload.progress === PublicProgress.ACCEPTED ? 'accepted' : 'screening'),
  ObjectionAnswered: (em, event) =>
    event.payload.decision === 'REFUSAL_REVERSED' ? stand(em, event, 'accepted') : undefined,
  CaseRegionMoved: async (em, { payload, occurredAt }) => {
    const standing = await em.findOneOrFail(CaseStanding, { caseId: payload.caseId })
    await add(em, standing.regionPath, { [standing.state]: -1 }, occurredAt)
    standing.regionPath = payload.regionPath
    await add(em, standing.regionPath, { [standing.state]: 1 }, occurredAt)
  },
}

async function stand(
  em: EntityManager,
  { payload: { caseId }, occurredAt }: { payload: { caseId: string }; occurredAt: Date },
  state: Standing,
): Promise<void> {
  const standing = await em.findOneOrFail(CaseStanding, { caseId })
  const from = standing.state
  if (from === state) return
  standing.state = state
  await add(em, standing.regionPath, { [from]: -1, [state]: 1 }, occurredAt)
}

async function add(
  em: EntityManager,
  regionPath: string[],
  change: Partial<Record<Counter, number>>,
  at: Date,
): Promise<void> {
  const { reports = 0, referrals = 0, screening = 0, accepted = 0, setAside = 0 } = change
  await em.flush()
  // In the order of the codes, so that two folds never wait for each other in a circle.
  await em.getConnection().execute(
    `INSERT INTO statistics.region_count AS c (region_code, reports, referrals, screening, accepted, set_aside, version, changed_at)
     SELECT code, ?, ?, ?, ?, ?, 1, ? FROM unnest(?::text[]) AS code ORDER BY code
     ON CONFLICT (region_code) DO UPDATE SET
       reports = c.reports + excluded.reports,
       referrals = c.referrals + excluded.referrals,
       screening = c.screening + excluded.screening,
       accepted = c.accepted + excluded.accepted,
       set_aside = c.set_aside + excluded.set_aside,
       version = c.version + 1,
       changed_at = greatest(c.changed_at, excluded.changed_at)`,
    [reports, referrals, screening, accepted, setAside, at, `{${[...new Set(regionPath)].join(',')}}`],
    'run',
    em.getTransactionContext(),
  )
  await em
    .getConnection()
    .execute(`SELECT pg_notify('${countsChannel}', '')`, [], 'run', em.getTransactionContext())
}
