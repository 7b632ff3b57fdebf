import { LockMode } from '@mikro-orm/postgresql'
import { AndonError } from '../../../../platform/errors.js'
import { changedMeanwhile, requireOpen, type OutreachDesk } from '../filing/filing.service.js'
import { readText, requireText } from '../problem.js'
import { requireSeat } from '../seat.js'
import { StoredPlan, StoredTask } from './campaign.entity.js'
import { requireCampaign } from './campaign.service.js'

export type PlanDraft = {
  leader: string
  deputyInCharge: string
  leadOffice: string
  handler: string
  taskForce: string | null
  plan: string
  progress: 'PLANNED' | 'UNDER_WAY' | 'DONE'
}

/**
 * States how the own authority organises its part: who leads, who is in charge, which office and person do it (D19).
 *
 * @param request.expectedVersion 0 where there is none yet
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, BAD_USER_INPUT
 */
export async function setPlan(
  { em, viewer, clock }: OutreachDesk,
  { campaignId, expectedVersion, draft }: { campaignId: string; expectedVersion: number; draft: PlanDraft },
): Promise<StoredPlan> {
  return em.transactional(async (inner) => {
    const seat = await requireSeat(inner, viewer, 'FILL_OUTREACH')
    const campaign = await requireCampaign(inner, seat, campaignId)
    requireOpen(campaign)
    const of = { campaignId, authorityId: seat.authorityId }
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE } as const
    // The task is there before any plan: two who begin at once take turns at it.
    if ((await inner.findOne(StoredTask, { ...of, kind: 'SUMMARY' }, lock)) === null)
      throw new AndonError('NOT_FOUND')
    const known = await inner.findOne(StoredPlan, of, { ...lock, refresh: true })
    const version = known?.version ?? 0
    if (version !== expectedVersion) throw changedMeanwhile(version)
    const changed = { ...readPlan(draft), version: version + 1, changedBy: seat.subject, changedAt: clock() }
    if (known !== null) return inner.assign(known, changed)
    const plan = inner.create(StoredPlan, { ...of, ...changed })
    inner.persist(plan)
    return plan
  })
}

function readPlan({ progress, taskForce, ...draft }: PlanDraft) {
  const read = (field: keyof typeof draft, name: string, max: number) =>
    requireText(draft[field], { path: `input.${field}`, name, min: 2, max })
  return {
    leader: read('leader', '主要领导', 50),
    deputyInCharge: read('deputyInCharge', '分管领导', 50),
    leadOffice: read('leadOffice', '牵头处室', 100),
    handler: read('handler', '承办人员', 50),
    taskForce: readText(taskForce, { path: 'input.taskForce', name: '工作专班', max: 500 }),
    plan: read('plan', '工作安排', 2_000),
    progress,
  }
}
