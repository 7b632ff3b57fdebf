import type { EntityManager } from '@mikro-orm/postgresql'
import type { FastifyInstance } from 'fastify'
import { Readable } from 'node:stream'
import { AndonError } from '../../../platform/errors.js'
import { streamRows } from '../../shared/stream-rows.js'
import { PublicTable } from '../disclosure/tables.js'
import { refuseRequest } from '../door.js'
import { feedFormats, mediaTypes, writeRows } from './feed-formats.js'
import { textOf, type Query } from './feed-query.js'
import type { FeedRow } from './feed-rows.js'
import type { FeedMeans } from './serve-feeds.js'

const columns = ['table', 'region_code', 'category', 'period', 'value', 'below', 'released_at']

/**
 * `/feeds/public`: for everyone, the released cells and no others, each as `publicCounts` tells it: a number, fewer
 * than so many, or neither. Nothing is reckoned here.
 */
export function servePublicFeed(app: FastifyInstance, { orm, log }: Pick<FeedMeans, 'orm' | 'log'>): void {
  for (const format of feedFormats)
    app.get<{ Querystring: Query }>(`/feeds/public.${format}`, async (request, reply) => {
      try {
        const rows = releasedRows(orm.em.fork(), tableOf(request.query), periodOf(request.query))
        const body = Readable.from(writeRows(format, columns, rows))
        body.on('error', (error) => log.warn({ err: error }, 'a feed broke off'))
        return await reply
          .headers({ 'content-type': mediaTypes[format], 'cache-control': 'no-cache' })
          .send(body)
      } catch (error) {
        return refuseRequest(request, reply, error, log)
      }
    })
}

function releasedRows(em: EntityManager, table: PublicTable | null, period: string | null) {
  return streamRows<FeedRow>(
    em,
    `SELECT c.table_code AS "table", c.region_code, c.category, c.period, c.value::float8 AS value,
       CASE WHEN c.mark = 'FEWER' THEN c.k END AS below,
       to_char(r.released_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS released_at
     FROM statistics.public_cell c JOIN statistics.public_release r ON r.number = c.release_number
     WHERE c.table_code = coalesce(?, c.table_code) AND c.period = coalesce(?, c.period)
     ORDER BY c.table_code, c.period, c.region_code, c.category`,
    [table, period],
  )
}

function tableOf(query: Query): PublicTable | null {
  const table = textOf(query, 'table')
  if (table === undefined) return null
  const tables: ReadonlyMap<string, PublicTable> = new Map(Object.entries(PublicTable))
  const found = tables.get(table)
  if (found !== undefined) return found
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: '没有这张统计表，可用的见 publicTables。', en: 'There is no such table: publicTables lists them.' },
    { inputPath: 'table' },
  )
}

function periodOf(query: Query): string | null {
  const period = textOf(query, 'period')
  if (period === undefined) return null
  if (/^\d{4}-\d{2}(-\d{2})?$/.test(period)) return period
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: '统计期应为日期或月份，如 2026-03。', en: 'The period is a day or a month, such as 2026-03.' },
    { inputPath: 'period' },
  )
}
