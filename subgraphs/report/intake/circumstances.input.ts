import { Field, Float, InputType, Int } from 'type-graphql'
import { datumEnum, type Datum } from '../../shared/dictionary/datum.js'
import { ElsewhereKind } from './form-kinds.js'

@InputType({ description: '举报事项所在位置的坐标。The coordinates of the matter, never of the reporter.' })
export class CoordinateInput {
  @Field(() => Float, { description: '经度。Longitude in degrees.' })
  longitude!: number

  @Field(() => Float, { description: '纬度。Latitude in degrees.' })
  latitude!: number

  @Field(() => datumEnum, { description: '坐标系；微信给出的是 GCJ02。The datum; WeChat gives GCJ02.' })
  datum!: Datum
}

@InputType({
  description:
    '被瞒报、谎报的事故，选择该类事项时必填，至少写明一项。The accident that was concealed or falsely reported; at least one of its fields.',
})
export class AccidentInput {
  @Field(() => Date, { nullable: true, description: '事故时间。When it happened.' })
  occurredAt?: Date | null

  @Field(() => String, { nullable: true, description: '事故地点，2 到 300 字。Where, 2 to 300 characters.' })
  place?: string | null

  @Field(() => Int, { nullable: true, description: '死亡人数。How many died.' })
  deaths?: number | null

  @Field(() => Int, { nullable: true, description: '受伤人数。How many were injured.' })
  injuries?: number | null

  @Field(() => String, {
    nullable: true,
    description: '如何瞒报、谎报，2 到 2000 字。How it was concealed, 2 to 2000 characters.',
  })
  howConcealed?: string | null

  @Field(() => String, {
    nullable: true,
    description:
      '遗体、医院等线索，2 到 2000 字。Clues such as where the dead and the injured were taken, 2 to 2000 characters.',
  })
  clues?: string | null
}

@InputType({
  description:
    '该事项是否已由法院、仲裁、其他部门或调解机构受理，必须作答。Whether the matter is in other hands already; it must be answered.',
})
export class ElsewhereInput {
  @Field(() => ElsewhereKind, { description: '在哪里；没有则选 NONE。Where; NONE where nowhere.' })
  kind!: ElsewhereKind

  @Field(() => String, {
    nullable: true,
    description: '案号或受理编号，2 到 100 字。Its number there, 2 to 100 characters.',
  })
  number?: string | null
}

@InputType({ description: '本人此前是否举报过同一事项。Whether the same person reported the same before.' })
export class SameMatterBeforeInput {
  @Field(() => Boolean, { description: '是否举报过。Whether it was reported before.' })
  reported!: boolean

  @Field(() => String, {
    nullable: true,
    description:
      '此前的案件编号，2 到 100 字；请勿填写查询码。The number of the earlier case, 2 to 100 characters; never a receipt.',
  })
  caseNumber?: string | null
}
