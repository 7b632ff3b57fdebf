import { Field, ID, ObjectType } from 'type-graphql'
import { Case } from '../loop/case.type.js'

@ObjectType({ description: '案件变动。That a case changed.' })
export class CaseChange {
  @Field(() => ID, { description: '案件编号。Id of the case.' })
  caseId!: string

  @Field(() => Case, {
    nullable: true,
    description:
      '变动后的案件；已离开此地区或管辖范围即为空。The case now; null where it left the region or the reach.',
  })
  case!: Case | null
}
