import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'

/** What somebody is for a case: requirement D19. The lead office is that of the assignment. */
export enum CaseOfficerRole {
  LEADER = 'LEADER',
  DEPUTY_IN_CHARGE = 'DEPUTY_IN_CHARGE',
  HANDLER = 'HANDLER',
  TASK_FORCE = 'TASK_FORCE',
}

registerEnumType(CaseOfficerRole, {
  name: 'CaseOfficerRole',
  description: '人员在案件中的职责。What somebody is for a case.',
  valuesConfig: {
    LEADER: { description: '主要领导。The leader who answers for it.' },
    DEPUTY_IN_CHARGE: { description: '分管领导。The deputy in charge.' },
    HANDLER: { description: '具体承办人员。Who handles it.' },
    TASK_FORCE: { description: '工作专班成员。A member of the task force.' },
  },
})

@InputType({ description: '为案件指定的人员。Somebody named for a case.' })
export class CaseOfficerInput {
  @Field(() => ID, { description: '登录账号。Account.' })
  account!: string

  @Field(() => CaseOfficerRole, {
    defaultValue: CaseOfficerRole.HANDLER,
    description: '职责。What the person is for the case.',
  })
  role!: CaseOfficerRole
}

@ObjectType({ description: '案件的人员。Somebody named for a case.' })
export class CaseOfficer {
  @Field(() => ID, { description: '登录账号。Account.' })
  account!: string

  @Field(() => CaseOfficerRole, { description: '职责。What the person is for the case.' })
  role!: CaseOfficerRole

  @Field(() => Boolean, { description: '是否为核查的执法人员。Whether the person verifies it.' })
  verifies!: boolean

  @Field(() => Date, { description: '指定时间。When the person was named.' })
  namedAt!: Date
}
