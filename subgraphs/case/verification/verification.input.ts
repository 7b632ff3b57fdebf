import { Field, ID, InputType, Int } from 'type-graphql'
import { Conclusion } from '../../shared/dictionary/loop.js'
import { FenScalar } from '../../shared/fen.scalar.js'

@InputType({ description: '一次现场检查。A visit on site.' })
export class SiteVisitInput {
  @Field(() => Date, { description: '开始时间。When it began.' })
  beganAt!: Date

  @Field(() => Date, { description: '结束时间，不晚于现在。When it ended, not to come.' })
  endedAt!: Date

  @Field(() => String, { description: '地点，2 到 200 字。Where.' })
  place!: string

  @Field(() => [ID], { description: '执法人员账号，至少两名。Accounts of the officers, two at least.' })
  officers!: string[]

  @Field(() => String, { description: '检查情况，2 到 8000 字。What was found.' })
  findings!: string

  @Field(() => [ID], {
    defaultValue: [],
    description: '执法证据编号，最多 50 个。Ids of evidence the officers took, 50 at most.',
  })
  evidenceIds!: string[]
}

@InputType({ description: '核实的事故。The accident as verified.' })
export class VerifiedAccidentInput {
  @Field(() => Int, { description: '核实的死亡人数。Deaths verified.' })
  deaths!: number

  @Field(() => Int, {
    description: '其中瞒报、谎报的死亡人数，奖励以此计算。Of these, those concealed; a reward goes by them.',
  })
  concealedDeaths!: number

  @Field(() => Int, {
    description: '重伤人数，含急性工业中毒。Serious injuries, acute industrial poisoning included.',
  })
  seriousInjuries!: number

  @Field(() => FenScalar, { description: '直接经济损失。Direct economic loss.' })
  directLossFen!: bigint
}

@InputType({ description: '核查结论。What verification came to.' })
export class ConclusionInput {
  @Field(() => Conclusion, { description: '结论。The conclusion.' })
  conclusion!: Conclusion

  @Field(() => String, { description: '核查情况，5 到 8000 字。The findings.' })
  findings!: string

  @Field(() => VerifiedAccidentInput, {
    nullable: true,
    description:
      '核实的事故；没有事故为空，等级由系统按 493 号令判定。The accident, if there was one; its level follows.',
  })
  accident?: VerifiedAccidentInput | null
}
