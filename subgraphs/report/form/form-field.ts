import { registerEnumType } from 'type-graphql'
import type { Message } from '../../../platform/errors.js'
import { mostPeople } from '../intake/accident.rules.js'
import { mostAliases } from '../intake/submission.rules.js'
import { textFields, type TextPath } from '../intake/text-fields.js'

/** When a field must be filled in: section 3.9 of the requirements. */
export enum FieldNeed {
  ALWAYS = 'ALWAYS',
  OPTIONAL = 'OPTIONAL',
  WHEN_REAL_NAME = 'WHEN_REAL_NAME',
  WHEN_CONCEALED_OR_FALSE = 'WHEN_CONCEALED_OR_FALSE',
  WHEN_NOTICES = 'WHEN_NOTICES',
}

registerEnumType(FieldNeed, {
  name: 'FieldNeed',
  description: '何时必填。When a field must be filled in.',
  valuesConfig: {
    ALWAYS: { description: '必填。Always.' },
    OPTIONAL: { description: '选填。Never.' },
    WHEN_REAL_NAME: { description: '实名举报必填，匿名举报不得填写。For real name; refused for anonymous.' },
    WHEN_CONCEALED_OR_FALSE: {
      description:
        '举报瞒报谎报事故时填写，其他事项不得填写。For CONCEALED_OR_FALSE_ACCIDENT; refused for the rest.',
    },
    WHEN_NOTICES: { description: '选择接收通知时必填。Where notices are chosen.' },
  },
})

export type FieldRule = {
  path: string
  label: Message
  need: FieldNeed
  min: number | null
  max: number | null
}

const { ALWAYS, OPTIONAL, WHEN_REAL_NAME, WHEN_CONCEALED_OR_FALSE, WHEN_NOTICES } = FieldNeed

/** The fields of the form in their order. What they bound is what submission.rules.ts checks, from the same numbers. */
export const fieldRules: readonly FieldRule[] = [
  field('mode', '实名或匿名', 'Real name or anonymous', ALWAYS),
  field('reporterKind', '举报人身份', 'In what capacity', ALWAYS),
  field('employerIsReportedUnit', '用人单位是否被举报单位', 'Employed by the reported unit', OPTIONAL),
  field('identity.name', '姓名', 'Name', WHEN_REAL_NAME, [2, 50]),
  field('identity.phone', '联系电话', 'Telephone', WHEN_REAL_NAME),
  field('identity.email', '电子邮箱', 'E-mail', OPTIONAL, [3, 200]),
  field('identity.address', '通信地址', 'Postal address', OPTIONAL, [2, 200]),
  field('jointReporters', '联名举报人', 'Who signs as well', OPTIONAL, [0, 20]),
  field('regionCode', '所在地区', 'Region', ALWAYS),
  text('address', OPTIONAL),
  field('coordinate', '坐标', 'Coordinate', OPTIONAL),
  field('industryCode', '行业领域', 'Industry', ALWAYS),
  field('matterTypes', '事项类别', 'Kinds of matter', ALWAYS, [1, null]),
  field('subKinds', '瞒报或谎报', 'Concealed or false', WHEN_CONCEALED_OR_FALSE, [1, null]),
  field('accident', '事故情况（至少一项）', 'The accident, at least one of', WHEN_CONCEALED_OR_FALSE),
  field('accident.occurredAt', '事故时间', 'When it happened', OPTIONAL),
  text('accident.place', OPTIONAL),
  field('accident.deaths', '死亡人数', 'Deaths', OPTIONAL, [0, mostPeople]),
  field('accident.injuries', '受伤人数', 'Injuries', OPTIONAL, [0, mostPeople]),
  text('accident.howConcealed', OPTIONAL),
  text('accident.clues', OPTIONAL),
  text('unitName', ALWAYS),
  { ...text('unitAliases', OPTIONAL), min: 0, max: mostAliases },
  field('unitCreditCode', '统一社会信用代码', 'Unified social credit code', OPTIONAL, [18, 18]),
  text('facts.what', ALWAYS),
  text('facts.when', OPTIONAL),
  field('facts.from', '开始时间', 'From', OPTIONAL),
  field('facts.to', '结束时间', 'To', OPTIONAL),
  text('facts.where', OPTIONAL),
  text('facts.who', OPTIONAL),
  field('facts.ongoing', '是否仍在持续', 'Still going on', OPTIONAL),
  field('elsewhere', '是否已由其他机关受理', 'In other hands already', ALWAYS),
  text('elsewhere.number', OPTIONAL),
  field('sameMatterBefore', '是否举报过同一事项', 'Reported before', OPTIONAL),
  text('sameMatterBefore.caseNumber', OPTIONAL),
  field('feedbackPreference', '如何获知进展', 'How to hear of news', OPTIONAL),
  field('noticeAddress', '接收通知的地址', 'Where notices go', WHEN_NOTICES),
  field('consent', '同意与声明', 'Consent and declaration', ALWAYS),
]

function field(
  path: string,
  zh: string,
  en: string,
  need: FieldNeed,
  [min, max]: readonly [number | null, number | null] = [null, null],
): FieldRule {
  return { path, label: { zh, en }, need, min, max }
}

function text(path: TextPath, need: FieldNeed): FieldRule {
  const { zh, en, min, max } = textFields[path]
  return { path, label: { zh, en }, need, min, max }
}
