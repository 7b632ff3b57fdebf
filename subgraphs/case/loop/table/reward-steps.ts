import type { StepRule } from './step-rule.js'

const officer = { by: 'STAFF', permission: 'ASSESS_REWARDS', standing: 'HANDLING' } as const
const whileCase = ['CONCLUDED'] as const
/** Until it is paid: a re-examination may change what was found after the reward was claimed. */
const unpaid = ['PENDING', 'CALCULATED', 'APPROVED', 'NOTIFIED', 'PUBLICLY_NOTIFIED', 'CLAIMED'] as const

/** 奖励: 谁受理、谁奖励. Who calculates does not approve, and who does either does not pay. */
export const rewardSteps = {
  assessReward: {
    label: { zh: '认定奖励', en: 'assess the reward' },
    machine: 'REWARD',
    actor: officer,
    needs: [{ zh: '有效的奖励规则和核实的数据', en: 'the rule in force and verified figures' }],
    moves: [
      {
        from: unpaid,
        to: 'CALCULATED',
        decision: 'CALCULATED',
        whileCase,
        event: null,
        progress: null,
        cancels: ['REWARD_CLAIM', 'REWARD_PAYMENT'],
      },
      {
        from: unpaid,
        to: 'INELIGIBLE',
        decision: 'INELIGIBLE',
        whileCase,
        event: 'RewardDecided',
        progress: null,
        meets: ['REWARD_DECISION'],
        cancels: ['REWARD_CLAIM', 'REWARD_PAYMENT'],
      },
    ],
  },
  approveReward: {
    label: { zh: '审批奖励', en: 'approve the reward' },
    machine: 'REWARD',
    actor: {
      by: 'STAFF',
      permission: 'APPROVE_CASES',
      standing: 'LINE',
      anotherThan: ['assessReward'],
    },
    needs: [{ zh: '另一人审批', en: 'another person' }],
    moves: [
      {
        from: ['CALCULATED'],
        to: 'APPROVED',
        decision: 'APPROVED',
        whileCase,
        event: 'RewardDecided',
        progress: null,
        meets: ['REWARD_DECISION'],
      },
      {
        from: ['CALCULATED'],
        to: 'PENDING',
        decision: 'RETURNED',
        whileCase,
        event: null,
        progress: null,
      },
    ],
  },
  notifyReward: {
    label: { zh: '通知领奖', en: 'notify the reporter' },
    machine: 'REWARD',
    actor: officer,
    needs: [],
    moves: [
      {
        from: ['APPROVED'],
        to: 'NOTIFIED',
        whileCase,
        event: 'RewardNotified',
        progress: 'REWARDING',
        opens: ['REWARD_CLAIM'],
      },
    ],
  },
  announceReward: {
    label: { zh: '公告领奖', en: 'notify in public' },
    machine: 'REWARD',
    actor: officer,
    needs: [{ zh: '无法联系举报人', en: 'the reporter cannot be reached' }],
    moves: [
      {
        from: ['APPROVED', 'NOTIFIED'],
        to: 'PUBLICLY_NOTIFIED',
        whileCase,
        event: 'RewardAnnounced',
        progress: 'REWARDING',
        cancels: ['REWARD_CLAIM'],
        opens: ['REWARD_CLAIM'],
      },
    ],
  },
  claimReward: {
    label: { zh: '申领奖金', en: 'claim the reward' },
    machine: 'REWARD',
    actor: { by: 'REPORTER' },
    needs: [{ zh: '收款人身份，密封提交', en: 'the payee’s identity, sealed' }],
    moves: [
      {
        from: ['NOTIFIED', 'PUBLICLY_NOTIFIED'],
        to: 'CLAIMED',
        whileCase: ['CONCLUDED', 'REEXAMINING'],
        event: null,
        progress: null,
        meets: ['REWARD_CLAIM'],
        opens: ['REWARD_PAYMENT'],
      },
    ],
  },
  payReward: {
    label: { zh: '发放奖金', en: 'pay the reward' },
    machine: 'REWARD',
    actor: {
      by: 'STAFF',
      permission: 'PAY_REWARDS',
      standing: 'HANDLING',
      anotherThan: ['assessReward', 'approveReward'],
    },
    needs: [{ zh: '凭证号和金额', en: 'voucher and amount' }],
    moves: [
      {
        from: ['CLAIMED'],
        to: 'PAID',
        whileCase,
        event: 'RewardPaid',
        progress: null,
        meets: ['REWARD_PAYMENT'],
      },
    ],
  },
  waiveReward: {
    label: { zh: '登记放弃', en: 'record a waiver' },
    machine: 'REWARD',
    actor: officer,
    needs: [{ zh: '举报人声明，或逾期未领', en: 'the reporter’s statement, or the term is over' }],
    moves: [
      {
        from: ['APPROVED', 'NOTIFIED', 'PUBLICLY_NOTIFIED'],
        to: 'WAIVED',
        whileCase,
        event: 'RewardWaived',
        progress: null,
        cancels: ['REWARD_CLAIM'],
      },
    ],
  },
} as const satisfies Record<string, StepRule>
