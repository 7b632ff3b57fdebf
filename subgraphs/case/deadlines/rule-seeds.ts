import type { RuleKind } from './deadline-rule.entity.js'

type Seed = {
  kind: RuleKind
  days: number
  unit?: 'WORKING'
  rollsOver?: true
  remindDaysBefore: number
  legalReference: string
  /** Left out where the text itself was not read: then it is a default that jurisdictions confirm or replace. */
  confirmed?: true
}

/** National defaults: domain rule 2.4. A province with other numbers gets a row of its own. */
const seeds: readonly Seed[] = [
  {
    kind: 'ACCEPTANCE',
    days: 5,
    unit: 'WORKING',
    remindDaysBefore: 2,
    legalReference: '山东省人民政府令第359号（2024），全国规定为“第一时间”',
  },
  {
    kind: 'VERIFICATION',
    days: 60,
    remindDaysBefore: 10,
    legalReference: '安监总财〔2018〕19号；安监总财〔2012〕63号第十条',
    confirmed: true,
  },
  {
    kind: 'EXTENSION',
    days: 30,
    remindDaysBefore: 0,
    legalReference: '安监总财〔2018〕19号；安监总财〔2012〕63号第十条',
    confirmed: true,
  },
  {
    kind: 'FEEDBACK',
    days: 10,
    remindDaysBefore: 3,
    legalReference: '安监总财〔2012〕63号第十一条',
    confirmed: true,
  },
  {
    kind: 'FEEDBACK_SERVICE',
    days: 15,
    remindDaysBefore: 0,
    legalReference: '未读反馈视为送达的天数，由各地规定',
  },
  {
    kind: 'OBJECTION',
    days: 10,
    rollsOver: true,
    remindDaysBefore: 0,
    legalReference: '应急〔2023〕106号',
    confirmed: true,
  },
  {
    kind: 'REEXAMINATION',
    days: 30,
    remindDaysBefore: 5,
    legalReference: '应急〔2023〕106号',
    confirmed: true,
  },
  {
    kind: 'SUPERVISION',
    days: 30,
    remindDaysBefore: 5,
    legalReference: '督办单位指定期限；未指定的按三十日',
  },
  {
    kind: 'RECTIFICATION',
    days: 30,
    remindDaysBefore: 5,
    legalReference: '责令整改文书指定期限；未指定的按三十日',
  },
  {
    kind: 'REWARD_DECISION',
    days: 30,
    remindDaysBefore: 5,
    legalReference: '“及时兑现奖励”，天数由各地规定',
  },
  {
    kind: 'REWARD_CLAIM',
    days: 60,
    rollsOver: true,
    remindDaysBefore: 0,
    legalReference: '安监总财〔2018〕19号，领奖通知之日起六十日',
  },
  {
    kind: 'REWARD_PAYMENT',
    days: 10,
    unit: 'WORKING',
    remindDaysBefore: 3,
    legalReference: '“及时兑现奖励”，天数由各地规定',
  },
  {
    kind: 'FOLLOW_UP',
    days: 90,
    remindDaysBefore: 10,
    legalReference: '应急〔2020〕69号，定期回访，天数由各地规定',
  },
]

export function deadlineRuleSeeds(): string {
  const rows = seeds.map(
    ({ kind, days, unit = 'NATURAL', rollsOver = false, confirmed = false, ...rule }) => {
      const { remindDaysBefore, legalReference } = rule
      return `('${kind}', '000000', '2018-01-04', ${String(days)}, '${unit}', ${String(rollsOver)},
      ${String(remindDaysBefore)}, '${legalReference}', ${String(confirmed)})`
    },
  )
  return `INSERT INTO "case".deadline_rule (kind, region_code, effective_from, days, unit, rolls_over,
    remind_days_before, legal_reference, confirmed) VALUES ${rows.join(', ')}`
}
