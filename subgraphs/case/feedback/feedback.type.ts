import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { Conclusion } from '../../shared/dictionary/loop.js'
import { machines } from '../loop/table/machines.js'

export enum FeedbackState {
  DUE = 'DUE',
  SENT = 'SENT',
  SERVED = 'SERVED',
  DROPPED = 'DROPPED',
}

registerEnumType(FeedbackState, {
  name: 'FeedbackState',
  description: '反馈状态。Where the feedback for a report stands.',
  valuesConfig: Object.fromEntries(
    Object.entries(machines.FEEDBACK.states).map(([state, { zh, en }]) => [
      state,
      { description: `${zh}。${en.charAt(0).toUpperCase()}${en.slice(1)}.` },
    ]),
  ),
})

export enum FeedbackService {
  READ = 'READ',
  DEEMED = 'DEEMED',
}

registerEnumType(FeedbackService, {
  name: 'FeedbackService',
  description: '送达方式。How feedback was served.',
  valuesConfig: {
    READ: { description: '举报人已阅读。The reporter read it.' },
    DEEMED: { description: '期满未读，视为送达。Counts as served after its days.' },
  },
})

@ObjectType({ description: '对一件举报的反馈。The feedback to one report.' })
export class Feedback {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => FeedbackState, { description: '状态。Where it stands.' })
  state!: FeedbackState

  @Field(() => Date, { nullable: true, description: '发出时间。When it was sent.' })
  sentAt!: Date | null

  @Field(() => Date, { nullable: true, description: '送达时间。When it was served.' })
  servedAt!: Date | null

  @Field(() => FeedbackService, { nullable: true, description: '送达方式。How it was served.' })
  servedBy!: FeedbackService | null

  @Field(() => Date, {
    nullable: true,
    description: '可以提出异议的最后时刻。The last moment to object.',
  })
  objectUntil!: Date | null

  @Field(() => Conclusion, {
    nullable: true,
    description:
      '核查结论；不予受理和转告的为空，举报人阅读之前为空。The conclusion; null of a refusal or referral, and to the reporter before it is read.',
  })
  conclusion!: Conclusion | null

  @Field(() => String, {
    nullable: true,
    description: '简要核查情况，为空的情形同上。In brief what was found; null as the conclusion is.',
  })
  findings!: string | null

  @Field(() => String, {
    nullable: true,
    description: '处理决定，为空的情形同上。What was decided; null as the conclusion is.',
  })
  decision!: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: '是否符合奖励条件，为空的情形同上。Whether a reward is due; null as the conclusion is.',
  })
  rewardable!: boolean | null
}

@InputType({ description: '反馈的四项内容。The four parts of feedback.' })
export class FeedbackInput {
  @Field(() => Conclusion, {
    description: '核查结论，应与案件的结论一致。The conclusion, which is that of the case.',
  })
  conclusion!: Conclusion

  @Field(() => String, { description: '简要核查情况，2 到 2000 字。In brief what was found.' })
  findings!: string

  @Field(() => String, { description: '处理决定，2 到 2000 字。What was decided.' })
  decision!: string

  @Field(() => Boolean, { description: '是否符合奖励条件。Whether the conditions of a reward are met.' })
  rewardable!: boolean
}
