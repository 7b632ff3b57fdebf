import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { machines } from '../loop/table/machines.js'

export enum ObjectionState {
  RAISED = 'RAISED',
  REEXAMINING = 'REEXAMINING',
  ANSWERED = 'ANSWERED',
  DECLINED = 'DECLINED',
}

registerEnumType(ObjectionState, {
  name: 'ObjectionState',
  description: '异议状态。Where an objection stands.',
  valuesConfig: Object.fromEntries(
    Object.entries(machines.OBJECTION.states).map(([state, { zh, en }]) => [
      state,
      { description: `${zh}。${en.charAt(0).toUpperCase()}${en.slice(1)}.` },
    ]),
  ),
})

export enum ReexaminationResult {
  UPHELD = 'UPHELD',
  REOPENED = 'REOPENED',
  REFUSAL_UPHELD = 'REFUSAL_UPHELD',
  REFUSAL_REVERSED = 'REFUSAL_REVERSED',
}

const results = {
  UPHELD: { description: '维持核查结论。The conclusion stands.' },
  REOPENED: { description: '重新核查。It is verified anew.' },
  REFUSAL_UPHELD: { description: '维持不予受理。The refusal stands.' },
  REFUSAL_REVERSED: { description: '予以受理。The report is accepted.' },
}

registerEnumType(ReexaminationResult, {
  name: 'ReexaminationResult',
  description: '复查结论。What re-examination came to.',
  valuesConfig: results,
})

/** What a reporter is answered: a result, or that there will be no re-examination. */
export const ObjectionAnswer = { DECLINED: 'DECLINED', ...ReexaminationResult } as const
export type ObjectionAnswer = keyof typeof ObjectionAnswer

registerEnumType(ObjectionAnswer, {
  name: 'ObjectionAnswer',
  description: '对异议的答复。What an objection was answered.',
  valuesConfig: { DECLINED: { description: '不予复查。Not admitted.' }, ...results },
})

export enum ObjectionDecision {
  ADMITTED = 'ADMITTED',
  DECLINED = 'DECLINED',
}

registerEnumType(ObjectionDecision, {
  name: 'ObjectionDecision',
  description: '是否复查。Whether an objection is admitted.',
  valuesConfig: {
    ADMITTED: { description: '予以复查。It is re-examined.' },
    DECLINED: { description: '不予复查。It is not.' },
  },
})

@ObjectType({ description: '举报人的异议。An objection of a reporter.' })
export class Objection {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => ObjectionState, { description: '状态。Where it stands.' })
  state!: ObjectionState

  @Field(() => Boolean, {
    description: '逾期提出，因此不予复查。Raised too late, and therefore not admitted.',
  })
  late!: boolean

  @Field(() => String, {
    nullable: true,
    description: '理由；已依规销毁的为空。The reason; null where it was erased.',
  })
  reason!: string | null

  @Field(() => Date, { description: '提出时间。When it was raised.' })
  raisedAt!: Date

  @Field(() => Date, { nullable: true, description: '应当答复的期限。By when it is to be answered.' })
  dueAt!: Date | null

  @Field(() => ObjectionAnswer, { nullable: true, description: '答复。What was answered.' })
  decision!: ObjectionAnswer | null

  @Field(() => String, { nullable: true, description: '答复的理由。Why.' })
  answer!: string | null

  @Field(() => ID, { nullable: true, description: '答复机关编号。Id of the authority that answered.' })
  answeredByAuthorityId!: string | null

  @Field(() => Date, { nullable: true, description: '答复时间。When it was answered.' })
  answeredAt!: Date | null
}
