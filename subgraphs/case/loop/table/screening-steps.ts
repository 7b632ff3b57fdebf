import type { StepRule } from './step-rule.js'

const officer = { by: 'STAFF', permission: 'SCREEN_REPORTS', standing: 'WITHIN' } as const

/** What its reporter sees is what those of the other case see. */
const merged = {
  from: ['SCREENING', 'SUPPLEMENT_REQUESTED', 'ACCEPTED'],
  to: 'MERGED',
  event: 'CaseMerged',
  outcome: 'MERGED',
  cancels: ['ACCEPTANCE', 'VERIFICATION'],
} as const
/** Back to where it stood, with the days it had left. */
const unmerged = { from: ['MERGED'], event: 'CaseUnmerged', outcome: null } as const

/** 甄别: from the report to the decision about it. */
export const screeningSteps = {
  acceptReport: {
    label: { zh: '受理', en: 'accept' },
    machine: 'CASE',
    actor: officer,
    needs: [],
    moves: [
      {
        from: ['SCREENING', 'SUPPLEMENT_REQUESTED'],
        to: 'ACCEPTED',
        event: 'CaseAccepted',
        progress: 'ACCEPTED',
        meets: ['ACCEPTANCE'],
        opens: ['VERIFICATION'],
      },
    ],
  },
  refuseReport: {
    label: { zh: '不予受理', en: 'refuse' },
    machine: 'CASE',
    actor: officer,
    needs: [
      { zh: '四种情形之一及其细目', en: 'exactly one of four grounds, with its sub-kind' },
      { zh: '理由', en: 'the reason' },
      { zh: '所依据的举报须知条款', en: 'the cited clause of the reporting notice' },
    ],
    moves: [
      {
        from: ['SCREENING', 'SUPPLEMENT_REQUESTED'],
        to: 'REFUSED',
        event: 'CaseRefused',
        progress: 'REFUSED',
        outcome: 'REFUSED',
        begins: [{ machine: 'FEEDBACK', state: 'SENT', for: 'EVERY_REPORT' }],
        meets: ['ACCEPTANCE'],
        opens: ['FEEDBACK_SERVICE'],
      },
    ],
  },
  referReport: {
    label: { zh: '转告其他部门', en: 'refer to another department' },
    machine: 'CASE',
    actor: officer,
    needs: [{ zh: '主管部门', en: 'the department' }],
    moves: [
      {
        from: ['SCREENING', 'SUPPLEMENT_REQUESTED'],
        to: 'REFERRED',
        event: 'CaseReferred',
        progress: 'TRANSFERRED',
        outcome: 'REFERRED',
        begins: [{ machine: 'FEEDBACK', state: 'SENT', for: 'EVERY_REPORT' }],
        meets: ['ACCEPTANCE'],
        opens: ['FEEDBACK_SERVICE'],
      },
    ],
  },
  requestSupplement: {
    label: { zh: '要求补充', en: 'ask for a supplement' },
    machine: 'CASE',
    actor: officer,
    needs: [{ zh: '需要补充的内容', en: 'what is missing' }],
    moves: [
      {
        from: ['SCREENING'],
        to: 'SUPPLEMENT_REQUESTED',
        event: 'CaseSupplementRequested',
        progress: 'SUPPLEMENT_REQUESTED',
      },
    ],
  },
  resumeScreening: {
    label: { zh: '收到补充', en: 'a supplement has come' },
    machine: 'CASE',
    actor: { by: 'SYSTEM' },
    needs: [{ zh: '举报人的补充', en: 'a message of the reporter' }],
    moves: [
      { from: ['SUPPLEMENT_REQUESTED'], to: 'SCREENING', event: 'CaseSupplemented', progress: 'SUBMITTED' },
    ],
  },
  mergeCases: {
    label: { zh: '并案', en: 'merge' },
    machine: 'CASE',
    actor: officer,
    needs: [
      { zh: '并入的案件，受理或立案在先，未作出结论', en: 'the earlier case it goes into, not concluded' },
      { zh: '理由', en: 'the reason' },
      { zh: '没有未办结的督办等事项', en: 'nothing that runs beside it' },
    ],
    moves: [
      { ...merged, decision: 'INTO_UNDECIDED', progress: null },
      { ...merged, decision: 'INTO_ACCEPTED', progress: 'ACCEPTED' },
      { ...merged, decision: 'INTO_VERIFYING', progress: 'VERIFYING' },
    ],
  },
  unmergeCase: {
    label: { zh: '撤销并案', en: 'unmerge' },
    machine: 'CASE',
    actor: officer,
    needs: [
      { zh: '理由', en: 'the reason' },
      { zh: '并入的案件未作出结论', en: 'the case it went into is not concluded' },
    ],
    moves: [
      {
        ...unmerged,
        decision: 'TO_SCREENING',
        to: 'SCREENING',
        progress: 'SUBMITTED',
        opens: ['ACCEPTANCE'],
      },
      { ...unmerged, decision: 'TO_ACCEPTED', to: 'ACCEPTED', progress: 'ACCEPTED', opens: ['VERIFICATION'] },
    ],
  },
  withdrawCase: {
    label: { zh: '举报人撤回', en: 'withdrawn by the reporter' },
    machine: 'CASE',
    actor: { by: 'SYSTEM' },
    needs: [
      { zh: '案件的全部举报均已撤回', en: 'every report of the case is withdrawn' },
      {
        zh: '尚未受理，或已并入尚未作出结论的案件；已受理的可以继续核查',
        en: 'not accepted, or merged into a case not concluded: what is accepted may still be verified',
      },
    ],
    moves: [
      {
        from: ['SCREENING', 'SUPPLEMENT_REQUESTED', 'MERGED'],
        to: 'WITHDRAWN',
        event: 'CaseWithdrawn',
        progress: null,
        outcome: 'WITHDRAWN',
        cancels: ['ACCEPTANCE'],
      },
    ],
  },
  declareConflict: {
    label: { zh: '申报回避', en: 'declare a conflict of interest' },
    machine: 'CASE',
    actor: { by: 'STAFF', permission: 'READ_CASES', standing: 'WITHIN' },
    needs: [{ zh: '与被举报单位的关系', en: 'the tie to the reported unit' }],
    moves: [
      {
        from: [
          'SCREENING',
          'SUPPLEMENT_REQUESTED',
          'ACCEPTED',
          'ASSIGNED',
          'VERIFYING',
          'CONCLUDED',
          'REEXAMINING',
          'REFUSED',
          'REFERRED',
          'MERGED',
        ],
        to: 'SAME',
        event: null,
        progress: null,
      },
    ],
  },
} as const satisfies Record<string, StepRule>
