import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import type { Language } from '../../../platform/language.js'
import { isStaffWho, type Viewer } from '../../../platform/viewer/viewer.js'
import { StoredProceeding } from '../loop/proceeding.entity.js'
import { toReward } from './present-reward.js'
import { StoredAssessment } from './reward-assessment.entity.js'
import { StoredRewardRule } from './reward-rule.entity.js'
import { StoredReward, StoredRewardIdentity } from './reward.entity.js'
import type { Reward } from './reward.type.js'

export type RewardLoader = DataLoader<string, Reward | null>

/** What is stored of one reward. */
export type RewardRecords = {
  proceeding: StoredProceeding
  reward: StoredReward | undefined
  assessment: StoredAssessment | undefined
  rules: StoredRewardRule[]
  identityProvided: boolean
}

/** The reward of cases, the last where there were several; a handful of queries for a whole list. */
export function createRewardLoader(em: EntityManager, viewer: Viewer, language: Language): RewardLoader {
  return new DataLoader(async (caseIds: readonly string[]) => {
    if (!isStaffWho(viewer, 'READ_CASES')) return caseIds.map(() => null)
    const records = await rewardsOfCases(em, caseIds)
    return caseIds.map((id) => {
      const found = records.get(id)
      return found === undefined ? null : toReward(found, language)
    })
  })
}

export async function rewardsOfCases(
  em: EntityManager,
  caseIds: readonly string[],
): Promise<Map<string, RewardRecords>> {
  const proceedings = await em.find(
    StoredProceeding,
    { caseId: [...caseIds], machine: 'REWARD' },
    { orderBy: { begunAt: 'asc', id: 'asc' } },
  )
  const last = new Map(proceedings.map((one) => [one.caseId, one]))
  const ids = [...last.values()].map(({ id }) => id)
  const rewards = await em.find(StoredReward, { proceedingId: ids })
  const assessments = await em.find(StoredAssessment, { id: rewards.map(({ assessmentId }) => assessmentId) })
  const ruleIds = [...new Set(assessments.flatMap((one) => one.ruleIds))]
  const rules = await em.find(StoredRewardRule, { id: ruleIds })
  const reportIds = rewards.flatMap(({ reportId }) => (reportId == null ? [] : [reportId]))
  const identities = await em.find(StoredRewardIdentity, { reportId: reportIds })
  return new Map(
    [...last].map(([caseId, proceeding]) => {
      const reward = rewards.find(({ proceedingId }) => proceedingId === proceeding.id)
      const assessment = assessments.find(({ id }) => id === reward?.assessmentId)
      const applied = rules.filter(({ id }) => assessment?.ruleIds.includes(id))
      const identityProvided = identities.some(({ reportId }) => reportId === reward?.reportId)
      return [caseId, { proceeding, reward, assessment, rules: applied, identityProvided }]
    }),
  )
}
