import { Field, Int, ObjectType } from 'type-graphql'

@ObjectType({ description: '经某点位提交的举报，一个月。Reports that began at a sign, in one month.' })
export class PlacementUseMonth {
  @Field(() => String, { description: '月份，如 2026-03。The month, such as 2026-03.' })
  month!: string

  @Field(() => Int, {
    nullable: true,
    description:
      '件数；少于 5 件为空，以免指向个人。How many; null for fewer than 5, which might point to somebody.',
  })
  reports!: number | null
}
