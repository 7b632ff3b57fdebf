import type { Viewer } from '../../../platform/viewer/viewer.js'
import { recordAudit } from '../../shared/audit/record.js'
import type { CaseAuditAction } from '../audit-actions.js'
import type { CaseContext } from '../context.js'
import { StoredAssessment } from './reward-assessment.entity.js'
import { StoredReward } from './reward.entity.js'
import type { Reward, RewardTexts } from './reward.type.js'

/** What was written about a reward; that it was read stands in the audit chain. */
export async function rewardTextsOf(
  { em, viewer, texts }: Pick<CaseContext, 'em' | 'texts'> & { viewer: Viewer },
  { id, caseId }: Pick<Reward, 'id' | 'caseId'>,
): Promise<RewardTexts> {
  const reward = await em.findOne(StoredReward, { proceedingId: id })
  const assessment = reward === null ? null : await em.findOne(StoredAssessment, { id: reward.assessmentId })
  const wanted: [
    keyof RewardTexts,
    { table: string; rowId: string; field: string },
    Uint8Array | null | undefined,
  ][] = [
    [
      'assessment',
      { table: 'reward_assessment', rowId: assessment?.id ?? '', field: 'sealed_reason' },
      assessment?.sealedReason,
    ],
    ['returned', { table: 'reward', rowId: id, field: 'sealed_return' }, reward?.sealedReturn],
    ['unreachable', { table: 'reward', rowId: id, field: 'sealed_unreachable' }, reward?.sealedUnreachable],
    [
      'authorisation',
      { table: 'reward', rowId: id, field: 'sealed_authorisation' },
      reward?.sealedAuthorisation,
    ],
    ['waiver', { table: 'reward', rowId: id, field: 'sealed_waiver' }, reward?.sealedWaiver],
  ]
  const there = wanted.flatMap(([name, place, sealed]) =>
    sealed == null ? [] : [{ name, caseId, place, sealed }],
  )
  const opened = await texts.openAll(em, there)
  if (there.length > 0) {
    const facts = { table: 'reward', texts: there.map(({ name }) => name).join(' ') }
    const told = {
      actor: viewer,
      action: 'CASE_TEXT_READ' as const,
      thing: { kind: 'CASE', id: caseId },
      facts,
    }
    await em.fork().transactional((apart) => recordAudit<CaseAuditAction>(apart, told))
  }
  const none = { assessment: null, returned: null, unreachable: null, authorisation: null, waiver: null }
  return { ...none, ...Object.fromEntries(there.map(({ name }, at) => [name, opened[at] ?? null])) }
}
