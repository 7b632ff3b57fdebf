import { Field, InputType } from 'type-graphql'
import { AndonError } from '../../../platform/errors.js'
import { Channel, isIndustryCode, MatterType } from '../../shared/dictionary/matter.js'
import { ALL } from './measures.js'

@InputType({
  description:
    '只统计其中一部分；各项同时给出时取交集。Counts a part only; several conditions hold together.',
})
export class CaseCountFilter {
  @Field(() => MatterType, {
    nullable: true,
    description:
      '事项类别。一案多类的，在每一类中各计一次。Matter type; a case of several is counted in each.',
  })
  matterType?: MatterType | null

  @Field(() => String, {
    nullable: true,
    description: '行业领域代码。Code of the industry.',
  })
  industryCode?: string | null

  @Field(() => Channel, {
    nullable: true,
    description: '举报渠道；案件的渠道即其立案时举报的渠道。Channel; that of a case is its report’s.',
  })
  channel?: Channel | null
}

/** Of what the counts are; `ALL` where nothing is said. */
export type CountsSlice = { regionCode: string; matterType: string; industryCode: string; channel: string }

/** @throws AndonError BAD_USER_INPUT for an industry nobody knows */
export function readSlice(regionCode: string, filter: CaseCountFilter | null | undefined): CountsSlice {
  const industryCode = filter?.industryCode ?? ALL
  if (industryCode !== ALL && !isIndustryCode(industryCode)) throw unknownIndustry()
  return {
    regionCode,
    matterType: filter?.matterType ?? ALL,
    industryCode,
    channel: filter?.channel ?? ALL,
  }
}

function unknownIndustry(): AndonError {
  return new AndonError(
    'BAD_USER_INPUT',
    { zh: '没有这个行业领域代码。', en: 'There is no industry of this code.' },
    { inputPath: 'filter.industryCode' },
  )
}
