import type { StepRule } from './step-rule.js'

const officer = { by: 'STAFF', permission: 'VERIFY_CASES', standing: 'HANDLING' } as const
/** Who helps looks; when it begins and what comes of it is the leading authority’s to say. */
const leading = { ...officer, standing: 'LEADING' } as const
const underWay = ['VERIFYING', 'REEXAMINING'] as const
const afterwards = {
  event: 'CaseConcluded',
  progress: 'CONCLUDED',
  meets: ['VERIFICATION'],
} as const
const toReporters = [
  { machine: 'FEEDBACK', state: 'DUE', for: 'EVERY_REPORT' },
  { machine: 'FOLLOW_UP', state: 'DUE', for: 'REPORTS_OF_EMPLOYEES' },
] as const
const withReward = [...toReporters, { machine: 'REWARD', state: 'PENDING', for: 'CASE' }] as const

/** 核查: from the first visit to the conclusion. */
export const verificationSteps = {
  startVerification: {
    label: { zh: '开始核查', en: 'start verification' },
    machine: 'CASE',
    actor: leading,
    needs: [{ zh: '两名以上执法人员', en: 'at least two officers' }],
    moves: [{ from: ['ASSIGNED'], to: 'VERIFYING', event: 'VerificationStarted', progress: 'VERIFYING' }],
  },
  openVerificationTask: {
    label: { zh: '下达核查任务', en: 'open a task' },
    machine: 'VERIFICATION_TASK',
    actor: officer,
    needs: [{ zh: '任务内容和人员', en: 'what, and by whom' }],
    moves: [{ from: ['NONE'], to: 'OPEN', whileCase: underWay, event: null, progress: null }],
  },
  finishVerificationTask: {
    label: { zh: '完成核查任务', en: 'finish a task' },
    machine: 'VERIFICATION_TASK',
    actor: officer,
    needs: [{ zh: '核查情况', en: 'what was found' }],
    moves: [{ from: ['OPEN'], to: 'DONE', whileCase: underWay, event: null, progress: null }],
  },
  recordSiteVisit: {
    label: { zh: '记录现场检查', en: 'record a site visit' },
    machine: 'CASE',
    actor: officer,
    needs: [
      { zh: '时间、地点', en: 'when and where' },
      { zh: '两名以上执法人员', en: 'at least two officers' },
    ],
    moves: [{ from: underWay, to: 'SAME', event: null, progress: null }],
  },
  recordPenalty: {
    label: { zh: '记录处理处罚', en: 'record a penalty' },
    machine: 'CASE',
    actor: officer,
    needs: [
      { zh: '种类、决定书文号', en: 'kind and decision number' },
      { zh: '罚款金额', en: 'the amount of a fine' },
    ],
    moves: [{ from: ['VERIFYING', 'CONCLUDED', 'REEXAMINING'], to: 'SAME', event: null, progress: null }],
  },
  setHazardLevel: {
    label: { zh: '判定隐患等级', en: 'set the hazard level' },
    machine: 'CASE',
    actor: officer,
    needs: [{ zh: '行业判定标准的条款', en: 'the item of the sector’s criteria' }],
    moves: [{ from: underWay, to: 'SAME', event: null, progress: null }],
  },
  concludeVerification: {
    label: { zh: '作出核查结论', en: 'conclude the verification' },
    machine: 'CASE',
    actor: leading,
    needs: [
      { zh: '结论和核查情况', en: 'the conclusion and the findings' },
      { zh: '核实的死亡人数和事故等级', en: 'verified deaths and the level of the accident' },
      { zh: '核查任务全部完成', en: 'every task finished' },
    ],
    moves: [
      {
        from: ['VERIFYING'],
        to: 'CONCLUDED',
        decision: 'SUBSTANTIATED',
        ...afterwards,
        outcome: 'VERIFIED',
        begins: withReward,
        opens: ['FEEDBACK', 'FOLLOW_UP', 'REWARD_DECISION'],
      },
      {
        from: ['VERIFYING'],
        to: 'CONCLUDED',
        decision: 'PARTLY_SUBSTANTIATED',
        ...afterwards,
        outcome: 'VERIFIED',
        begins: withReward,
        opens: ['FEEDBACK', 'FOLLOW_UP', 'REWARD_DECISION'],
      },
      {
        from: ['VERIFYING'],
        to: 'CONCLUDED',
        decision: 'UNSUBSTANTIATED',
        ...afterwards,
        outcome: 'UNFOUNDED',
        begins: toReporters,
        opens: ['FEEDBACK', 'FOLLOW_UP'],
      },
      {
        from: ['VERIFYING'],
        to: 'CONCLUDED',
        decision: 'UNVERIFIABLE',
        ...afterwards,
        outcome: 'UNVERIFIABLE',
        begins: toReporters,
        opens: ['FEEDBACK', 'FOLLOW_UP'],
      },
    ],
  },
  requestExtension: {
    label: { zh: '申请延期', en: 'request an extension' },
    machine: 'EXTENSION',
    actor: leading,
    needs: [
      { zh: '理由', en: 'the reason' },
      { zh: '天数，不超过三十日', en: 'days, thirty at most' },
    ],
    unless: ['REQUESTED', 'APPROVED'],
    moves: [
      {
        from: ['NONE'],
        to: 'REQUESTED',
        whileCase: ['ACCEPTED', 'ASSIGNED', 'VERIFYING'],
        event: null,
        progress: null,
      },
    ],
  },
  decideExtension: {
    label: { zh: '审批延期', en: 'decide on an extension' },
    machine: 'EXTENSION',
    actor: {
      by: 'STAFF',
      permission: 'APPROVE_CASES',
      standing: 'REVIEWER',
      anotherThan: ['requestExtension'],
    },
    needs: [{ zh: '上一级机关批准；告知举报人', en: 'by the next level; the reporter is told' }],
    moves: [
      {
        from: ['REQUESTED'],
        to: 'APPROVED',
        decision: 'APPROVED',
        whileCase: ['ACCEPTED', 'ASSIGNED', 'VERIFYING'],
        event: 'DeadlineExtended',
        progress: 'EXTENDED',
        opens: ['VERIFICATION'],
      },
      {
        from: ['REQUESTED'],
        to: 'DECLINED',
        decision: 'DECLINED',
        whileCase: ['ACCEPTED', 'ASSIGNED', 'VERIFYING', 'CONCLUDED'],
        event: null,
        progress: null,
      },
    ],
  },
  orderRectification: {
    label: { zh: '责令整改', en: 'order rectification' },
    machine: 'RECTIFICATION',
    actor: officer,
    needs: [{ zh: '整改内容和期限', en: 'what, and until when' }],
    moves: [
      {
        from: ['NONE'],
        to: 'ORDERED',
        whileCase: ['VERIFYING', 'CONCLUDED', 'REEXAMINING'],
        event: null,
        progress: null,
        opens: ['RECTIFICATION'],
      },
    ],
  },
  confirmRectification: {
    label: { zh: '确认整改', en: 'confirm rectification' },
    machine: 'RECTIFICATION',
    actor: officer,
    needs: [{ zh: '复查情况', en: 'what was found on looking again' }],
    moves: [
      {
        from: ['ORDERED'],
        to: 'DONE',
        whileCase: ['VERIFYING', 'CONCLUDED', 'REEXAMINING'],
        event: null,
        progress: null,
        meets: ['RECTIFICATION'],
      },
    ],
  },
} as const satisfies Record<string, StepRule>
