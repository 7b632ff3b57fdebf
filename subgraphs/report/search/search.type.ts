import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { createConnectionType } from '../../shared/connection/connection.js'
import { Report } from '../intake/report.type.js'

export enum MatchedBy {
  UNIT_NAME = 'UNIT_NAME',
  CREDIT_CODE = 'CREDIT_CODE',
  PLACE = 'PLACE',
}

registerEnumType(MatchedBy, {
  name: 'MatchedBy',
  description: '相同之处。What two reports have in common.',
  valuesConfig: {
    UNIT_NAME: { description: '单位名称或其他名称。A name of the unit.' },
    CREDIT_CODE: { description: '统一社会信用代码。The unified social credit code.' },
    PLACE: { description: '地点。The place.' },
  },
})

@ObjectType({
  description:
    '下级检索时命中、但在其管辖范围之外的举报，由共同的上级机关知悉。A report that an officer below searched for without reaching it: told to the common superior.',
})
export class SuperiorMatch {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => Report, {
    nullable: true,
    description: '命中的举报；无权查看则为空。The report; null where the viewer may not read reports.',
  })
  report!: Report | null

  @Field(() => ID, { description: '命中的举报编号。Id of the report.' })
  reportId!: string

  @Field(() => ID, { description: '检索机关。The authority whose officer searched.' })
  searchingAuthorityId!: string

  @Field(() => [MatchedBy], { description: '相同之处。What matched.' })
  matchedBy!: MatchedBy[]

  @Field(() => Date, { description: '命中时间。When it was found.' })
  foundAt!: Date
}

export const SuperiorMatchConnection = createConnectionType('SuperiorMatch', () => SuperiorMatch)

@Directive('@inaccessible')
@ObjectType({
  description: '可能重复的举报，供案件子图使用。A report that may be about the same; for the case subgraph.',
})
export class ReportMatch {
  @Field(() => ID, { description: '举报编号。Id of the report.' })
  reportId!: string

  @Field(() => [MatchedBy], { description: '相同之处。What matched.' })
  matchedBy!: MatchedBy[]
}
