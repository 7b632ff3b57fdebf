import { Field, ID, InputType, Int, registerEnumType } from 'type-graphql'
import { AccidentLevel } from '../../shared/dictionary/matter.js'
import { FenScalar } from '../../shared/fen.scalar.js'

export enum RewardBasis {
  HAZARD_OR_ILLEGAL = 'HAZARD_OR_ILLEGAL',
  CONCEALED_ACCIDENT = 'CONCEALED_ACCIDENT',
  GENERAL_HAZARD = 'GENERAL_HAZARD',
}

registerEnumType(RewardBasis, {
  name: 'RewardBasis',
  description: '奖励的计算依据。What a reward is reckoned from.',
  valuesConfig: {
    HAZARD_OR_ILLEGAL: {
      description: '重大事故隐患或违法行为，按行政处罚。A major hazard or illegal act: from the fine.',
    },
    CONCEALED_ACCIDENT: {
      description: '瞒报、谎报事故，按核实的死亡人数。A concealed accident: by verified concealed deaths.',
    },
    GENERAL_HAZARD: {
      description: '一般事故隐患，仅在当地有规定时。A general hazard, where a local rule rewards it.',
    },
  },
})

export enum RewardReportClass {
  FIRST = 'FIRST',
  SECOND = 'SECOND',
}

registerEnumType(RewardReportClass, {
  name: 'RewardReportClass',
  description: '一级或二级举报，部分规则区分。Class of the report, which some rules distinguish.',
  valuesConfig: {
    FIRST: { description: '一级举报；不区分的均为此项。First class; also where there is only one.' },
    SECOND: { description: '二级举报。Second class.' },
  },
})

export enum RewardObstacle {
  NO_VALID_CONTACT = 'NO_VALID_CONTACT',
  UNCLEAR = 'UNCLEAR',
  STAFF_MEMBER = 'STAFF_MEMBER',
  ALREADY_FOUND = 'ALREADY_FOUND',
}

registerEnumType(RewardObstacle, {
  name: 'RewardObstacle',
  description: '经办人认定的不予奖励情形。What an officer finds to stand against a reward.',
  valuesConfig: {
    NO_VALID_CONTACT: { description: '未提供有效联系方式。No valid contact.' },
    UNCLEAR: { description: '无明确对象和具体事实。No clear target or facts.' },
    STAFF_MEMBER: { description: '属不予奖励的工作人员。Of the staff who are excluded.' },
    ALREADY_FOUND: { description: '举报前已被监管部门发现。Found by a regulator before.' },
  },
})

@InputType({ description: '不予奖励情形。An obstacle to a reward.' })
export class RewardObstacleInput {
  @Field(() => ID, {
    nullable: true,
    description: '仅对此件举报；为空时对整个案件。Of this report; of the whole matter where null.',
  })
  reportId?: string | null

  @Field(() => RewardObstacle, { description: '情形。Which.' })
  obstacle!: RewardObstacle
}

@InputType({
  description:
    '认定奖励的依据和数据；已由核查结论确认的数据以结论为准。What a reward is reckoned from; figures that verification has established must agree with it.',
})
export class AssessRewardInput {
  @Field(() => RewardBasis, { description: '计算依据，一案一项。What it is reckoned from; one for a case.' })
  basis!: RewardBasis

  @Field(() => FenScalar, {
    nullable: true,
    description:
      '计算奖励的罚款，默认为本案登记的全部罚款；只计一部分须说明理由。The fine that counts; by default all on record, less only with a reason.',
  })
  fineFen?: bigint | null

  @Field(() => RewardReportClass, { nullable: true, description: '举报等级。Class of the report.' })
  reportClass?: RewardReportClass | null

  @Field(() => Int, {
    nullable: true,
    description:
      '核实的瞒报死亡人数，可不填；填写的须与核查结论一致。Concealed deaths verified; if given, as the conclusion says.',
  })
  verifiedDeaths?: number | null

  @Field(() => AccidentLevel, {
    nullable: true,
    description:
      '最终事故等级，可不填；填写的须与核查结论一致。Final level of the accident; if given, as the conclusion says.',
  })
  accidentLevel?: AccidentLevel | null

  @Field(() => FenScalar, {
    nullable: true,
    description: '一般事故隐患的金额，须在规定幅度内。For a general hazard: an amount within the range.',
  })
  amountFen?: bigint | null

  @Field(() => Int, { nullable: true, description: '联名举报人数，默认 1。People who signed; 1 by default.' })
  signatories?: number | null

  @Field(() => [RewardObstacleInput], { nullable: true, description: '不予奖励情形。Obstacles.' })
  obstacles?: RewardObstacleInput[] | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      '采用受理后才录入的规则，须说明理由。Applies rules entered after the case was accepted; needs a reason.',
  })
  adoptLaterRules?: boolean | null

  @Field(() => String, { nullable: true, description: '理由，2 到 500 字。The reason.' })
  reason?: string | null
}
