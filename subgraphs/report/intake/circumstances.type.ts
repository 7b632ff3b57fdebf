import { Field, Float, Int, ObjectType } from 'type-graphql'
import { datumEnum, type Datum } from '../../shared/dictionary/datum.js'
import { ElsewhereKind } from './form-kinds.js'

@ObjectType({ description: '举报事项所在位置的坐标。The coordinates of the matter.' })
export class ReportCoordinate {
  @Field(() => Float, { description: '经度。Longitude in degrees.' })
  longitude!: number

  @Field(() => Float, { description: '纬度。Latitude in degrees.' })
  latitude!: number

  @Field(() => datumEnum, { description: '坐标系。The datum.' })
  datum!: Datum
}

@ObjectType({
  description: '举报人所述被瞒报、谎报的事故，未经核查。The accident as the reporter tells it, not verified.',
})
export class ReportedAccident {
  @Field(() => Date, { nullable: true, description: '事故时间。When it happened.' })
  occurredAt!: Date | null

  @Field(() => String, { nullable: true, description: '事故地点。Where.' })
  place!: string | null

  @Field(() => Int, { nullable: true, description: '所述死亡人数。How many are said to have died.' })
  deaths!: number | null

  @Field(() => Int, { nullable: true, description: '所述受伤人数。How many are said to have been injured.' })
  injuries!: number | null

  @Field(() => String, { nullable: true, description: '如何瞒报、谎报。How it was concealed.' })
  howConcealed!: string | null

  @Field(() => String, { nullable: true, description: '遗体、医院等线索。Clues.' })
  clues!: string | null
}

@ObjectType({ description: '是否已由其他机关受理或处理。Whether the matter is in other hands already.' })
export class ReportElsewhere {
  @Field(() => ElsewhereKind, { description: '在哪里。Where.' })
  kind!: ElsewhereKind

  @Field(() => String, { nullable: true, description: '案号或受理编号。Its number there.' })
  number!: string | null
}

@ObjectType({ description: '本人此前是否举报过同一事项。Whether the same person reported the same before.' })
export class SameMatterBefore {
  @Field(() => Boolean, { description: '是否举报过。Whether it was reported before.' })
  reported!: boolean

  @Field(() => String, { nullable: true, description: '此前的案件编号。The number of the earlier case.' })
  caseNumber!: string | null
}
