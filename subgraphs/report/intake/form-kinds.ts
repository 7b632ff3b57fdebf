import { registerEnumType } from 'type-graphql'

/** Where else a matter already is: requirement C23. NONE is an answer; silence is not. */
export enum ElsewhereKind {
  NONE = 'NONE',
  COURT = 'COURT',
  ARBITRATION = 'ARBITRATION',
  OTHER_DEPARTMENT = 'OTHER_DEPARTMENT',
  MEDIATION = 'MEDIATION',
}

registerEnumType(ElsewhereKind, {
  name: 'ElsewhereKind',
  description: '该事项是否已由其他机关受理或处理。Where else the matter already is.',
  valuesConfig: {
    NONE: { description: '没有。Nowhere, as far as the reporter knows.' },
    COURT: { description: '人民法院。A court.' },
    ARBITRATION: { description: '仲裁机构。An arbitration body.' },
    OTHER_DEPARTMENT: { description: '其他行政管理部门。Another department.' },
    MEDIATION: { description: '社会调解机构。A mediation body.' },
  },
})

/** How a reporter wants to hear of news: form 3.9, requirement D04. */
export enum FeedbackPreference {
  RECEIPT_ONLY = 'RECEIPT_ONLY',
  SMS = 'SMS',
  WECHAT = 'WECHAT',
}

registerEnumType(FeedbackPreference, {
  name: 'FeedbackPreference',
  description: '如何获知新进展。How the reporter wants to hear of news.',
  valuesConfig: {
    RECEIPT_ONLY: {
      description: '仅凭查询码自行查询，不留任何地址。By looking with the receipt; no address is left.',
    },
    SMS: { description: '短信提示，不含举报内容。A neutral SMS.' },
    WECHAT: { description: '微信订阅消息提示，不含举报内容。A neutral message by WeChat.' },
  },
})

/** Whether somebody can be reached, as far as the server can tell: requirement C06. */
export enum ContactCheck {
  NONE = 'NONE',
  SEALED = 'SEALED',
  GIVEN = 'GIVEN',
  DOUBTFUL = 'DOUBTFUL',
}

registerEnumType(ContactCheck, {
  name: 'ContactCheck',
  description: '联系方式是否有效（仅作提示）。Whether there is a valid contact, as far as can be told.',
  valuesConfig: {
    NONE: { description: '没有留下联系方式。None was left.' },
    SEALED: {
      description: '由举报人设备封存，系统未见。Sealed by the reporter’s device; the system has not seen it.',
    },
    GIVEN: { description: '格式有效。Well-formed.' },
    DOUBTFUL: { description: '看起来不是真实号码。Looks like no real number.' },
  },
})
