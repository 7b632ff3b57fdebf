import { accidentLevelLabels } from './reward-labels.js'
import { inYuan } from '../../shared/fen.scalar.js'
import type { AccidentLevel } from '../../shared/dictionary/matter.js'
import type { Label } from '../loop/table/machines.js'
import type { RewardRule } from './reward-rule.js'

/** What a reward is reckoned from: one reward for a case, so one of the three. */
export type Figures =
  | { basis: 'HAZARD_OR_ILLEGAL'; fineFen: bigint; reportClass: 'FIRST' | 'SECOND' }
  | { basis: 'CONCEALED_ACCIDENT'; verifiedDeaths: number; level: AccidentLevel }
  | { basis: 'GENERAL_HAZARD'; chosenFen: bigint }

export type RewardBasis = Figures['basis']

/** The rules an amount is reckoned by. */
export type RulesInForce = {
  base: RewardRule<RewardBasis>
  /** For employees and liaisons; null where none holds for this reporter. */
  uplift: RewardRule<'REPORTER_UPLIFT'> | null
  coSigners: RewardRule<'CO_SIGNERS'> | null
  /** How many people signed the report. */
  signatories: number
}

/** One line of the arithmetic: what was done, by which rule, and what it came to. */
export type Step = { ruleId: string; words: Label; amountFen: bigint }
export type Reckoned = { amountFen: bigint; steps: Step[] }
/** The figures do not fit the rule; `field` names which. */
export type Misfit = { field: 'verifiedDeaths' | 'reportClass' | 'chosenFen' | 'basis'; words: Label }

/** The amount of a reward with each step of how it comes about. Nothing but arithmetic: no clock, no table. */
export function reckonReward(figures: Figures, rules: RulesInForce): Reckoned | Misfit {
  const base = baseAmount(figures, rules.base)
  if ('field' in base) return base
  const steps = [...base.steps]
  if (rules.uplift !== null) steps.push(...uplift(rules.uplift, amountOf(steps), base.capFen))
  if (rules.coSigners !== null && rules.signatories > 1)
    steps.push(shares(rules.coSigners, amountOf(steps), rules.signatories))
  return { amountFen: amountOf(steps), steps }
}

type Base = { steps: Step[]; capFen: bigint | null }

function baseAmount(figures: Figures, rule: RewardRule<RewardBasis>): Base | Misfit {
  if (figures.basis === 'HAZARD_OR_ILLEGAL' && rule.kind === 'HAZARD_OR_ILLEGAL')
    return shareOfFine(figures, rule)
  if (figures.basis === 'CONCEALED_ACCIDENT' && rule.kind === 'CONCEALED_ACCIDENT')
    return byDeaths(figures, rule)
  if (figures.basis === 'GENERAL_HAZARD' && rule.kind === 'GENERAL_HAZARD') return withinRange(figures, rule)
  return { field: 'basis', words: { zh: '规则与依据不符。', en: 'The rule is of another kind.' } }
}

function shareOfFine(
  { fineFen, reportClass }: Extract<Figures, { basis: 'HAZARD_OR_ILLEGAL' }>,
  { id, terms }: RewardRule<'HAZARD_OR_ILLEGAL'>,
): Base | Misfit {
  const rate = reportClass === 'FIRST' ? terms.basisPoints : terms.secondClassBasisPoints
  if (rate === null)
    return {
      field: 'reportClass',
      words: { zh: '适用的规则不区分二级举报。', en: 'The rule in force knows no second class of reports.' },
    }
  const share = percentOf(fineFen, rate)
  const words = {
    zh: `罚款 ${inYuan(fineFen)} 元 × ${percent(rate)} = ${inYuan(share)} 元`,
    en: `${percent(rate)} of the fine of ${inYuan(fineFen)} yuan = ${inYuan(share)} yuan`,
  }
  const first = { ruleId: id, words, amountFen: share }
  const floor = raised(id, share, BigInt(terms.floorFen))
  const capFen = BigInt(terms.capFen)
  return { steps: [first, ...floor, ...capped(id, amountOf([first, ...floor]), capFen)], capFen }
}

function byDeaths(
  { verifiedDeaths, level }: Extract<Figures, { basis: 'CONCEALED_ACCIDENT' }>,
  { id, terms }: RewardRule<'CONCEALED_ACCIDENT'>,
): Base | Misfit {
  if (verifiedDeaths < 1)
    return {
      field: 'verifiedDeaths',
      words: {
        zh: '没有核实的瞒报死亡人数，请按行政处罚计算。',
        en: 'No concealed death was verified: reckon by the fine.',
      },
    }
  const each = BigInt(terms.perDeathFen[level])
  const product = each * BigInt(verifiedDeaths)
  const label = accidentLevelLabels[level]
  const words = {
    zh: `核实的瞒报死亡 ${String(verifiedDeaths)} 人 × ${inYuan(each)} 元（${label.zh}）= ${inYuan(product)} 元`,
    en: `${String(verifiedDeaths)} verified concealed deaths × ${inYuan(each)} yuan (${label.en}) = ${inYuan(product)} yuan`,
  }
  const capFen = BigInt(terms.capFen)
  return { steps: [{ ruleId: id, words, amountFen: product }, ...capped(id, product, capFen)], capFen }
}

function withinRange(
  { chosenFen }: Extract<Figures, { basis: 'GENERAL_HAZARD' }>,
  { id, terms }: RewardRule<'GENERAL_HAZARD'>,
): Base | Misfit {
  const [from, to] = [BigInt(terms.fromFen), BigInt(terms.toFen)]
  const range = { zh: `${inYuan(from)} 至 ${inYuan(to)} 元`, en: `${inYuan(from)} to ${inYuan(to)} yuan` }
  if (chosenFen < from || chosenFen > to)
    return {
      field: 'chosenFen',
      words: { zh: `金额应为 ${range.zh}。`, en: `The amount must be ${range.en}.` },
    }
  const words = {
    zh: `一般事故隐患，在 ${range.zh}内确定为 ${inYuan(chosenFen)} 元`,
    en: `A general hazard: set to ${inYuan(chosenFen)} yuan, within ${range.en}`,
  }
  return { steps: [{ ruleId: id, words, amountFen: chosenFen }], capFen: to }
}

function uplift(
  { id, terms }: RewardRule<'REPORTER_UPLIFT'>,
  amount: bigint,
  baseCap: bigint | null,
): Step[] {
  const raisedTo = amount + percentOf(amount, terms.basisPoints)
  const words = {
    zh: `从业人员或信息员举报，上浮 ${percent(terms.basisPoints)}，为 ${inYuan(raisedTo)} 元`,
    en: `Raised by ${percent(terms.basisPoints)} for an employee or a liaison: ${inYuan(raisedTo)} yuan`,
  }
  const cap = terms.capFen === null ? baseCap : BigInt(terms.capFen)
  return [{ ruleId: id, words, amountFen: raisedTo }, ...(cap === null ? [] : capped(id, raisedTo, cap))]
}

/** Whatever way they share, it is one reward. */
function shares({ id, terms }: RewardRule<'CO_SIGNERS'>, amount: bigint, signatories: number): Step {
  const count = String(signatories)
  const each = amount / BigInt(signatories)
  const rest = amount - each * BigInt(signatories)
  const words =
    terms.sharing === 'ONE_COLLECTS'
      ? {
          zh: `联名举报 ${count} 人，只奖励一次，由第一署名人或其书面委托的署名人领取`,
          en: `${count} people signed: one reward, collected by the first of them or by one he authorises in writing`,
        }
      : {
          zh: `联名举报 ${count} 人平均分配，每人 ${inYuan(each)} 元${rest > 0n ? `，余 ${inYuan(rest)} 元归第一署名人` : ''}`,
          en: `Shared by ${count} people, ${inYuan(each)} yuan each${rest > 0n ? `, the ${inYuan(rest)} yuan left to the first` : ''}`,
        }
  return { ruleId: id, words, amountFen: amount }
}

function raised(ruleId: string, amount: bigint, floor: bigint): Step[] {
  if (amount >= floor) return []
  const words = {
    zh: `低于下限，按下限 ${inYuan(floor)} 元`,
    en: `Below the floor: ${inYuan(floor)} yuan`,
  }
  return [{ ruleId, words, amountFen: floor }]
}

function capped(ruleId: string, amount: bigint, cap: bigint): Step[] {
  if (amount <= cap) return []
  const words = { zh: `高于上限，按上限 ${inYuan(cap)} 元`, en: `Above the cap: ${inYuan(cap)} yuan` }
  return [{ ruleId, words, amountFen: cap }]
}

function amountOf(steps: readonly Step[]): bigint {
  return steps.at(-1)?.amountFen ?? 0n
}

/** Half a fen is rounded up. */
function percentOf(amount: bigint, basisPoints: number): bigint {
  return (amount * BigInt(basisPoints) + 5_000n) / 10_000n
}

function percent(basisPoints: number): string {
  return `${String(basisPoints / 100)}%`
}
