import type { StepRule } from './step-rule.js'

const officer = { by: 'STAFF', permission: 'SCREEN_REPORTS', standing: 'WITHIN' } as const

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
    needs: [{ zh: '并入的案件，未办结', en: 'the case it goes into, which is not concluded' }],
    moves: [
      {
        from: ['SCREENING', 'SUPPLEMENT_REQUESTED', 'ACCEPTED'],
        to: 'MERGED',
        event: 'CaseMerged',
        progress: null,
        outcome: 'MERGED',
        meets: ['ACCEPTANCE'],
        cancels: ['VERIFICATION'],
      },
    ],
  },
  unmergeCase: {
    label: { zh: '撤销并案', en: 'unmerge' },
    machine: 'CASE',
    actor: officer,
    needs: [{ zh: '理由', en: 'the reason' }],
    moves: [
      {
        from: ['MERGED'],
        to: 'SCREENING',
        event: 'CaseUnmerged',
        progress: 'SUBMITTED',
        outcome: null,
        opens: ['ACCEPTANCE'],
      },
    ],
  },
  withdrawCase: {
    label: { zh: '举报人撤回', en: 'withdrawn by the reporter' },
    machine: 'CASE',
    actor: { by: 'SYSTEM' },
    needs: [
      { zh: '案件的全部举报均已撤回', en: 'every report of the case is withdrawn' },
      {
        zh: '尚未受理；已受理的可以继续核查',
        en: 'not accepted yet: what is accepted may still be verified',
      },
    ],
    moves: [
      {
        from: ['SCREENING', 'SUPPLEMENT_REQUESTED'],
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
