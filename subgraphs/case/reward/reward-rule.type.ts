import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import type { Language } from '../../../platform/language.js'
import { inYuan } from '../../shared/fen.scalar.js'
import type { Label } from '../loop/table/machines.js'
import type { StoredRewardRule } from './reward-rule.entity.js'
import { toRewardRule } from './reward-rule.entity.js'
import type { RewardRule as Rule, RewardRuleKind as Kind } from './reward-rule.js'

const kindLabels = {
  HAZARD_OR_ILLEGAL: { zh: '重大事故隐患和违法行为', en: 'Major hazards and illegal acts' },
  CONCEALED_ACCIDENT: { zh: '瞒报、谎报事故', en: 'Concealed accidents' },
  GENERAL_HAZARD: { zh: '一般事故隐患', en: 'General hazards' },
  REPORTER_UPLIFT: { zh: '从业人员和信息员上浮', en: 'More for employees and liaisons' },
  ANONYMOUS_REPORTS: { zh: '匿名举报是否奖励', en: 'Whether anonymous reports are rewarded' },
  CO_SIGNERS: { zh: '联名举报如何领取', en: 'How people who signed together collect' },
} as const satisfies Record<Kind, Label>

export const RewardRuleKind = Object.fromEntries(Object.keys(kindLabels).map((kind) => [kind, kind])) as {
  [K in Kind]: K
}

registerEnumType(RewardRuleKind, {
  name: 'RewardRuleKind',
  description: '奖励规则的种类。Kind of reward rule.',
  valuesConfig: Object.fromEntries(
    Object.entries(kindLabels).map(([kind, { zh, en }]) => [kind, { description: `${zh}。${en}.` }]),
  ),
})

@ObjectType({ description: '奖励规则：何地、何时起、依据什么。A rule rewards are reckoned by.' })
export class RewardRule {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => RewardRuleKind, { description: '种类。Kind.' })
  kind!: Kind

  @Field(() => ID, { description: '适用地区，含下级。The place, with everything below.' })
  regionCode!: string

  @Field(() => [ID], { description: '仅适用的行业领域；空为全部。Industries; none for all.' })
  industryCodes!: string[]

  @Field(() => String, { description: '施行日期。First day.' })
  effectiveFrom!: string

  @Field(() => String, { description: '法规依据。The legal text.' })
  legalReference!: string

  @Field(() => Boolean, {
    description:
      '是否已由当地确认；未确认的为待确认的预置。Whether it is confirmed, or a preset to be confirmed.',
  })
  confirmed!: boolean

  @Field(() => String, { description: '内容，按请求语言。What it says, in the language of the request.' })
  inWords!: string

  @Field(() => Date, { description: '录入时间。When it was entered.' })
  enteredAt!: Date
}

export function toRewardRuleType(stored: StoredRewardRule, language: Language): RewardRule {
  const { id, kind, regionCode, industryCodes, effectiveFrom, legalReference, confirmed, enteredAt } = stored
  const inWords = wordsOf(toRewardRule(stored))[language]
  return { id, kind, regionCode, industryCodes, effectiveFrom, legalReference, confirmed, inWords, enteredAt }
}

const percent = (basisPoints: number) => `${String(basisPoints / 100)}%`
const yuan = (fen: string) => inYuan(BigInt(fen))

function wordsOf(rule: Rule): Label {
  switch (rule.kind) {
    case 'HAZARD_OR_ILLEGAL': {
      const { basisPoints, secondClassBasisPoints, floorFen, capFen } = rule.terms
      const second = secondClassBasisPoints === null ? '' : ` / ${percent(secondClassBasisPoints)}`
      const [rate, floor, cap] = [`${percent(basisPoints)}${second}`, yuan(floorFen), yuan(capFen)]
      return {
        zh: `行政处罚的 ${rate}，最低 ${floor} 元，最高 ${cap} 元`,
        en: `${rate} of the fine, at least ${floor}, at most ${cap} yuan`,
      }
    }
    case 'CONCEALED_ACCIDENT': {
      const each = Object.values(rule.terms.perDeathFen).map(yuan).join(' / ')
      const cap = yuan(rule.terms.capFen)
      return {
        zh: `每核实瞒报死亡 1 人，按一般、较大、重大、特别重大事故 ${each} 元，最高 ${cap} 元`,
        en: `For each verified concealed death ${each} yuan by level, at most ${cap} yuan`,
      }
    }
    case 'GENERAL_HAZARD': {
      const [from, to] = [yuan(rule.terms.fromFen), yuan(rule.terms.toFen)]
      return { zh: `${from} 至 ${to} 元`, en: `${from} to ${to} yuan` }
    }
    case 'REPORTER_UPLIFT': {
      const { basisPoints, capFen } = rule.terms
      const cap =
        capFen === null
          ? { zh: '', en: '' }
          : { zh: `，最高 ${yuan(capFen)} 元`, en: `, at most ${yuan(capFen)} yuan` }
      return { zh: `上浮 ${percent(basisPoints)}${cap.zh}`, en: `Raised by ${percent(basisPoints)}${cap.en}` }
    }
    case 'ANONYMOUS_REPORTS':
      return rule.terms.rewarded
        ? { zh: '匿名举报也可奖励', en: 'Anonymous reports are rewarded too' }
        : { zh: '匿名举报没有举报奖励', en: 'An anonymous report earns no reward' }
    case 'CO_SIGNERS':
      return rule.terms.sharing === 'EQUAL_SHARES'
        ? { zh: '联名举报人平均分配', en: 'In equal shares' }
        : { zh: '由第一署名人或其书面委托的署名人领取', en: 'The first who signed, or one he authorises' }
  }
}
