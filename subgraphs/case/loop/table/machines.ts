export type Label = Readonly<{ zh: string; en: string }>

/**
 * What runs beside the main state of a case, and its states. A case may have several of each. What is not settled
 * holds the case open.
 */
export const machines = {
  VERIFICATION_TASK: {
    label: { zh: '核查任务', en: 'verification task' },
    per: 'CASE',
    states: { OPEN: { zh: '待完成', en: 'open' }, DONE: { zh: '已完成', en: 'done' } },
    settled: ['DONE'],
  },
  EXTENSION: {
    label: { zh: '延期', en: 'extension' },
    per: 'CASE',
    states: {
      REQUESTED: { zh: '已申请', en: 'requested' },
      APPROVED: { zh: '已批准', en: 'approved' },
      DECLINED: { zh: '未批准', en: 'declined' },
    },
    settled: ['APPROVED', 'DECLINED'],
  },
  SUPERVISION: {
    label: { zh: '督办', en: 'supervision order' },
    per: 'CASE',
    states: {
      ORDERED: { zh: '督办中', en: 'ordered' },
      REPLIED: { zh: '已回复', en: 'replied to' },
      RELEASED: { zh: '已解除', en: 'released' },
    },
    settled: ['RELEASED'],
  },
  RECTIFICATION: {
    label: { zh: '整改', en: 'rectification' },
    per: 'CASE',
    states: { ORDERED: { zh: '待整改', en: 'ordered' }, DONE: { zh: '已整改', en: 'done' } },
    settled: ['DONE'],
  },
  FEEDBACK: {
    label: { zh: '反馈', en: 'feedback' },
    per: 'REPORT',
    states: {
      DUE: { zh: '待反馈', en: 'due' },
      SENT: { zh: '已发出', en: 'sent' },
      SERVED: { zh: '已送达', en: 'served' },
      DROPPED: { zh: '撤回，不再反馈', en: 'dropped: the report was withdrawn' },
    },
    settled: ['SERVED', 'DROPPED'],
  },
  OBJECTION: {
    label: { zh: '异议', en: 'objection' },
    per: 'REPORT',
    states: {
      RAISED: { zh: '已提出', en: 'raised' },
      REEXAMINING: { zh: '复查中', en: 'being re-examined' },
      ANSWERED: { zh: '已答复', en: 'answered' },
      DECLINED: { zh: '不予复查', en: 'declined' },
    },
    settled: ['ANSWERED', 'DECLINED'],
  },
  REWARD: {
    label: { zh: '奖励', en: 'reward' },
    per: 'CASE',
    states: {
      PENDING: { zh: '待认定', en: 'to be assessed' },
      CALCULATED: { zh: '待审批', en: 'calculated' },
      APPROVED: { zh: '已批准', en: 'approved' },
      NOTIFIED: { zh: '已通知', en: 'notified' },
      PUBLICLY_NOTIFIED: { zh: '已公告', en: 'publicly notified' },
      CLAIMED: { zh: '已申领', en: 'claimed' },
      PAID: { zh: '已发放', en: 'paid' },
      INELIGIBLE: { zh: '不符合条件', en: 'not eligible' },
      WAIVED: { zh: '视为放弃', en: 'waived' },
    },
    settled: ['PAID', 'INELIGIBLE', 'WAIVED'],
  },
  FOLLOW_UP: {
    label: { zh: '回访', en: 'retaliation follow-up' },
    per: 'REPORT',
    states: { DUE: { zh: '待回访', en: 'due' }, DONE: { zh: '已回访', en: 'done' } },
    settled: ['DONE'],
  },
} as const satisfies Record<string, MachineRule>

type MachineRule = {
  label: Label
  /** Whether one concerns the case or one of its reports. */
  per: 'CASE' | 'REPORT'
  states: Readonly<Record<string, Label>>
  settled: readonly string[]
}

export type Machine = keyof typeof machines
export type StateOf<M extends Machine> = keyof (typeof machines)[M]['states']

export const machineNames = Object.keys(machines) as Machine[]

export function isSettled(machine: Machine, state: string): boolean {
  const settled: readonly string[] = machines[machine].settled
  return settled.includes(state)
}

export function stateLabel(machine: Machine, state: string): Label {
  const states: Readonly<Record<string, Label>> = machines[machine].states
  return states[state] ?? { zh: state, en: state }
}
