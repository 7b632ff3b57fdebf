import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'

export enum MarkState {
  PROPOSED = 'PROPOSED',
  MARKED = 'MARKED',
  DISMISSED = 'DISMISSED',
  LIFTED = 'LIFTED',
}

registerEnumType(MarkState, {
  name: 'MarkState',
  description: '恶意举报标记的状态。Where the marking of a malicious report stands.',
  valuesConfig: {
    PROPOSED: { description: '已提出，听取举报人说明。Proposed; the reporter may answer.' },
    MARKED: { description: '已标记。Marked, by decision of a leader.' },
    DISMISSED: { description: '不予标记。Not marked.' },
    LIFTED: { description: '标记已撤销。The mark was lifted.' },
  },
})

export enum MarkGround {
  FABRICATED = 'FABRICATED',
  DISTORTED = 'DISTORTED',
  FALSE_ACCUSATION = 'FALSE_ACCUSATION',
}

registerEnumType(MarkGround, {
  name: 'MarkGround',
  description: '恶意举报的情形。In what way a report is held to be malicious.',
  valuesConfig: {
    FABRICATED: { description: '捏造事实。Facts were made up.' },
    DISTORTED: { description: '歪曲事实。Facts were twisted.' },
    FALSE_ACCUSATION: { description: '诬告、陷害他人。Somebody was accused falsely.' },
  },
})

@ObjectType({
  description:
    '恶意举报标记：由经办人提出，举报人可以说明，由另一负责人决定，可以撤销；不影响继续举报。The marking of a malicious report: proposed by an officer, answered by the reporter, decided by another person, lifted if need be; it blocks nothing.',
})
export class MaliciousMark {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => ID, { description: '举报编号。Id of the report.' })
  reportId!: string

  @Field(() => MarkState, { description: '状态。Its state.' })
  state!: MarkState

  @Field(() => MarkGround, { description: '情形。In what way.' })
  ground!: MarkGround

  @Field(() => String, {
    nullable: true,
    description: '提出的理由；内容清除后为空。The reason; null once erased.',
  })
  reason!: string | null

  @Field(() => String, { nullable: true, description: '依据，仅工作人员可见。The proof; for staff only.' })
  evidence!: string | null

  @Field(() => Date, { description: '提出时间。When it was proposed.' })
  proposedAt!: Date

  @Field(() => Date, { description: '举报人可在此之前说明。Until when the reporter may answer.' })
  answerUntil!: Date

  @Field(() => String, { nullable: true, description: '举报人的说明。What the reporter answered.' })
  answer!: string | null

  @Field(() => Date, { nullable: true, description: '决定时间。When it was decided.' })
  decidedAt!: Date | null

  @Field(() => String, { nullable: true, description: '决定的理由。Why it was decided so.' })
  decision!: string | null

  @Field(() => Date, { nullable: true, description: '撤销时间。When it was lifted.' })
  liftedAt!: Date | null

  @Field(() => String, { nullable: true, description: '撤销的理由。Why it was lifted.' })
  lifting!: string | null
}

@ObjectType({
  description:
    '同一登录账号或同一查询码的举报上现有的标记，仅供参考；不由姓名、电话推断。A mark in force on a report of the same account or receipt; nothing is derived from names.',
})
export class MarkOfReporter {
  @Field(() => MarkGround, { description: '情形。In what way.' })
  ground!: MarkGround

  @Field(() => Date, { description: '决定时间。When it was decided.' })
  decidedAt!: Date
}
