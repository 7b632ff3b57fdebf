import { Field, InputType } from 'type-graphql'
import { LegalBasis } from '../../shared/dictionary/publicity.js'

@InputType({ description: '推荐为典型案例。A nomination as a typical case.' })
export class NominationInput {
  @Field(() => String, {
    description: '推荐理由，10 到 2000 字，仅供内部。Why it is worth telling; stays inside.',
  })
  reason!: string

  @Field(() => [LegalBasis], { description: '法律依据，至少一项。What it rests on in law; one or more.' })
  legalBasis!: LegalBasis[]

  @Field(() => Boolean, {
    description:
      '公开后熟悉情况的人是否可能认出举报人；可能的，须举报人单独同意。Whether somebody who knows the place could recognise who reported: then every reporter must have agreed to publication.',
  })
  reporterRecognisable!: boolean

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      '处罚决定是否已依法公示；已公示的写明确切金额，否则只写区间。Whether the decision on the penalty was made public by law: then amounts are exact, else in bands.',
  })
  penaltyPublished!: boolean
}
