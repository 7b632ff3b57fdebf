import { registerEnumType } from 'type-graphql'

/** Main states of a case: section 3.10 of the requirements. What runs beside them are proceedings. */
export enum CaseState {
  SCREENING = 'SCREENING',
  SUPPLEMENT_REQUESTED = 'SUPPLEMENT_REQUESTED',
  ACCEPTED = 'ACCEPTED',
  ASSIGNED = 'ASSIGNED',
  VERIFYING = 'VERIFYING',
  CONCLUDED = 'CONCLUDED',
  REEXAMINING = 'REEXAMINING',
  REFUSED = 'REFUSED',
  REFERRED = 'REFERRED',
  WITHDRAWN = 'WITHDRAWN',
  MERGED = 'MERGED',
  CLOSED = 'CLOSED',
}

registerEnumType(CaseState, {
  name: 'CaseState',
  description: '案件状态。State of a case.',
  valuesConfig: {
    SCREENING: { description: '甄别中。Being screened.' },
    SUPPLEMENT_REQUESTED: { description: '待补充。The reporter is asked for more.' },
    ACCEPTED: { description: '已受理。Accepted for verification.' },
    ASSIGNED: { description: '已分办。Assigned to who verifies it.' },
    VERIFYING: { description: '核查中。Being verified.' },
    CONCLUDED: { description: '已作出结论。There is a conclusion.' },
    REEXAMINING: { description: '复查中。Re-examined after an objection.' },
    REFUSED: { description: '不予受理。Refused.' },
    REFERRED: { description: '已转告。Referred to a department outside.' },
    WITHDRAWN: { description: '已撤回。Withdrawn by the reporter.' },
    MERGED: { description: '已并案。Merged into another case.' },
    CLOSED: { description: '已归档。Closed.' },
  },
})
