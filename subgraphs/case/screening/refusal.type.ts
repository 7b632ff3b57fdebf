import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { RefusalGround, RefusalSubKind } from '../../shared/dictionary/loop.js'
import { Authority } from '../references/authority.type.js'
import type { ProvenSameness } from './same-reporter.js'

export const samenessEnum = {
  SAME_ACCOUNT: 'SAME_ACCOUNT',
  SAME_RECEIPT: 'SAME_RECEIPT',
  COMPARED: 'COMPARED',
} as const satisfies Record<ProvenSameness, ProvenSameness>

registerEnumType(samenessEnum, {
  name: 'ReporterSameness',
  description: '如何确认是同一举报人。How it is known to be the same reporter.',
  valuesConfig: {
    SAME_ACCOUNT: { description: '同一登录账号。The same signed-in account.' },
    SAME_RECEIPT: { description: '举报人出示了此前的查询码。The reporter showed the earlier receipt.' },
    COMPARED: { description: '身份保管员比对一致。A custodian compared the identities.' },
  },
})

@ObjectType({ description: '不予受理决定。A refusal.' })
export class Refusal {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => RefusalGround, { description: '情形。The ground.' })
  ground!: RefusalGround

  @Field(() => RefusalSubKind, { nullable: true, description: '细目。What exactly of it.' })
  subKind!: RefusalSubKind | null

  @Field(() => String, {
    nullable: true,
    description: '理由；已依规销毁的为空。The reason; null where it was erased.',
  })
  reason!: string | null

  @Field(() => String, { nullable: true, description: '法律依据。The law, where another one is cited.' })
  legalBasis!: string | null

  @Field(() => Int, { description: '所依据的举报须知的版本。Version of the cited notice.' })
  noticeVersion!: number

  @Field(() => String, { description: '条款编号。Number of the cited clause.' })
  noticeClause!: string

  @Field(() => Date, { description: '决定时间。When it was decided.' })
  refusedAt!: Date

  @Field(() => Boolean, {
    description: '复查后已撤销。Whether it was taken back after an objection.',
  })
  reversed!: boolean

  @Field(() => String, {
    nullable: true,
    description: '未要求补充的理由，仅工作人员可见。Why no supplement was asked for; for staff.',
  })
  whyNoSupplement!: string | null

  @Field(() => ID, {
    nullable: true,
    description: '此前已受理的案件，仅工作人员可见。The earlier accepted case; for staff.',
  })
  earlierCaseId!: string | null

  @Field(() => samenessEnum, {
    nullable: true,
    description: '如何确认是同一举报人，仅工作人员可见。How the reporter is known to be the same; for staff.',
  })
  sameness!: ProvenSameness | null

  @Field(() => String, {
    nullable: true,
    description: '作出决定的人员，仅工作人员可见。The officer; for staff.',
  })
  refusedBy!: string | null
}

@ObjectType({ description: '转告其他部门的决定。A referral to a department outside.' })
export class Referral {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => ID, {
    description: '该部门负责的行业代码。Code of the industry the department answers for.',
  })
  departmentCode!: string

  @Field(() => String, { description: '主管部门。The department.' })
  department!: string

  @Field(() => Authority, {
    nullable: true,
    description:
      '已登记的该部门，可查公开联系方式。The department with its contacts, where it is registered.',
  })
  departmentAuthority!: Authority | null

  @Field(() => String, { description: '依据。The legal basis.' })
  legalBasis!: string

  @Field(() => Boolean, {
    description: '举报内容是否一并转送。Whether the content of the report went along.',
  })
  contentPassedOn!: boolean

  @Field(() => String, {
    nullable: true,
    description: '理由；已依规销毁的为空。The reason; null where it was erased.',
  })
  reason!: string | null

  @Field(() => String, {
    nullable: true,
    description: '未经同意转送的法律依据。The law by which the content went along without consent.',
  })
  passingBasis!: string | null

  @Field(() => Date, { description: '决定时间。When it was decided.' })
  referredAt!: Date

  @Field(() => String, {
    nullable: true,
    description: '作出决定的人员，仅工作人员可见。The officer; for staff.',
  })
  referredBy!: string | null
}
