import type { Message } from '../../../platform/errors.js'
import { dictionaryEditions } from '../dictionary/editions.js'
import type { KnownAuthority } from '../authority/authority.entity.js'
import { fullNameOf, type DivisionTree } from '../division/division-tree.js'
import type { LocateQuestion } from './question.js'
import { industryLabelOf } from './referral.js'
import type { RuleRecord } from './rule-index.js'

const labelOf = (dictionary: 'MATTER_TYPE' | 'ACCIDENT_LEVEL', code: string): Message => {
  const items = dictionaryEditions.findLast(({ name }) => name === dictionary)?.items
  const item = items?.find((candidate) => candidate.code === code)
  return { zh: item?.label ?? code, en: item?.labelEn ?? code }
}

/** What a rule is for, in words: 河南省济源市（含下级）；煤矿；重大事故. */
export function describeTerms(rule: RuleRecord, tree: DivisionTree): Message {
  const division = tree.get(rule.regionCode)
  const place = division === undefined ? rule.regionCode : fullNameOf(division)
  const below = rule.includesBelow
    ? { zh: '（含下级）', en: ' and below' }
    : { zh: '（仅本级）', en: ' only' }
  const terms = [
    rule.industryCode === null ? { zh: '行业不限', en: 'any industry' } : industryLabelOf(rule.industryCode),
    rule.matterType === null ? { zh: '事项不限', en: 'any matter' } : labelOf('MATTER_TYPE', rule.matterType),
    rule.accidentLevel === null
      ? { zh: '事故等级不限', en: 'any accident level' }
      : labelOf('ACCIDENT_LEVEL', rule.accidentLevel),
  ]
  return {
    zh: [`${place}${below.zh}`, ...terms.map(({ zh }) => zh)].join('；'),
    en: [`${place}${below.en}`, ...terms.map(({ en }) => en)].join('; '),
  }
}

export function explainRule(
  { division }: LocateQuestion,
  rule: RuleRecord,
  authority: KnownAuthority,
  tree: DivisionTree,
): Message {
  const terms = describeTerms(rule, tree)
  const isOwn = rule.regionCode === division.code
  const doubt = rule.toConfirm ? { zh: '（规则待核实）', en: ' (rule to be confirmed)' } : { zh: '', en: '' }
  return {
    zh: `${isOwn ? '' : `${division.name}没有更具体的有效规则，`}适用最具体的有效规则“${terms.zh}”${doubt.zh}，由${authority.name}负责。依据：${rule.legalBasis}。`,
    en: `${isOwn ? '' : `${division.name} has no more specific rule in force. `}The most specific rule in force, "${terms.en}"${doubt.en}, names ${authority.name}. Basis: ${rule.legalBasis}.`,
  }
}

export function explainAgainst(named: KnownAuthority, above: KnownAuthority): Message {
  return {
    zh: `举报涉及${named.name}或其工作人员，由其上一级机关${above.name}办理，被举报机关不能查看。`,
    en: `It is about ${named.name} or its staff: the next level, ${above.name}, handles it, unread by the one it names.`,
  }
}

export function explainGenericReferral(
  { division, industryCode }: LocateQuestion,
  department: Message,
): Message {
  const industry = industryLabelOf(industryCode ?? '')
  const place = fullNameOf(division)
  return {
    zh: `“${industry.zh}”由负有安全生产监管职责的其他部门负责，请向${place}的${department.zh}举报。`,
    en: `"${industry.en}" is the business of another department: report to the ${department.en} of ${place}.`,
  }
}
