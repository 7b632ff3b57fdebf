import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql'
import { readPageRequest, toConnection, type Connection } from '../../shared/connection/connection.js'
import type { StatisticsContext } from '../context.js'
import { findPublicCounts, findPublicTrend } from './public-counts.service.js'
import type { PublicRelease } from './public-counts.type.js'
import {
  categoriesOf,
  PublicCell,
  PublicCounts,
  PublicReleaseConnection,
  PublicTableDefinition,
  toPublicCell,
  toPublicRelease,
} from './public-counts.type.js'
import { readNewestPeriod, readReleases } from './released.js'
import { publicTables, PublicTable } from './tables.js'

const tableArgument = { description: '统计表。The table.' }

@Resolver()
export class PublicCountsResolver {
  @Query(() => [PublicTableDefinition], {
    description: '对外公布哪些统计表，任何人可查。The tables told to the public; open to everybody.',
  })
  publicTables(@Ctx() { em, language }: StatisticsContext): Promise<PublicTableDefinition[]> {
    return Promise.all(
      Object.values(PublicTable).map(async (table) => ({
        table,
        period: publicTables[table].period,
        definition: publicTables[table].text[language],
        categories: [...categoriesOf(table)],
        newestPeriod: (await readNewestPeriod(em, table))?.period ?? null,
      })),
    )
  }

  @Query(() => PublicCounts, {
    description:
      '一张对外统计表在一个统计期的内容，任何人可查；只含已公布的数，不反映实时变化。A public table in one period; open to everybody. Released figures only, nothing live.',
  })
  async publicCounts(
    @Ctx() { em, language }: StatisticsContext,
    @Arg('table', () => PublicTable, tableArgument) table: PublicTable,
    @Arg('regionCode', () => ID, {
      nullable: true,
      description: '地区代码；不填为全部地区。Code of the region; by default the whole.',
    })
    regionCode?: string | null,
    @Arg('period', () => String, {
      nullable: true,
      description: '统计期，YYYY-MM-DD 或 YYYY-MM；不填为最近一期。The day or month; by default the newest.',
    })
    period?: string | null,
  ): Promise<PublicCounts> {
    const found = await findPublicCounts(em, { table, regionCode, period })
    const definition = publicTables[table].text[language]
    return { table, definition, period: found.period, cells: found.cells.map(toPublicCell) }
  }

  @Query(() => [PublicCell], {
    description:
      '对外统计表中一格的各期数量，由近及远，任何人可查。One cell of a public table from period to period, the newest first; open to everybody.',
  })
  async publicTrend(
    @Ctx() { em }: StatisticsContext,
    @Arg('table', () => PublicTable, tableArgument) table: PublicTable,
    @Arg('regionCode', () => ID, {
      nullable: true,
      description: '地区代码；不填为全部地区。Code of the region; by default the whole.',
    })
    regionCode?: string | null,
    @Arg('category', () => String, {
      nullable: true,
      description: '分类代码；按地区统计的表不填。Code of the category; none in a table by region.',
    })
    category?: string | null,
    @Arg('until', () => String, {
      nullable: true,
      description: '到哪一期为止（含）；不填为最近一期。The last period; by default the newest.',
    })
    period?: string | null,
    @Arg('first', () => Int, {
      defaultValue: 31,
      description: '期数，至多 100。How many periods, 100 at most.',
    })
    first = 31,
  ): Promise<PublicCell[]> {
    return (await findPublicTrend(em, { table, regionCode, category, period, first })).map(toPublicCell)
  }

  @Query(() => PublicReleaseConnection, {
    description:
      '历次公布，由近及远，任何人可查；杂凑值前后相连。All releases, the newest first; open to everybody. Their hashes are chained.',
  })
  async publicReleases(
    @Ctx() { em }: StatisticsContext,
    @Arg('first', () => Int, { defaultValue: 31, description: '条数，至多 100。How many, 100 at most.' })
    first: number,
    @Arg('after', () => String, { nullable: true, description: '上页末条游标。Cursor of the page before.' })
    after?: string | null,
  ): Promise<Connection<PublicRelease>> {
    const page = readPageRequest(first, after)
    const found = await readReleases(em, { first: page.first + 1, afterId: page.afterId })
    return toConnection(found.map(toPublicRelease), page)
  }
}
