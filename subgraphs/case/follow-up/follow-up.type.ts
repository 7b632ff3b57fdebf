import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'

export enum FollowUpAction {
  NONE = 'NONE',
  ADVISED = 'ADVISED',
  PASSED_ON = 'PASSED_ON',
  INVESTIGATED = 'INVESTIGATED',
}

registerEnumType(FollowUpAction, {
  name: 'FollowUpAction',
  description: '回访后的处理。What was done after a follow-up.',
  valuesConfig: {
    NONE: { description: '无需处理。Nothing was needed.' },
    ADVISED: { description: '告知维权途径。The reporter was told of the remedies.' },
    PASSED_ON: { description: '移送有关部门。Passed on to the department that answers for it.' },
    INVESTIGATED: { description: '查处打击报复行为。The retaliation is being dealt with.' },
  },
})

@ObjectType({ description: '一次回访。One follow-up with a reporter.' })
export class FollowUp {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => ID, { description: '举报编号。Id of the report.' })
  reportId!: string

  @Field(() => Boolean, { description: '是否受到打击报复。Whether there was retaliation.' })
  retaliation!: boolean

  @Field(() => FollowUpAction, { description: '处理。What was done.' })
  action!: FollowUpAction

  @Field(() => String, {
    nullable: true,
    description: '回访情况；已依规销毁的为空。What was said; null where it was erased.',
  })
  text!: string | null

  @Field(() => Date, { description: '时间。When.' })
  at!: Date
}

@InputType({ description: '回访记录。What a follow-up came to.' })
export class FollowUpInput {
  @Field(() => Boolean, { description: '是否受到打击报复。Whether there was retaliation.' })
  retaliation!: boolean

  @Field(() => FollowUpAction, {
    description: '处理；受到打击报复的不能为 NONE。What was done; not NONE where there was retaliation.',
  })
  action!: FollowUpAction

  @Field(() => String, { description: '回访情况，2 到 2000 字。What was said.' })
  text!: string
}
