import { registerEnumType } from 'type-graphql'

/** Grounds of refusal: requirements C21 to C25. A refusal has exactly one. */
export enum RefusalGround {
  DUPLICATE_BY_SAME_REPORTER = 'DUPLICATE_BY_SAME_REPORTER',
  UNCLEAR = 'UNCLEAR',
  OTHER_PROCEDURE = 'OTHER_PROCEDURE',
  OTHER_LEGAL = 'OTHER_LEGAL',
}

registerEnumType(RefusalGround, {
  name: 'RefusalGround',
  description: '不予受理的情形，只能选一项。The ground of a refusal; exactly one.',
  valuesConfig: {
    DUPLICATE_BY_SAME_REPORTER: {
      description:
        '同一举报事项已经受理，举报人再次举报。The same reporter again about a matter already accepted.',
    },
    UNCLEAR: {
      description: '无明确的举报对象、举报事项或事实不清楚。Object, matter or facts are unclear.',
    },
    OTHER_PROCEDURE: { description: '应由其他程序处理或已由其他机关处理。A matter of another procedure.' },
    OTHER_LEGAL: { description: '其他依法依规不予接收。Another ground in law, which is cited.' },
  },
})

/** What exactly of the ground: three of UNCLEAR, seven of OTHER_PROCEDURE. */
export enum RefusalSubKind {
  OBJECT = 'OBJECT',
  MATTER = 'MATTER',
  FACTS = 'FACTS',
  SUGGESTION = 'SUGGESTION',
  INFO_DISCLOSURE = 'INFO_DISCLOSURE',
  ADMIN_RECONSIDERATION = 'ADMIN_RECONSIDERATION',
  COURT = 'COURT',
  ARBITRATION = 'ARBITRATION',
  OTHER_DEPARTMENT = 'OTHER_DEPARTMENT',
  MEDIATION = 'MEDIATION',
}

registerEnumType(RefusalSubKind, {
  name: 'RefusalSubKind',
  description: '不予受理情形的细目。What exactly of the ground.',
  valuesConfig: {
    OBJECT: { description: '无明确的举报对象。No clear object.' },
    MATTER: { description: '无明确的举报事项。No clear matter.' },
    FACTS: { description: '违法违规事实不清楚。Facts unclear.' },
    SUGGESTION: { description: '意见建议。A suggestion.' },
    INFO_DISCLOSURE: { description: '政府信息公开申请。An application for information.' },
    ADMIN_RECONSIDERATION: { description: '行政复议。Administrative reconsideration.' },
    COURT: { description: '人民法院已经受理或者处理。Before a court.' },
    ARBITRATION: { description: '仲裁机构已经受理或者处理。Before an arbitration body.' },
    OTHER_DEPARTMENT: { description: '其他行政管理部门已经受理或者处理。With another department.' },
    MEDIATION: { description: '社会调解机构已经受理或者处理。In mediation.' },
  },
})

/** How a case comes to who verifies it. */
export enum AssignmentMode {
  OWN = 'OWN',
  OFFICE = 'OFFICE',
  SUBORDINATE = 'SUBORDINATE',
  TRANSFER = 'TRANSFER',
}

registerEnumType(AssignmentMode, {
  name: 'AssignmentMode',
  description: '分办方式。How a case comes to who verifies it.',
  valuesConfig: {
    OWN: { description: '自办。By the authority itself.' },
    OFFICE: { description: '分办。By an office of the authority.' },
    SUBORDINATE: { description: '交办。By an authority below.' },
    TRANSFER: { description: '转办。By another authority inside the system.' },
  },
})

/** What verification found. */
export enum Conclusion {
  SUBSTANTIATED = 'SUBSTANTIATED',
  PARTLY_SUBSTANTIATED = 'PARTLY_SUBSTANTIATED',
  UNSUBSTANTIATED = 'UNSUBSTANTIATED',
  UNVERIFIABLE = 'UNVERIFIABLE',
}

registerEnumType(Conclusion, {
  name: 'Conclusion',
  description: '核查结论。What verification found.',
  valuesConfig: {
    SUBSTANTIATED: { description: '属实。True.' },
    PARTLY_SUBSTANTIATED: { description: '部分属实。True in part.' },
    UNSUBSTANTIATED: { description: '不属实。Not true.' },
    UNVERIFIABLE: { description: '无法核实。Cannot be verified.' },
  },
})

/** How a case came out; the table says for each what must be finished before it is closed. */
export enum CaseOutcome {
  VERIFIED = 'VERIFIED',
  UNFOUNDED = 'UNFOUNDED',
  UNVERIFIABLE = 'UNVERIFIABLE',
  REFUSED = 'REFUSED',
  REFERRED = 'REFERRED',
  WITHDRAWN = 'WITHDRAWN',
  MERGED = 'MERGED',
}

registerEnumType(CaseOutcome, {
  name: 'CaseOutcome',
  description: '案件结果。How a case came out.',
  valuesConfig: {
    VERIFIED: { description: '属实或部分属实。True, or true in part.' },
    UNFOUNDED: { description: '不属实。Not true.' },
    UNVERIFIABLE: { description: '无法核实。Cannot be verified.' },
    REFUSED: { description: '不予受理。Refused.' },
    REFERRED: { description: '已转告其他部门。Referred to another department.' },
    WITHDRAWN: { description: '举报人撤回。Withdrawn by the reporter.' },
    MERGED: { description: '并入其他案件。Merged into another case.' },
  },
})

/** Terms of authorities whose end is told: what the share of those kept in time is reckoned from. */
export const countedTerms = [
  'ACCEPTANCE',
  'VERIFICATION',
  'FEEDBACK',
  'REEXAMINATION',
  'SUPERVISION',
  'REWARD_DECISION',
  'REWARD_PAYMENT',
  'FOLLOW_UP',
] as const
export type CountedTerm = (typeof countedTerms)[number]

export function isCountedTerm(kind: string): kind is CountedTerm {
  return countedTerms.some((one) => one === kind)
}
