import { Field, ID, InputType, Int } from 'type-graphql'
import { RefusalGround, RefusalSubKind } from '../../shared/dictionary/loop.js'

@InputType({ description: '不予受理决定，只能依据一种情形。A refusal, on exactly one ground.' })
export class RefusalInput {
  @Field(() => RefusalGround, { description: '情形。The ground.' })
  ground!: RefusalGround

  @Field(() => RefusalSubKind, {
    nullable: true,
    description: '细目。What exactly of it, where it has kinds.',
  })
  subKind?: RefusalSubKind | null

  @Field(() => String, {
    description: '理由，2 到 2000 字，举报人可见。The reason; the reporter reads it.',
  })
  reason!: string

  @Field(() => Int, {
    description: '所依据的举报须知的版本。Version of the reporting notice that is cited.',
  })
  noticeVersion!: number

  @Field(() => String, { description: '条款编号，如 4.1。Number of the cited clause.' })
  noticeClause!: string

  @Field(() => String, {
    nullable: true,
    description:
      '法律依据，仅用于其他依法依规的情形，并且必填。The law, for OTHER_LEGAL only, and there it must be.',
  })
  legalBasis?: string | null

  @Field(() => String, {
    nullable: true,
    description: '没有要求补充的理由，仅用于不明确的情形。Why no supplement was asked for; for UNCLEAR only.',
  })
  whyNoSupplement?: string | null

  @Field(() => ID, {
    nullable: true,
    description:
      '同一举报人此前已受理的案件，仅用于重复举报。The accepted case of the same reporter; for DUPLICATE_BY_SAME_REPORTER only.',
  })
  earlierCaseId?: string | null
}

@InputType({ description: '转告其他部门。A referral to a department outside.' })
export class ReferralInput {
  @Field(() => ID, {
    description: '事项实际所属行业的代码，决定由哪个部门负责。Code of the industry it is really about.',
  })
  industryCode!: string

  @Field(() => String, {
    description: '理由，2 到 2000 字，举报人可见。The reason; the reporter reads it.',
  })
  reason!: string

  @Field(() => Boolean, {
    description:
      '是否将举报内容转给该部门；否则只告知举报人。Whether the content goes to the department, or the reporter is only told.',
  })
  passContentOn!: boolean

  @Field(() => String, {
    nullable: true,
    description:
      '举报人未同意转送而仍须转送时的法律依据。The law by which the content goes along though a reporter has not agreed.',
  })
  passingBasis?: string | null
}
