import type { StepRule } from './step-rule.js'

/** Also while a case is verified anew: what was sent before is still served. */
const answered = [
  'ACCEPTED',
  'ASSIGNED',
  'VERIFYING',
  'CONCLUDED',
  'REEXAMINING',
  'REFUSED',
  'REFERRED',
] as const
const served = {
  from: ['SENT'],
  to: 'SERVED',
  whileCase: answered,
  event: 'FeedbackServed',
  progress: null,
  meets: ['FEEDBACK_SERVICE'],
  opens: ['OBJECTION'],
} as const
/** 应急〔2023〕106号: the level above the one that concluded; the ministry leaves it to the province. */
const reviewer = {
  by: 'STAFF',
  permission: 'REEXAMINE_CASES',
  standing: 'REEXAMINER',
  anotherThan: ['concludeVerification', 'refuseReport'],
} as const
const objectedTo = ['CONCLUDED', 'REFUSED', 'REEXAMINING'] as const
/** Retaliation does not wait for the conclusion. What may still be merged is left out: it has no officer yet. */
const followedUp = ['ASSIGNED', 'VERIFYING', 'CONCLUDED', 'REEXAMINING', 'REFUSED'] as const

/** 反馈 and 异议: the answer to the reporter, and what the reporter answers. */
export const answerSteps = {
  sendFeedback: {
    label: { zh: '反馈', en: 'give feedback' },
    machine: 'FEEDBACK',
    actor: { by: 'STAFF', permission: 'VERIFY_CASES', standing: 'HANDLING' },
    needs: [
      { zh: '核查结论', en: 'the conclusion' },
      { zh: '简要核查情况', en: 'in brief what was found' },
      { zh: '处理决定', en: 'what was decided' },
      { zh: '是否符合奖励条件', en: 'whether a reward is due' },
    ],
    all: true,
    moves: [
      {
        from: ['DUE'],
        to: 'SENT',
        whileCase: ['CONCLUDED'],
        event: 'FeedbackSent',
        progress: 'FEEDBACK_GIVEN',
        meets: ['FEEDBACK'],
        opens: ['FEEDBACK_SERVICE'],
      },
    ],
  },
  readFeedback: {
    label: { zh: '阅读反馈', en: 'read the feedback' },
    machine: 'FEEDBACK',
    actor: { by: 'REPORTER' },
    needs: [],
    all: true,
    moves: [served],
  },
  serveFeedback: {
    label: { zh: '反馈视为送达', en: 'the feedback counts as served' },
    machine: 'FEEDBACK',
    actor: { by: 'SYSTEM' },
    needs: [{ zh: '发出后满规定天数', en: 'the days since it was sent' }],
    moves: [served],
  },
  dropFeedback: {
    label: { zh: '撤回的不再反馈', en: 'drop the feedback' },
    machine: 'FEEDBACK',
    actor: { by: 'SYSTEM' },
    needs: [{ zh: '举报已撤回', en: 'the report is withdrawn' }],
    all: true,
    moves: [
      {
        from: ['DUE', 'SENT'],
        to: 'DROPPED',
        whileCase: answered,
        event: null,
        progress: null,
        cancels: ['FEEDBACK', 'FEEDBACK_SERVICE'],
      },
    ],
  },
  objectToConclusion: {
    label: { zh: '提出异议', en: 'object' },
    machine: 'OBJECTION',
    actor: { by: 'REPORTER' },
    needs: [
      { zh: '理由', en: 'the reason' },
      { zh: '反馈已送达；每次反馈一次', en: 'feedback was served; once for each' },
    ],
    unless: ['RAISED', 'REEXAMINING'],
    moves: [
      {
        from: ['NONE'],
        to: 'DECLINED',
        decision: 'LATE',
        whileCase: objectedTo,
        event: 'ObjectionAnswered',
        progress: null,
      },
      {
        from: ['NONE'],
        to: 'RAISED',
        decision: 'IN_TIME',
        whileCase: objectedTo,
        event: 'ObjectionRaised',
        progress: null,
        meets: ['OBJECTION'],
        opens: ['REEXAMINATION'],
      },
    ],
  },
  decideObjection: {
    label: { zh: '决定是否复查', en: 'decide on an objection' },
    machine: 'OBJECTION',
    actor: reviewer,
    needs: [{ zh: '不予复查的，说明理由', en: 'the reason where it is declined' }],
    moves: [
      {
        from: ['RAISED'],
        to: 'REEXAMINING',
        decision: 'ADMITTED',
        whileCase: objectedTo,
        caseTo: 'REEXAMINING',
        event: 'ReexaminationStarted',
        progress: 'REEXAMINING',
      },
      {
        from: ['RAISED'],
        to: 'DECLINED',
        decision: 'DECLINED',
        whileCase: objectedTo,
        event: 'ObjectionAnswered',
        progress: 'OBJECTION_DECLINED',
        cancels: ['REEXAMINATION'],
      },
    ],
  },
  concludeReexamination: {
    label: { zh: '作出复查结论', en: 'conclude the re-examination' },
    machine: 'OBJECTION',
    actor: reviewer,
    needs: [
      { zh: '复查结论和理由', en: 'the result and its reason' },
      { zh: '全部异议均已决定是否复查', en: 'every objection admitted or declined' },
    ],
    all: true,
    moves: [
      {
        from: ['REEXAMINING'],
        to: 'ANSWERED',
        decision: 'UPHELD',
        whileCase: ['REEXAMINING'],
        caseTo: 'CONCLUDED',
        event: 'ObjectionAnswered',
        progress: 'CONCLUDED',
        meets: ['REEXAMINATION'],
      },
      {
        from: ['REEXAMINING'],
        to: 'ANSWERED',
        decision: 'REOPENED',
        whileCase: ['REEXAMINING'],
        caseTo: 'VERIFYING',
        event: 'ObjectionAnswered',
        progress: 'VERIFYING',
        outcome: null,
        meets: ['REEXAMINATION'],
        opens: ['VERIFICATION'],
      },
      {
        from: ['REEXAMINING'],
        to: 'ANSWERED',
        decision: 'REFUSAL_UPHELD',
        whileCase: ['REEXAMINING'],
        caseTo: 'REFUSED',
        event: 'ObjectionAnswered',
        progress: 'REFUSED',
        meets: ['REEXAMINATION'],
      },
      {
        from: ['REEXAMINING'],
        to: 'ANSWERED',
        decision: 'REFUSAL_REVERSED',
        whileCase: ['REEXAMINING'],
        caseTo: 'ACCEPTED',
        event: 'ObjectionAnswered',
        progress: 'ACCEPTED',
        outcome: null,
        meets: ['REEXAMINATION'],
        opens: ['VERIFICATION'],
      },
    ],
  },
  requestFollowUp: {
    label: { zh: '请求回访', en: 'ask for a follow-up' },
    machine: 'FOLLOW_UP',
    actor: { by: 'REPORTER' },
    needs: [],
    unless: ['DUE'],
    moves: [
      {
        from: ['NONE'],
        to: 'DUE',
        whileCase: followedUp,
        event: null,
        progress: null,
        opens: ['FOLLOW_UP'],
      },
    ],
  },
  recordFollowUp: {
    label: { zh: '回访', en: 'record a follow-up' },
    machine: 'FOLLOW_UP',
    actor: { by: 'STAFF', permission: 'VERIFY_CASES', standing: 'HANDLING' },
    needs: [{ zh: '是否受到打击报复', en: 'whether there was retaliation' }],
    moves: [
      {
        from: ['NONE', 'DUE'],
        to: 'DONE',
        whileCase: followedUp,
        event: 'FollowUpDone',
        progress: null,
        meets: ['FOLLOW_UP'],
      },
    ],
  },
} as const satisfies Record<string, StepRule>
