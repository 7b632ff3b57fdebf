import type { EntityManager } from '@mikro-orm/postgresql'
import type { FastifyInstance } from 'fastify'
import { Gauge, Registry } from 'prom-client'
import { refuseRequest, viewerOf } from '../door.js'
import type { Query } from './feed-query.js'
import { rangeOf, type FeedMeans } from './serve-feeds.js'

/** `/feeds/metrics`: what a monitoring system draws, of a region and those directly below it. */
export function serveMetrics(app: FastifyInstance, means: FeedMeans): void {
  app.get<{ Querystring: Query }>('/feeds/metrics', async (request, reply) => {
    try {
      const em = means.orm.em.fork()
      const { regionCode } = await rangeOf(em, viewerOf(request, means), request.query, means.clock)
      const registry = await measure(em, regionCode)
      return await reply
        .headers({ 'content-type': registry.contentType, 'cache-control': 'no-store' })
        .send(await registry.metrics())
    } catch (error) {
      return refuseRequest(request, reply, error, means.log)
    }
  })
}

async function measure(em: EntityManager, regionCode: string): Promise<Registry> {
  const registry = new Registry()
  const labelNames = ['region_code', 'measure'] as const
  const now = new Gauge({
    name: 'andon_count',
    help: 'Cases by state and reports, all together, region with everything below it',
    labelNames,
    registers: [registry],
  })
  const rows = await em.execute<{ region_code: string; measure: string; n: string }[]>(
    `SELECT region_code, measure, n FROM statistics.count_now
     WHERE matter_type = 'ALL' AND industry_code = 'ALL' AND channel = 'ALL' AND region_code = ANY(
       SELECT region_code FROM statistics.counted_region WHERE region_code = ? OR parent_code = ?)
     ORDER BY region_code, measure`,
    [regionCode, regionCode],
  )
  for (const { region_code, measure: name, n } of rows) now.set({ region_code, measure: name }, Number(n))
  const read = new Gauge({
    name: 'andon_event_position',
    help: 'Position in the event log up to which figures are folded',
    labelNames: ['consumer'] as const,
    registers: [registry],
  })
  const marks = await em.execute<{ consumer: string; position: string }[]>(
    'SELECT consumer, position FROM statistics.watermark ORDER BY consumer',
  )
  for (const { consumer, position } of marks) read.set({ consumer }, Number(position))
  return registry
}
