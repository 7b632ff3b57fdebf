import type { Label, Machine } from './machines.js'

type DeadlineRule = {
  label: Label
  /** What it runs for: the case, or each proceeding of a kind. */
  of: Machine | 'CASE'
  /**
   * Whose term it is. Where it is the authority's, somebody is reminded before and told after; a term of the reporter,
   * or of the law, simply ends.
   */
  whose: 'AUTHORITY' | 'REPORTER'
}

/** What has a term: domain rule 2.4. How long each is stands in the rules of deadlines, by place and day. */
export const deadlineKinds = {
  ACCEPTANCE: { label: { zh: '作出受理决定', en: 'decide on acceptance' }, of: 'CASE', whose: 'AUTHORITY' },
  VERIFICATION: {
    label: { zh: '核查办结', en: 'conclude the verification' },
    of: 'CASE',
    whose: 'AUTHORITY',
  },
  FEEDBACK: { label: { zh: '反馈举报人', en: 'give feedback' }, of: 'FEEDBACK', whose: 'AUTHORITY' },
  FEEDBACK_SERVICE: {
    label: { zh: '反馈视为送达', en: 'feedback counts as served' },
    of: 'FEEDBACK',
    whose: 'REPORTER',
  },
  OBJECTION: { label: { zh: '提出异议', en: 'object to the conclusion' }, of: 'FEEDBACK', whose: 'REPORTER' },
  REEXAMINATION: { label: { zh: '复查', en: 're-examine' }, of: 'OBJECTION', whose: 'AUTHORITY' },
  SUPERVISION: {
    label: { zh: '督办办结', en: 'answer the supervision order' },
    of: 'SUPERVISION',
    whose: 'AUTHORITY',
  },
  RECTIFICATION: { label: { zh: '整改', en: 'rectify' }, of: 'RECTIFICATION', whose: 'AUTHORITY' },
  REWARD_DECISION: {
    label: { zh: '作出奖励决定', en: 'decide on the reward' },
    of: 'REWARD',
    whose: 'AUTHORITY',
  },
  REWARD_CLAIM: { label: { zh: '领取奖金', en: 'claim the reward' }, of: 'REWARD', whose: 'REPORTER' },
  REWARD_PAYMENT: { label: { zh: '发放奖金', en: 'pay the reward' }, of: 'REWARD', whose: 'AUTHORITY' },
  FOLLOW_UP: {
    label: { zh: '回访举报人', en: 'follow up with the reporter' },
    of: 'FOLLOW_UP',
    whose: 'AUTHORITY',
  },
} as const satisfies Record<string, DeadlineRule>

export type DeadlineKind = keyof typeof deadlineKinds
