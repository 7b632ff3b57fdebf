import { registerEnumType } from 'type-graphql'

/** States of a case: section 3.10 of the requirements. */
export enum CaseState {
  SCREENING = 'SCREENING',
  ACCEPTED = 'ACCEPTED',
}

registerEnumType(CaseState, {
  name: 'CaseState',
  description: '案件状态。State of a case.',
  valuesConfig: {
    SCREENING: { description: '甄别中。Being screened.' },
    ACCEPTED: { description: '已受理。Accepted for verification.' },
  },
})

export const caseStateLabels: Readonly<Record<CaseState, { zh: string; en: string }>> = {
  SCREENING: { zh: '甄别中', en: 'screening' },
  ACCEPTED: { zh: '已受理', en: 'accepted' },
}
