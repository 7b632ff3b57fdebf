import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { FenScalar } from '../../shared/fen.scalar.js'
import { machines } from '../loop/table/machines.js'
import { ineligibilityLabels, type Ineligibility as Reason } from './eligibility.js'
import { RewardBasis } from './reward-input.js'
import { RewardRule } from './reward-rule.type.js'

type State = keyof typeof machines.REWARD.states

function enumOf<Name extends string>(names: readonly Name[]) {
  return Object.fromEntries(names.map((name) => [name, name])) as { [K in Name]: K }
}

export const RewardState = enumOf(Object.keys(machines.REWARD.states) as State[])

registerEnumType(RewardState, {
  name: 'RewardState',
  description: '奖励办理状态。Where a reward stands.',
  valuesConfig: Object.fromEntries(
    Object.entries(machines.REWARD.states).map(([state, { zh, en }]) => [
      state,
      { description: `${zh}。${en.charAt(0).toUpperCase()}${en.slice(1)}.` },
    ]),
  ),
})

export const RewardIneligibility = enumOf(Object.keys(ineligibilityLabels) as Reason[])

registerEnumType(RewardIneligibility, {
  name: 'RewardIneligibility',
  description: '不予奖励的原因。Why a reporter gets no reward.',
  valuesConfig: Object.fromEntries(
    Object.entries(ineligibilityLabels).map(([code, { zh, en }]) => [code, { description: `${zh}。${en}` }]),
  ),
})

export enum RewardDecision {
  APPROVED = 'APPROVED',
  RETURNED = 'RETURNED',
}

registerEnumType(RewardDecision, {
  name: 'RewardDecision',
  description: '奖励审批意见。What is decided on an amount.',
  valuesConfig: {
    APPROVED: { description: '批准。Approved.' },
    RETURNED: { description: '退回重新认定。Sent back to be assessed again.' },
  },
})

export enum RewardWaiverGround {
  DECLARED = 'DECLARED',
  NOT_CLAIMED = 'NOT_CLAIMED',
}

registerEnumType(RewardWaiverGround, {
  name: 'RewardWaiverGround',
  description: '视为放弃的情形。Why a reward counts as given up.',
  valuesConfig: {
    DECLARED: { description: '举报人声明放弃。The reporter says so.' },
    NOT_CLAIMED: { description: '逾期未领取。Not claimed in time.' },
  },
})

@ObjectType({ description: '计算过程中的一步。One step of the arithmetic.' })
export class RewardArithmeticStep {
  @Field(() => String, { description: '说明，按请求语言。In words, in the language of the request.' })
  inWords!: string

  @Field(() => FenScalar, { description: '此步之后的金额。The amount after it.' })
  amountFen!: bigint

  @Field(() => ID, { description: '依据的规则。The rule it follows.' })
  ruleId!: string
}

@ObjectType({ description: '不予奖励的一项原因。A reason against a reward.' })
export class RewardReason {
  @Field(() => RewardIneligibility, { description: '代码。Code.' })
  code!: Reason

  @Field(() => String, { description: '说明，按请求语言。In words.' })
  label!: string
}

@ObjectType({
  description: '一件举报的奖励资格。Whether a report of the case earns the reward, and why not.',
})
export class RewardStanding {
  @Field(() => ID, { description: '举报编号。The report.' })
  reportId!: string

  @Field(() => Boolean, { description: '是否符合条件。Whether.' })
  eligible!: boolean

  @Field(() => [RewardReason], { description: '不符合的全部原因。Every reason why not.' })
  reasons!: RewardReason[]
}

@ObjectType({ description: '认定所用的一项数据。A figure it was reckoned from.' })
export class RewardFigure {
  @Field(() => String, { description: '名称，与认定时填写的相同。Its name, as in the input.' })
  name!: string

  @Field(() => String, { description: '数值；金额为分。Its value; money in fen.' })
  value!: string
}

@ObjectType({
  description:
    '案件的奖励及金额的由来，工作人员可见。The reward of a case and how its amount came about, for staff.',
})
export class Reward {
  /** Of the proceeding. */
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  caseId!: string

  @Field(() => RewardState, { description: '状态。Where it stands.' })
  state!: State

  @Field(() => ID, { nullable: true, description: '受奖举报的编号。The report whose reporter it is for.' })
  reportId!: string | null

  @Field(() => FenScalar, { nullable: true, description: '金额。The amount.' })
  amountFen!: bigint | null

  @Field(() => RewardBasis, { nullable: true, description: '计算依据。What it was reckoned from.' })
  basis!: keyof typeof RewardBasis | null

  @Field(() => [RewardFigure], { description: '数据。The figures.' })
  figures!: RewardFigure[]

  @Field(() => [RewardArithmeticStep], { description: '计算过程。The steps of the arithmetic.' })
  steps!: RewardArithmeticStep[]

  @Field(() => [RewardRule], { description: '适用的规则，认定时固定。The rules applied, frozen.' })
  rules!: RewardRule[]

  @Field(() => Boolean, {
    description: '是否采用了受理后录入的规则。Whether rules entered after acceptance were applied.',
  })
  adoptedLaterRules!: boolean

  @Field(() => [RewardStanding], { description: '各件举报的资格。How each report stands.' })
  standings!: RewardStanding[]

  @Field(() => String, { nullable: true, description: '认定人员。Who assessed it.' })
  assessedBy!: string | null

  @Field(() => Date, { nullable: true, description: '认定时间。When.' })
  assessedAt!: Date | null

  @Field(() => String, { nullable: true, description: '批准人员。Who approved it.' })
  approvedBy!: string | null

  @Field(() => Date, { nullable: true, description: '批准时间。When.' })
  approvedAt!: Date | null

  @Field(() => Date, { nullable: true, description: '通知时间。When the reporter was told.' })
  notifiedAt!: Date | null

  @Field(() => Date, { nullable: true, description: '公告时间。When it was announced in public.' })
  announcedAt!: Date | null

  @Field(() => String, { nullable: true, description: '公告出处。Where the public notice stands.' })
  noticeReference!: string | null

  @Field(() => Boolean, {
    description: '收款人身份是否已封存提交。Whether the payee’s identity was given, sealed.',
  })
  identityProvided!: boolean

  @Field(() => Date, { nullable: true, description: '申领时间。When it was claimed.' })
  claimedAt!: Date | null

  @Field(() => String, { nullable: true, description: '支付凭证号。Number of the voucher.' })
  voucherNumber!: string | null

  @Field(() => String, { nullable: true, description: '登记发放的人员。Who recorded the payment.' })
  paidBy!: string | null

  @Field(() => Date, { nullable: true, description: '发放时间。When it was paid.' })
  paidAt!: Date | null

  @Field(() => RewardWaiverGround, { nullable: true, description: '放弃的情形。Why it counts as given up.' })
  waiverGround!: 'DECLARED' | 'NOT_CLAIMED' | null

  @Field(() => Date, { nullable: true, description: '登记放弃的时间。When that was recorded.' })
  waivedAt!: Date | null
}

@ObjectType({ description: '奖励办理中写下的文字。What was written about a reward.' })
export class RewardTexts {
  @Field(() => String, { nullable: true, description: '认定理由。Why it was assessed so.' })
  assessment!: string | null

  @Field(() => String, { nullable: true, description: '退回理由。Why it was sent back.' })
  returned!: string | null

  @Field(() => String, { nullable: true, description: '公告理由。Why it was announced in public.' })
  unreachable!: string | null

  @Field(() => String, {
    nullable: true,
    description: '联名举报人的委托。Whom the first signatory authorises.',
  })
  authorisation!: string | null

  @Field(() => String, { nullable: true, description: '放弃的说明。About the waiver.' })
  waiver!: string | null
}

@ObjectType({ description: '举报人看到的本人奖励。A reward as its reporter sees it.' })
export class OwnReward {
  @Field(() => RewardState, { description: '状态。Where it stands.' })
  state!: State

  @Field(() => String, { description: '状态名称，按请求语言。In words.' })
  label!: string

  @Field(() => FenScalar, { nullable: true, description: '金额，通知后可见。The amount, once notified.' })
  amountFen!: bigint | null

  @Field(() => [String], { description: '金额如何得出，按请求语言。How it was reckoned, in words.' })
  howReckoned!: string[]

  @Field(() => [String], { description: '所依据的法规。The legal texts.' })
  legalReferences!: string[]

  @Field(() => Date, { nullable: true, description: '最迟申领时间。Until when it can be claimed.' })
  claimUntil!: Date | null

  @Field(() => Boolean, { description: '收款人身份是否已收到。Whether the payee’s identity has arrived.' })
  identityProvided!: boolean

  @Field(() => [RewardReason], { description: '不予奖励的原因。Why there is no reward.' })
  reasons!: RewardReason[]
}
