import { Field, ID, ObjectType } from 'type-graphql'
import { Case } from '../loop/case.type.js'

@ObjectType({ description: '一次并案及其撤销。A merge, and how it was undone.' })
export class CaseMerge {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => Case, {
    nullable: true,
    description: '被并入的案件；不在管辖范围内即为空。The case that was merged; null out of reach.',
  })
  case!: Case | null

  @Field(() => Case, {
    nullable: true,
    description: '并入的案件；不在管辖范围内即为空。The case it went into; null out of reach.',
  })
  into!: Case | null

  @Field(() => String, {
    nullable: true,
    description: '理由；已依规销毁的为空。The reason; null where it was erased.',
  })
  reason!: string | null

  @Field(() => String, { description: '并案人员。Who merged them.' })
  mergedBy!: string

  @Field(() => Date, { description: '并案时间。When.' })
  mergedAt!: Date

  @Field(() => String, {
    nullable: true,
    description: '撤销并案的理由。Why it was undone.',
  })
  unmergeReason!: string | null

  @Field(() => String, {
    nullable: true,
    description: '撤销人员；因举报人撤回而撤销的为空。Who undid it; null where a report was withdrawn.',
  })
  unmergedBy!: string | null

  @Field(() => Date, { nullable: true, description: '撤销时间；有效的为空。When; null while it holds.' })
  unmergedAt!: Date | null
}
