import { registerEnumType } from 'type-graphql'

/** What is agreed to apart from the report itself, each for itself: PIPL 23, 25, 29. */
export enum SeparateConsentKind {
  NOTICES_BY_SMS = 'NOTICES_BY_SMS',
  NOTICES_BY_WECHAT = 'NOTICES_BY_WECHAT',
  PASSING_ON = 'PASSING_ON',
  PUBLICATION = 'PUBLICATION',
}

const separate = {
  NOTICES_BY_SMS: { description: '接收短信通知。Neutral notices by SMS, to an address the server can open.' },
  NOTICES_BY_WECHAT: { description: '接收微信订阅消息。Neutral notices by WeChat.' },
  PASSING_ON: {
    description:
      '属其他部门职责时，将举报内容转给该部门。Passing the content on to the department that answers for it.',
  },
  PUBLICATION: {
    description: '以去除身份信息的典型案例公开。Publication as a de-identified case.',
  },
}

registerEnumType(SeparateConsentKind, {
  name: 'SeparateConsentKind',
  description:
    '单独同意的事项，可随时给予或撤回。What is agreed to separately, given and withdrawn at any time.',
  valuesConfig: separate,
})

/** Everything agreed to or declared; the first three make the report possible and end with its withdrawal. */
export enum ConsentKind {
  NOTICE = 'NOTICE',
  PRIVACY = 'PRIVACY',
  TRUTH = 'TRUTH',
  NOTICES_BY_SMS = 'NOTICES_BY_SMS',
  NOTICES_BY_WECHAT = 'NOTICES_BY_WECHAT',
  PASSING_ON = 'PASSING_ON',
  PUBLICATION = 'PUBLICATION',
}

registerEnumType(ConsentKind, {
  name: 'ConsentKind',
  description: '同意或声明的事项。What was agreed to or declared.',
  valuesConfig: {
    NOTICE: { description: '举报须知。The reporting notice.' },
    PRIVACY: { description: '隐私说明。The privacy explanation.' },
    TRUTH: { description: '真实性声明。The declaration that the report is true.' },
    ...separate,
  },
})
