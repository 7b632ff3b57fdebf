import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Conclusion } from '../../shared/dictionary/loop.js'
import { AccidentLevel } from '../../shared/dictionary/matter.js'
import { FenScalar } from '../../shared/fen.scalar.js'
import { HazardFinding } from './hazard.type.js'

export enum VerificationTaskState {
  OPEN = 'OPEN',
  DONE = 'DONE',
}

registerEnumType(VerificationTaskState, {
  name: 'VerificationTaskState',
  description: '核查任务的状态。State of a task.',
  valuesConfig: { OPEN: { description: '待完成。Open.' }, DONE: { description: '已完成。Done.' } },
})

@ObjectType({ description: '核查任务。Something to be found out.' })
export class VerificationTask {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => VerificationTaskState, { description: '状态。Its state.' })
  state!: VerificationTaskState

  @Field(() => String, { nullable: true, description: '任务内容。What is to be found out.' })
  content!: string | null

  @Field(() => [ID], { description: '人员账号。Accounts of who does it.' })
  officers!: string[]

  @Field(() => String, { nullable: true, description: '期限，如 2026-07-01。Last day.' })
  dueOn!: string | null

  @Field(() => Date, { description: '下达时间。When it was given.' })
  openedAt!: Date

  @Field(() => String, { nullable: true, description: '完成情况。What was found.' })
  findings!: string | null

  @Field(() => Date, { nullable: true, description: '完成时间。When it was done.' })
  finishedAt!: Date | null
}

@ObjectType({ description: '现场检查。A visit on site.' })
export class SiteVisit {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => Date, { description: '开始时间。When it began.' })
  beganAt!: Date

  @Field(() => Date, { description: '结束时间。When it ended.' })
  endedAt!: Date

  @Field(() => [ID], { description: '执法人员账号。Accounts of the officers.' })
  officers!: string[]

  @Field(() => String, { nullable: true, description: '地点。Where.' })
  place!: string | null

  @Field(() => String, { nullable: true, description: '检查情况。What was found.' })
  findings!: string | null

  @Field(() => [ID], { description: '执法证据编号。Ids of evidence the officers took.' })
  evidenceIds!: string[]

  @Field(() => Date, { description: '记录时间。When it was recorded.' })
  recordedAt!: Date
}

@ObjectType({ description: '一次核查结论。What verification came to.' })
export class VerificationConclusion {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => Conclusion, { description: '结论。The conclusion.' })
  conclusion!: Conclusion

  @Field(() => String, { nullable: true, description: '核查情况。The findings.' })
  findings!: string | null

  @Field(() => [ID], { description: '核查人员账号。Accounts of who verified.' })
  officers!: string[]

  @Field(() => AccidentLevel, {
    nullable: true,
    description: '事故等级（国务院令493号第三条）；没有事故为空。Level of the accident; null for none.',
  })
  accidentLevel!: AccidentLevel | null

  @Field(() => Int, { description: '核实的死亡人数。Deaths verified.' })
  deaths!: number

  @Field(() => Int, { description: '其中瞒报、谎报的死亡人数。Of these, those concealed.' })
  concealedDeaths!: number

  @Field(() => Int, { description: '重伤人数。Serious injuries.' })
  seriousInjuries!: number

  @Field(() => FenScalar, { description: '直接经济损失。Direct economic loss.' })
  directLossFen!: bigint

  @Field(() => ID, { description: '作出人账号。Account of who concluded.' })
  concludedBy!: string

  @Field(() => Date, { description: '时间。When.' })
  concludedAt!: Date
}

@ObjectType({ description: '案件的核查。The verification of a case.' })
export class CaseVerification {
  @Field(() => [ID], { description: '核查人员账号。Accounts of who verifies.' })
  officers!: string[]

  @Field(() => [VerificationTask], { description: '任务，从先到后。Tasks, first to last.' })
  tasks!: VerificationTask[]

  @Field(() => [SiteVisit], { description: '现场检查，从先到后。Visits, first to last.' })
  siteVisits!: SiteVisit[]

  @Field(() => [HazardFinding], {
    description: '隐患等级的判定，从先到后。Levels of hazards, first to last.',
  })
  hazards!: HazardFinding[]

  @Field(() => [VerificationConclusion], {
    description:
      '结论，从先到后；复查后可能不止一次。Conclusions; after a re-examination there may be another.',
  })
  conclusions!: VerificationConclusion[]
}
