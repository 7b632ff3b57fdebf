import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Readable } from 'node:stream'
import { AndonError } from '../../../platform/errors.js'
import type { Log } from '../../../platform/log.js'
import type { VerifyViewer } from '../../../platform/viewer/signature.js'
import { requireStaff, type SignedViewer } from '../../../platform/viewer/viewer.js'
import type { Clock } from '../../shared/clock.js'
import { dayInChina } from '../../shared/day.js'
import { covers, regionOfViewer } from '../../shared/reach/reach.service.js'
import { refuseRequest, viewerOf } from '../door.js'
import { feedFormats, mediaTypes, writeRows, type FeedFormat } from './feed-formats.js'
import { periodOf, regionOf, type Query } from './feed-query.js'
import { exactFeeds, type Feed, type FeedRange } from './feed-rows.js'
import { serveMetrics } from './metrics.js'
import { servePublicFeed } from './public-feed.js'
import { serveOpen311 } from './serve-open311.js'

export type FeedMeans = {
  orm: MikroORM
  verifyViewer: VerifyViewer
  clock: Clock
  log: Log
  /** Where the gateway is reached from outside; addresses are told from its root where it is unset. */
  publicUrl: string | undefined
}

/** What data platforms read (requirement A06): CSV and NDJSON while they are made, Open311, metrics. */
export function serveFeeds(app: FastifyInstance, means: FeedMeans): void {
  for (const [name, feed] of Object.entries(exactFeeds))
    for (const format of feedFormats)
      app.get<{ Querystring: Query }>(`/feeds/${name}.${format}`, async (request, reply) => {
        try {
          const em = means.orm.em.fork()
          const range = await rangeOf(em, viewerOf(request, means), request.query, means.clock)
          return await send(reply, { feed, format, range, em, log: means.log })
        } catch (error) {
          return refuseRequest(request, reply, error, means.log)
        }
      })
  servePublicFeed(app, means)
  serveOpen311(app, means)
  serveMetrics(app, means)
}

/**
 * The region asked for, that of the account where none is, and the days.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT
 */
export async function rangeOf(
  em: EntityManager,
  { viewer }: SignedViewer,
  query: Query,
  clock: Clock,
): Promise<FeedRange> {
  const staff = requireStaff(viewer, 'READ_FEEDS')
  const own = await regionOfViewer(em, staff)
  const regionCode = regionOf(query, own)
  if (regionCode === undefined || !covers(own, regionCode)) throw outOfReach()
  return { regionCode, ...periodOf(query, dayInChina(clock())) }
}

function outOfReach(): AndonError {
  return new AndonError('FORBIDDEN', {
    zh: '该地区不在您的管辖范围内。',
    en: 'This region is not within your reach.',
  })
}

async function send(
  reply: FastifyReply,
  {
    feed,
    format,
    range,
    em,
    log,
  }: { feed: Feed; format: FeedFormat; range: FeedRange; em: EntityManager; log: Log },
): Promise<FastifyReply> {
  const body = Readable.from(writeRows(format, feed.columns, feed.rows(em, range)))
  body.on('error', (error) => log.warn({ err: error }, 'a feed broke off'))
  return reply.header('content-type', mediaTypes[format]).header('cache-control', 'no-store').send(body)
}
