import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { createConnectionType } from '../../shared/connection/connection.js'
import { Region } from '../references/region.type.js'
import { PublicPeriod, publicTables, PublicTable } from './tables.js'
import type { Release, ReleasedCell } from './released.js'

registerEnumType(PublicTable, {
  name: 'PublicTable',
  description: '对外公布的统计表，只有这些。The tables told to the public, and no others.',
  valuesConfig: Object.fromEntries(
    Object.entries(publicTables).map(([table, { text }]) => [table, { description: `${text.zh}${text.en}` }]),
  ),
})

registerEnumType(PublicPeriod, {
  name: 'PublicPeriod',
  description: '统计期。The period a figure is about.',
  valuesConfig: {
    DAY: { description: '日（YYYY-MM-DD，北京时间）。A day in China.' },
    MONTH: { description: '月（YYYY-MM，北京时间）。A month in China.' },
  },
})

@ObjectType({
  description:
    '对外公布的数量：或为 value（不少于公布门槛），或为“少于 below”（含零），或两者皆空：为使相邻的小数不被推算而不公布。' +
    'A public count: `value`, which is at least k; or fewer than `below`, nought included; or neither: withheld so that a small number beside it cannot be reckoned.',
})
export class Count {
  @Field(() => Int, {
    nullable: true,
    description: '数量；空为不公布。The number; null where it is withheld.',
  })
  value!: number | null

  @Field(() => Int, {
    nullable: true,
    description: '数量少于此数（含零）；空则见 value，或不公布。There are fewer than this, nought included.',
  })
  below!: number | null
}

@ObjectType({ description: '对外统计表的说明。What a public table counts.' })
export class PublicTableDefinition {
  @Field(() => PublicTable, { description: '统计表。The table.' })
  table!: PublicTable

  @Field(() => PublicPeriod, { description: '按日或按月。By day or by month.' })
  period!: PublicPeriod

  @Field(() => String, { description: '统计口径。What is counted, and how.' })
  definition!: string

  @Field(() => [String], {
    description: '分类代码；按地区统计的表为空。Codes of its categories; none in a table by region.',
  })
  categories!: string[]

  @Field(() => String, {
    nullable: true,
    description: '最近已公布的统计期；空为尚未公布。The newest period released; null before the first.',
  })
  newestPeriod!: string | null
}

@ObjectType({ description: '对外统计表中的一格。A cell of a public table.' })
export class PublicCell {
  @Field(() => Region, { nullable: true, description: '地区。The region.' })
  region!: Region | null

  @Field(() => String, {
    description: '分类代码；ALL 为不分类。Code of the category; ALL where there is none.',
  })
  category!: string

  @Field(() => String, { description: '统计期：日或月。The day or month.' })
  period!: string

  @Field(() => Count, { description: '数量。The count.' })
  count!: Count

  @Field(() => Date, { description: '公布时间；公布后不再修改。When it was released, for good.' })
  releasedAt!: Date
}

@ObjectType({ description: '一张对外统计表在一个统计期的内容。A public table in one period.' })
export class PublicCounts {
  @Field(() => PublicTable, { description: '统计表。The table.' })
  table!: PublicTable

  @Field(() => String, { description: '统计口径。What is counted, and how.' })
  definition!: string

  @Field(() => String, {
    nullable: true,
    description: '统计期；空为尚未公布过。The period; null before the first release.',
  })
  period!: string | null

  @Field(() => [PublicCell], {
    description:
      '按地区的表：所问地区及其直接下级；按分类的表：各类。尚未公布时为空。' +
      'By region: the one asked for and those directly below; by category: each. Empty while nothing was released.',
  })
  cells!: PublicCell[]
}

@ObjectType({
  description: '一次公布，每日一次，公布后不再修改。A release: one a day, never changed.',
})
export class PublicRelease {
  @Field(() => ID, { description: '标识。Id.' })
  id!: string

  @Field(() => String, { description: '公布到哪一日为止（含）。The last day it tells.' })
  closingDay!: string

  @Field(() => Date, { description: '公布时间。When it was released.' })
  releasedAt!: Date

  @Field(() => Int, {
    description: '公布门槛：少于此数的不公布数量。The threshold k: fewer are not told as a number.',
  })
  threshold!: number

  @Field(() => Int, { description: '公布的格数。Cells in it.' })
  cells!: number

  @Field(() => Int, { description: '其中不公布数量的格数。Cells withheld in it.' })
  withheld!: number

  @Field(() => String, {
    description:
      '本次全部内容与上一次杂凑值的 SHA-256：任何一次被改动都会被发现。SHA-256 over all of it and the hash of the one before: a change shows.',
  })
  hash!: string
}

export const PublicReleaseConnection = createConnectionType('PublicRelease', () => PublicRelease)

export function toPublicCell({
  regionCode,
  category,
  period,
  mark,
  value,
  k,
  releasedAt,
}: ReleasedCell): PublicCell {
  return {
    region: { code: regionCode },
    category,
    period,
    count: { value, below: mark === 'FEWER' ? k : null },
    releasedAt,
  }
}

export function toPublicRelease({ k, ...release }: Release): PublicRelease {
  return { ...release, threshold: k }
}

export function categoriesOf(table: PublicTable): readonly string[] {
  const { by } = publicTables[table]
  return 'category' in by ? by.category : []
}
