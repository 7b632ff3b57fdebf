import { Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { Case } from '../loop/case.type.js'
import type { CandidateReason, Likelihood } from './ranking.js'

export const likelihoodEnum = {
  VERY_LIKELY: 'VERY_LIKELY',
  LIKELY: 'LIKELY',
  POSSIBLE: 'POSSIBLE',
} as const satisfies Record<Likelihood, Likelihood>

registerEnumType(likelihoodEnum, {
  name: 'DuplicateLikelihood',
  description: '为同一事项的可能性。How likely it is that two cases are about the same.',
  valuesConfig: {
    VERY_LIKELY: { description: '很可能。Very likely.' },
    LIKELY: { description: '较可能。Likely.' },
    POSSIBLE: { description: '可能。Possible.' },
  },
})

export const candidateReasonEnum = {
  CREDIT_CODE: 'CREDIT_CODE',
  UNIT_NAME: 'UNIT_NAME',
  PLACE: 'PLACE',
  SAME_MATTER_TYPE: 'SAME_MATTER_TYPE',
  WITHIN_30_DAYS: 'WITHIN_30_DAYS',
  SAME_REGION: 'SAME_REGION',
  WITHIN_180_DAYS: 'WITHIN_180_DAYS',
} as const satisfies Record<CandidateReason, CandidateReason>

registerEnumType(candidateReasonEnum, {
  name: 'DuplicateReason',
  description: '列为候选的理由。Why a case is a candidate.',
  valuesConfig: {
    CREDIT_CODE: { description: '统一社会信用代码相同。The same unified social credit code.' },
    UNIT_NAME: { description: '单位名称或其他名称相同。The same name of the unit, or one of its others.' },
    PLACE: { description: '地点相同。The same place.' },
    SAME_MATTER_TYPE: { description: '事项类别相同。The same kind of matter.' },
    WITHIN_30_DAYS: { description: '立案时间相差三十日以内。Opened within thirty days.' },
    SAME_REGION: { description: '在同一地区。In the same region.' },
    WITHIN_180_DAYS: { description: '立案时间相差一百八十日以内。Opened within 180 days.' },
  },
})

@ObjectType({
  description: '可能为同一事项的案件，是否并案由人员决定。A case that may be about the same; people decide.',
})
export class DuplicateCandidate {
  @Field(() => Case, { description: '案件。The case.' })
  case!: Case

  @Field(() => likelihoodEnum, { description: '可能性。How likely.' })
  likelihood!: Likelihood

  @Field(() => Int, { description: '分值，0 到 100，用于排序。Score from 0 to 100, for the order.' })
  score!: number

  @Field(() => [candidateReasonEnum], { description: '理由，重要的在前。Why, heaviest first.' })
  reasons!: CandidateReason[]

  @Field(() => String, { description: '理由，按请求语言。Why, in words.' })
  why!: string
}
