import { CaseState } from '../../shared/dictionary/case-state.js'
import type { Label } from './table/machines.js'

export { CaseState }

export const caseStateLabels: Readonly<Record<CaseState, Label>> = {
  SCREENING: { zh: '甄别中', en: 'being screened' },
  SUPPLEMENT_REQUESTED: { zh: '待补充', en: 'waiting for a supplement' },
  ACCEPTED: { zh: '已受理', en: 'accepted' },
  ASSIGNED: { zh: '已分办', en: 'assigned' },
  VERIFYING: { zh: '核查中', en: 'being verified' },
  CONCLUDED: { zh: '已作出结论', en: 'concluded' },
  REEXAMINING: { zh: '复查中', en: 'being re-examined' },
  REFUSED: { zh: '不予受理', en: 'refused' },
  REFERRED: { zh: '已转告', en: 'referred' },
  WITHDRAWN: { zh: '已撤回', en: 'withdrawn' },
  MERGED: { zh: '已并案', en: 'merged' },
  CLOSED: { zh: '已归档', en: 'closed' },
}
