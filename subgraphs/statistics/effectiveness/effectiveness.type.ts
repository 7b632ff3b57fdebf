import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql'
import { countedTerms, type CountedTerm as Term } from '../../shared/dictionary/loop.js'
import { Channel } from '../../shared/dictionary/matter.js'
import { FenScalar } from '../../shared/fen.scalar.js'
import { Region } from '../references/region.type.js'
import type { Figures, Ratio } from './effectiveness.service.js'

export const CountedTerm = Object.fromEntries(countedTerms.map((term) => [term, term])) as { [K in Term]: K }

registerEnumType(CountedTerm, {
  name: 'CountedTerm',
  description: '计入按时办理率的期限。Terms whose keeping is counted.',
  valuesConfig: {
    ACCEPTANCE: { description: '作出受理决定。Decide on acceptance.' },
    VERIFICATION: { description: '核查办结。Conclude the verification.' },
    FEEDBACK: { description: '反馈举报人。Give feedback.' },
    REEXAMINATION: { description: '复查。Re-examine.' },
    SUPERVISION: { description: '督办办结。Answer a supervision order.' },
    REWARD_DECISION: { description: '作出奖励决定。Decide on the reward.' },
    REWARD_PAYMENT: { description: '发放奖金。Pay the reward.' },
    FOLLOW_UP: { description: '回访举报人。Follow up with the reporter.' },
  },
})

@ObjectType({ description: '比率，附分子与分母。A share with what it is reckoned from.' })
export class Rate {
  @Field(() => Int, { description: '分子。Numerator.' })
  numerator!: number

  @Field(() => Int, { description: '分母。Denominator.' })
  denominator!: number

  @Field(() => Float, {
    nullable: true,
    description: '比率，0 至 1；分母为零时为空。From 0 to 1; null where there is nothing to divide by.',
  })
  value!: number | null
}

@ObjectType({ description: '一种期限的按时办理率。How one term is kept.' })
export class TermRate {
  @Field(() => CountedTerm, { description: '期限。The term.' })
  term!: Term

  @Field(() => Rate, { description: '按时办理率。The share kept in time.' })
  rate!: Rate
}

@ObjectType({
  description:
    '所用天数，按北京时间的日历日计，当日为零。Days in China from one day to another; the same day is none.',
})
export class DaysTaken {
  @Field(() => Int, { description: '件数。How many it is of.' })
  cases!: number

  @Field(() => Float, { nullable: true, description: '平均数，精确。The mean, exact.' })
  mean!: number | null

  @Field(() => Int, {
    nullable: true,
    description:
      '中位数：所在分段的上限（14 天以内逐日，80 天以内每 5 天，以后更宽）；366 表示超过一年。The median, as the upper end of its class; 366 is more than a year.',
  })
  median!: number | null

  @Field(() => Int, {
    nullable: true,
    description: '九成案件不超过的天数，同样以分段上限表示。The ninth decile, told likewise.',
  })
  ninetieth!: number | null
}

@ObjectType({
  description:
    '一段时间的工作质效。比率的定义见各字段；日期按事件发生时间、北京时间计。How well a period went; each field says how it is defined.',
})
export class EffectivenessFigures {
  @Field(() => String, { description: '首日（含）。The first day.' })
  from!: string

  @Field(() => String, { description: '末日（含）。The last day.' })
  to!: string

  @Field(() => Rate, {
    description:
      '受理率：期内受理的案件 ÷ 期内受理与不予受理的案件。转告、并案、撤回的不计。Acceptance: accepted ÷ accepted and refused in the period; what was referred, merged or withdrawn is left out.',
  })
  acceptance!: Rate

  @Field(() => Rate, {
    description:
      '查实率：期内核查结论中属实和部分属实的 ÷ 期内作出的全部核查结论（含无法核实）。不予受理、转告、并案的没有核查结论，不计。Verified true: conclusions that are true or true in part ÷ all conclusions made in the period, also those that could not be verified; what was merged, refused or referred has none.',
  })
  verifiedTrue!: Rate

  @Field(() => Rate, {
    description:
      '闭环率：期内提交并受理的案件中，至今已完成全部步骤并归档的比例。案件移交后计入现所在地区；受理后并案、撤回的不计。Closed loop: of the cases opened in the period and accepted, those that have been closed by now with every step done. Counted where they stand now, without what was merged since.',
  })
  closedLoop!: Rate

  @Field(() => Rate, {
    description:
      '按时办理率（过程有保障）：期内按时完成的期限 ÷ 期内完成或超期的期限，八种期限合计，每个期限只计一次；超期未办的在超期之日计入。Kept in time: terms met in time ÷ terms met or missed in the period, eight kinds together, each once; one nobody has met counts on the day it was found over.',
  })
  onTime!: Rate

  @Field(() => [TermRate], { description: '按期限种类。By the kind of term.' })
  onTimeByTerm!: TermRate[]

  @Field(() => Rate, {
    description:
      '奖励兑现率（查实有奖励）：期内提交、已决定给予奖励且未放弃的案件中，至今已发放的比例。Rewards honoured: of the cases opened in the period to which a reward is owed, those paid by now.',
  })
  rewardHonoured!: Rate

  @Field(() => [Channel], {
    description: '期内收到举报的渠道（举报有渠道）。Channels through which a report came in the period.',
  })
  channelsUsed!: Channel[]

  @Field(() => DaysTaken, {
    description: '办理天数：期内作出结论的案件，自受理至结论。From acceptance to a conclusion in the period.',
  })
  daysToConclude!: DaysTaken

  @Field(() => DaysTaken, {
    description: '奖励天数：期内发放的奖励，自结论至发放。From the conclusion to a payment in the period.',
  })
  daysToReward!: DaysTaken

  @Field(() => Int, { description: '期内发放的奖励件数。Rewards paid in the period.' })
  rewarded!: number

  @Field(() => FenScalar, { description: '期内发放的奖金，单位为分。Paid in the period, in fen.' })
  rewardFen!: bigint
}

@ObjectType({
  description:
    '一个地区（含下级）的工作质效，与上期对比。How well a region and all below it did, beside the period before.',
})
export class Effectiveness {
  @Field(() => Region, { nullable: true, description: '地区。The region.' })
  region!: Region | null

  @Field(() => EffectivenessFigures, { description: '本期。The period.' })
  current!: EffectivenessFigures

  @Field(() => EffectivenessFigures, {
    description: '上期：紧接在前、天数相同的一段。The period before: as many days, ending the day before.',
  })
  previous!: EffectivenessFigures
}

export function toFigures(figures: Figures, channels: readonly string[]): EffectivenessFigures {
  const { period, acceptance, foundTrue, closedLoop, onTime, onTimeByTerm, rewardHonoured } = figures
  return {
    ...period,
    acceptance: toRate(acceptance),
    verifiedTrue: toRate(foundTrue),
    closedLoop: toRate(closedLoop),
    onTime: toRate(onTime),
    onTimeByTerm: onTimeByTerm.map(({ term, ratio }) => ({ term, rate: toRate(ratio) })),
    rewardHonoured: toRate(rewardHonoured),
    channelsUsed: Object.values(Channel).filter((channel) => channels.includes(channel)),
    daysToConclude: figures.conclusionDays,
    daysToReward: figures.rewardDays,
    rewarded: figures.rewarded,
    rewardFen: BigInt(figures.rewardFen),
  }
}

function toRate({ numerator, denominator }: Ratio): Rate {
  return { numerator, denominator, value: denominator === 0 ? null : numerator / denominator }
}
