import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql'
import { ReporterKind } from '../../shared/dictionary/matter.js'
import { FenScalar } from '../../shared/fen.scalar.js'

export enum RewardSharing {
  ONE_COLLECTS = 'ONE_COLLECTS',
  EQUAL_SHARES = 'EQUAL_SHARES',
}

registerEnumType(RewardSharing, {
  name: 'RewardSharing',
  description: '联名举报的奖金如何领取。How people who signed together collect a reward.',
  valuesConfig: {
    ONE_COLLECTS: {
      description:
        '由第一署名人或其书面委托的署名人领取。The first of them, or one he authorises in writing.',
    },
    EQUAL_SHARES: { description: '平均分配。In equal shares.' },
  },
})

@InputType({ description: '按行政处罚的比例，有下限和上限。A share of the fine, with floor and cap.' })
export class HazardOrIllegalTermsInput {
  @Field(() => Int, { description: '万分比，1500 为 15%。Hundredths of a percent.' })
  basisPoints!: number

  @Field(() => Int, {
    nullable: true,
    description: '二级举报的万分比；不区分的为空。For reports of the second class, where the rule knows two.',
  })
  secondClassBasisPoints?: number | null

  @Field(() => FenScalar, { description: '下限。Floor.' })
  floorFen!: bigint

  @Field(() => FenScalar, { description: '上限。Cap.' })
  capFen!: bigint
}

@InputType({ description: '每核实一名瞒报死亡人员的金额，按事故等级。For each verified concealed death.' })
export class ConcealedAccidentTermsInput {
  @Field(() => FenScalar, { description: '一般事故。Ordinary accident.' })
  ordinaryFen!: bigint

  @Field(() => FenScalar, { description: '较大事故。Considerable accident.' })
  considerableFen!: bigint

  @Field(() => FenScalar, { description: '重大事故。Major accident.' })
  majorFen!: bigint

  @Field(() => FenScalar, { description: '特别重大事故。Extraordinary accident.' })
  extraordinaryFen!: bigint

  @Field(() => FenScalar, { description: '上限。Cap.' })
  capFen!: bigint
}

@InputType({ description: '一般事故隐患的奖励幅度。The range for a general hazard.' })
export class GeneralHazardTermsInput {
  @Field(() => FenScalar, { description: '最低。Lowest.' })
  fromFen!: bigint

  @Field(() => FenScalar, { description: '最高。Highest.' })
  toFen!: bigint
}

@InputType({ description: '从业人员、信息员举报的上浮。A higher reward for employees and liaisons.' })
export class ReporterUpliftTermsInput {
  @Field(() => [ReporterKind], { description: '对哪些举报人。For which reporters.' })
  reporterKinds!: ReporterKind[]

  @Field(() => Int, { description: '上浮万分比。Hundredths of a percent added.' })
  basisPoints!: number

  @Field(() => FenScalar, {
    nullable: true,
    description: '上浮后的上限；为空时原上限仍适用。A cap of its own; the one before holds where null.',
  })
  capFen?: bigint | null
}

@InputType({ description: '匿名举报是否奖励。Whether anonymous reports are rewarded.' })
export class AnonymousReportsTermsInput {
  @Field(() => Boolean, { description: '是否奖励。Whether.' })
  rewarded!: boolean
}

@InputType({ description: '联名举报的领取方式。How people who signed together collect.' })
export class CoSignersTermsInput {
  @Field(() => RewardSharing, { description: '方式。How.' })
  sharing!: RewardSharing
}

@InputType({ description: '新的奖励规则；六种中填写一种。A new rule; exactly one of the six kinds.' })
export class AddRewardRuleInput {
  @Field(() => ID, { description: '适用地区，含下级。The place, with everything below.' })
  regionCode!: string

  @Field(() => [ID], {
    nullable: true,
    description: '仅适用于这些行业领域。For these industries only.',
  })
  industryCodes?: string[] | null

  @Field(() => String, {
    description: '施行日期，如 2026-03-01；当日起受理的案件适用。First day, of cases accepted from then on.',
  })
  effectiveFrom!: string

  @Field(() => String, { description: '法规依据。The legal text.' })
  legalReference!: string

  @Field(() => HazardOrIllegalTermsInput, {
    nullable: true,
    description: '重大隐患和违法行为。Major hazards and illegal acts.',
  })
  hazardOrIllegal?: HazardOrIllegalTermsInput

  @Field(() => ConcealedAccidentTermsInput, {
    nullable: true,
    description: '瞒报谎报事故。Concealed accidents.',
  })
  concealedAccident?: ConcealedAccidentTermsInput

  @Field(() => GeneralHazardTermsInput, { nullable: true, description: '一般事故隐患。General hazards.' })
  generalHazard?: GeneralHazardTermsInput

  @Field(() => ReporterUpliftTermsInput, { nullable: true, description: '上浮。An uplift.' })
  reporterUplift?: ReporterUpliftTermsInput

  @Field(() => AnonymousReportsTermsInput, { nullable: true, description: '匿名举报。Anonymous reports.' })
  anonymousReports?: AnonymousReportsTermsInput

  @Field(() => CoSignersTermsInput, { nullable: true, description: '联名举报。People who signed together.' })
  coSigners?: CoSignersTermsInput
}
