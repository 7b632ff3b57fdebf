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
