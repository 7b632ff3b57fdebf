import { registerEnumType } from 'type-graphql'

/** What a citizen sees of a case: section 3.10 of the requirements. */
export enum PublicProgress {
  SUBMITTED = 'SUBMITTED',
  SUPPLEMENT_REQUESTED = 'SUPPLEMENT_REQUESTED',
  ACCEPTED = 'ACCEPTED',
  REFUSED = 'REFUSED',
  TRANSFERRED = 'TRANSFERRED',
  VERIFYING = 'VERIFYING',
  EXTENDED = 'EXTENDED',
  CONCLUDED = 'CONCLUDED',
  FEEDBACK_GIVEN = 'FEEDBACK_GIVEN',
  REEXAMINING = 'REEXAMINING',
  OBJECTION_DECLINED = 'OBJECTION_DECLINED',
  REWARDING = 'REWARDING',
  WITHDRAWN = 'WITHDRAWN',
  CLOSED = 'CLOSED',
}

export const progressLabels: Readonly<Record<PublicProgress, { zh: string; en: string }>> = {
  SUBMITTED: { zh: '已提交', en: 'Submitted' },
  SUPPLEMENT_REQUESTED: { zh: '待补充', en: 'More is asked for' },
  ACCEPTED: { zh: '已受理', en: 'Accepted' },
  REFUSED: { zh: '不予受理', en: 'Refused' },
  TRANSFERRED: { zh: '已转办', en: 'Handed on' },
  VERIFYING: { zh: '核查中', en: 'Being verified' },
  EXTENDED: { zh: '办理期限已延长', en: 'More time was granted' },
  CONCLUDED: { zh: '已办结', en: 'Concluded' },
  FEEDBACK_GIVEN: { zh: '已反馈，请查阅', en: 'Feedback given, please read it' },
  REEXAMINING: { zh: '复查中', en: 'Being re-examined' },
  OBJECTION_DECLINED: { zh: '异议不予复查', en: 'Objection declined' },
  REWARDING: { zh: '奖励办理中', en: 'Reward under way' },
  WITHDRAWN: { zh: '已撤回', en: 'Withdrawn' },
  CLOSED: { zh: '已归档', en: 'Closed' },
}

registerEnumType(PublicProgress, {
  name: 'PublicProgress',
  description: '举报人可见的办理进度。What a reporter sees of the handling.',
  valuesConfig: {
    SUBMITTED: { description: '已提交。Received, not decided yet.' },
    SUPPLEMENT_REQUESTED: { description: '待补充。The authority asks for more before it decides.' },
    ACCEPTED: { description: '已受理。Accepted for handling.' },
    REFUSED: { description: '不予受理。Refused, on one of four grounds.' },
    TRANSFERRED: { description: '已转办。Handed on to the authority or department that answers for it.' },
    VERIFYING: { description: '核查中。Being verified on site.' },
    EXTENDED: { description: '办理期限已延长。The next level granted more time.' },
    CONCLUDED: { description: '已办结。There is a conclusion.' },
    FEEDBACK_GIVEN: { description: '已反馈，待举报人查阅。Feedback is there to be read.' },
    REEXAMINING: { description: '复查中。Being looked at again after an objection.' },
    OBJECTION_DECLINED: { description: '异议不予复查。The objection was not admitted.' },
    REWARDING: { description: '奖励办理中。A reward can be claimed or is being paid.' },
    WITHDRAWN: { description: '举报人已撤回。Taken back by the reporter.' },
    CLOSED: { description: '已归档。Closed.' },
  },
})
