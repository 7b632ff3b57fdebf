import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { FenScalar } from '../../shared/fen.scalar.js'

/** Requirement D10. */
export enum MeasureKind {
  FINE = 'FINE',
  RECTIFICATION = 'RECTIFICATION',
  STOP_PRODUCTION = 'STOP_PRODUCTION',
  TRANSFER_TO_JUSTICE = 'TRANSFER_TO_JUSTICE',
  ACCOUNTABILITY = 'ACCOUNTABILITY',
}

registerEnumType(MeasureKind, {
  name: 'MeasureKind',
  description: '处理处罚的种类。Kind of measure.',
  valuesConfig: {
    FINE: { description: '罚款。A fine.' },
    RECTIFICATION: { description: '责令整改。Ordered to rectify.' },
    STOP_PRODUCTION: { description: '责令停产停业。Ordered to stop production.' },
    TRANSFER_TO_JUSTICE: { description: '移送司法机关。Handed to justice.' },
    ACCOUNTABILITY: { description: '追责问责。Somebody is called to account.' },
  },
})

@InputType({ description: '一项处理处罚。A measure that was imposed.' })
export class PenaltyInput {
  @Field(() => MeasureKind, { description: '种类。Its kind.' })
  kind!: MeasureKind

  @Field(() => FenScalar, { nullable: true, description: '罚款金额；仅罚款填写。Of a fine only.' })
  amountFen?: bigint | null

  @Field(() => String, { description: '决定书文号，2 到 100 字。Number of the decision.' })
  decisionNumber!: string

  @Field(() => String, { nullable: true, description: '受处理的单位或个人。Who it was imposed on.' })
  unit?: string | null

  @Field(() => String, {
    description: '决定日期，如 2026-07-01，不晚于今天。Day of the decision, not to come.',
  })
  decidedOn!: string
}

@ObjectType({ description: '处理处罚。A measure that was imposed.' })
export class Penalty {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => MeasureKind, { description: '种类。Its kind.' })
  kind!: MeasureKind

  @Field(() => FenScalar, { nullable: true, description: '罚款金额。The amount of a fine.' })
  amountFen!: bigint | null

  @Field(() => String, { nullable: true, description: '决定书文号。Number of the decision.' })
  decisionNumber!: string | null

  @Field(() => String, { nullable: true, description: '受处理的单位或个人。Who it was imposed on.' })
  unit!: string | null

  @Field(() => String, { description: '决定日期。Day of the decision.' })
  decidedOn!: string

  @Field(() => ID, { description: '记录人账号。Account of who recorded it.' })
  recordedBy!: string

  @Field(() => Date, { description: '记录时间。When it was recorded.' })
  recordedAt!: Date
}
