import { Field, ID, InputType, ObjectType } from 'type-graphql'

@ObjectType({
  description: '重大事故隐患判定标准的一项。One item of the criteria of hazards, in one version.',
})
export class HazardCriterion {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => ID, { nullable: true, description: '行业领域代码；空为通用。The sector; null for all.' })
  industryCode!: string | null

  @Field(() => String, { description: '等级代码，如 MAJOR。Code of the level.' })
  level!: string

  @Field(() => String, { description: '等级名称，如 重大事故隐患。Name of the level.' })
  levelName!: string

  @Field(() => String, { description: '判定标准文件。The document.' })
  document!: string

  @Field(() => String, { description: '条款号。Number of the item.' })
  item!: string

  @Field(() => String, { description: '条款内容。What it says.' })
  text!: string

  @Field(() => String, { description: '法律依据。The legal reference.' })
  legalReference!: string

  @Field(() => String, { description: '施行日期。First day in force.' })
  effectiveFrom!: string

  @Field(() => String, {
    nullable: true,
    description: '末日；空为现行有效。Last day in force, if there is one.',
  })
  effectiveUntil!: string | null

  @Field(() => Boolean, { description: '文本是否已核对。Whether the text was compared with its source.' })
  confirmed!: boolean
}

@InputType({ description: '新增或修订的判定条款。An item of the criteria, new or in a new version.' })
export class HazardCriterionInput {
  @Field(() => ID, { nullable: true, description: '行业领域代码；空为通用。The sector; null for all.' })
  industryCode?: string | null

  @Field(() => String, { description: '等级代码，大写字母和下划线。Code of the level, capitals.' })
  level!: string

  @Field(() => String, { description: '等级名称。Name of the level.' })
  levelName!: string

  @Field(() => String, { description: '判定标准文件。The document.' })
  document!: string

  @Field(() => String, { description: '条款号。Number of the item.' })
  item!: string

  @Field(() => String, { description: '条款内容。What it says.' })
  text!: string

  @Field(() => String, { description: '法律依据。The legal reference.' })
  legalReference!: string

  @Field(() => String, {
    description:
      '施行日期，不早于今天；同一条款的前一版本至前一日止。First day, not before today; the version before ends the day before.',
  })
  effectiveFrom!: string
}

@ObjectType({ description: '隐患等级的判定。A hazard was found to meet a criterion.' })
export class HazardFinding {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => HazardCriterion, { description: '所依据的条款。The criterion.' })
  criterion!: HazardCriterion

  @Field(() => String, { nullable: true, description: '判定理由。Why.' })
  reason!: string | null

  @Field(() => ID, { description: '判定人账号。Account of who found it.' })
  setBy!: string

  @Field(() => Date, { description: '判定时间。When.' })
  setAt!: Date
}
