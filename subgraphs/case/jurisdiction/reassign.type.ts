import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { Case } from '../loop/case.type.js'

export enum ReassignReason {
  DIVISION_REPLACED = 'DIVISION_REPLACED',
  AUTHORITY_CLOSED = 'AUTHORITY_CLOSED',
}

registerEnumType(ReassignReason, {
  name: 'ReassignReason',
  description: '案件待重新确定去向的原因。Why staff decide where a case goes.',
  valuesConfig: {
    DIVISION_REPLACED: {
      description: '所在区划由多个区划接续。Several divisions took the place of its own.',
    },
    AUTHORITY_CLOSED: {
      description: '办理机关撤销且无接续机关。Its authority was closed without a successor.',
    },
  },
})

@ObjectType({ description: '区划调整后待确定去向的案件。A case that a change of the map left open.' })
export class CaseToReassign {
  @Field(() => Case, { description: '案件。The case.' })
  case!: Case

  @Field(() => ReassignReason, { description: '原因。Why.' })
  cause!: ReassignReason

  @Field(() => [ID], {
    description:
      '可选的地区代码，由 placeCase 确定；为空时由 transferCase 转办。Codes for placeCase; none: transferCase.',
  })
  regionCodes!: string[]

  @Field(() => Date, { description: '何时起待定。Since when.' })
  since!: Date
}
