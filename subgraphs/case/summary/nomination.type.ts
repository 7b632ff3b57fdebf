import { Field, ID, ObjectType } from 'type-graphql'
import { NominationEnd } from '../../shared/dictionary/publicity.js'
import { CaseSummary } from './case-summary.type.js'

@ObjectType({
  description: '将已归档的案件推荐为典型案例。That a closed case was nominated to be told.',
})
export class CaseNomination {
  @Field(() => CaseSummary, { description: '提供给宣传人员的摘要。What publicity staff were given.' })
  summary!: CaseSummary

  @Field(() => String, { nullable: true, description: '推荐理由；已删除的为 null。Why; null once erased.' })
  reason!: string | null

  @Field(() => Boolean, {
    description: '推荐人认为举报人可能被认出。Whether the officer held a reporter to be recognisable.',
  })
  reporterRecognisable!: boolean

  @Field(() => Boolean, {
    description: '是否以举报人单独同意为条件。Whether it rests on the reporters’ consent.',
  })
  consentNeeded!: boolean

  @Field(() => ID, { description: '推荐人账号。Account of who nominated it.' })
  nominatedBy!: string

  @Field(() => Date, { description: '推荐时间。When.' })
  nominatedAt!: Date

  @Field(() => Date, { nullable: true, description: '终止时间；有效的为 null。When it ended, if it did.' })
  withdrawnAt!: Date | null

  @Field(() => NominationEnd, { nullable: true, description: '终止原因。Why it ended.' })
  ground!: NominationEnd | null

  @Field(() => String, {
    nullable: true,
    description: '办案人员撤回的理由。Why an officer took it back.',
  })
  withdrawalReason!: string | null
}
