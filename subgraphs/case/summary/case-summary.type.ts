import { Directive, Field, ID, Int, ObjectType } from 'type-graphql'
import { MatterType } from '../../shared/dictionary/matter.js'
import { Region } from '../references/region.type.js'
import type { StoredCaseSummary } from './case-summary.entity.js'

@Directive('@key(fields: "id")')
@ObjectType({
  description: '案件摘要，已去除可识别信息，公开。De-identified facts of a case, public once published.',
})
export class CaseSummary {
  @Field(() => ID, {
    description: '摘要编号，与案件编号无关。Id of the summary; it does not lead to the case.',
  })
  id!: string

  @Field(() => Region, { description: '所在市，不细于市级。The city; never finer.' })
  region!: Region

  @Field(() => [MatterType], { description: '事项类别。Kinds of matter.' })
  matterTypes!: MatterType[]

  @Field(() => ID, { description: '行业领域代码。Code of the industry.' })
  industryCode!: string

  @Field(() => Int, { description: '年份。The year.' })
  year!: number
}

export function toCaseSummaryType({
  id,
  regionCode,
  matterTypes,
  industryCode,
  year,
}: StoredCaseSummary): CaseSummary {
  return { id, region: { code: regionCode }, matterTypes, industryCode, year }
}
