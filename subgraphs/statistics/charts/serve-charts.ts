import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import type { FastifyInstance } from 'fastify'
import { AndonError } from '../../../platform/errors.js'
import type { Log } from '../../../platform/log.js'
import type { VerifyViewer } from '../../../platform/viewer/signature.js'
import type { Clock } from '../../shared/clock.js'
import { dayInChina } from '../../shared/day.js'
import { requireReach } from '../counters/counts-reach.js'
import type { Period } from '../counters/period.js'
import { refuseRequest, viewerOf } from '../door.js'
import { periodOf, requiredRegionOf, type Query } from '../feeds/feed-query.js'
import type { NameRegions, RegionNames } from '../references/region-names.js'
import { chartKinds, type ChartKind } from './chart-kinds.js'
import type { Draw } from './drawing.js'
import type { Caption } from './options.js'

export type ChartMeans = {
  orm: MikroORM
  verifyViewer: VerifyViewer
  nameRegions: NameRegions
  draw: Draw
  clock: Clock
  log: Log
}

const formats = { svg: 'image/svg+xml; charset=utf-8', png: 'image/png' } as const

/**
 * `/charts/<kind>.svg` and `.png`: pictures of exact counts for reports and messages, where no browser draws them. For
 * whoever may ask for the numbers.
 */
export function serveCharts(app: FastifyInstance, means: ChartMeans): void {
  for (const [name, kind] of Object.entries(chartKinds))
    for (const format of Object.keys(formats) as (keyof typeof formats)[])
      app.get<{ Querystring: Query }>(`/charts/${name}.${format}`, async (request, reply) => {
        try {
          const em = means.orm.em.fork()
          const regionCode = requiredRegionOf(request.query)
          await requireReach(em, viewerOf(request, means).viewer, regionCode)
          const picture = await pictureOf(em, kind, { regionCode, query: request.query, means })
          return await reply
            .headers({
              'content-type': formats[format],
              'cache-control': 'private, no-store',
              // Drawn here, and still: a picture runs nothing.
              'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
            })
            .send(await means.draw({ ...picture, format }))
        } catch (error) {
          return refuseRequest(request, reply, error, means.log)
        }
      })
}

async function pictureOf(
  em: EntityManager,
  kind: ChartKind,
  { regionCode, query, means }: { regionCode: string; query: Query; means: ChartMeans },
) {
  const now = means.clock()
  const period = periodOf(query, dayInChina(now))
  const names = await means.nameRegions(regionCode)
  if (names === null)
    throw new AndonError(
      'NOT_FOUND',
      { zh: '没有这个地区。', en: 'There is no such region.' },
      { inputPath: 'regionCode' },
    )
  const caption = captionOf(names, period, now)
  return kind({ em, regionCode, period, query, names, caption: (title) => ({ title, ...caption }) })
}

function captionOf({ region }: RegionNames, { from, to }: Period, now: Date): Omit<Caption, 'title'> {
  return {
    subtitle: `${region.fullName}，${inChinese(from)}至${inChinese(to)}`,
    source: `安灯 · 截至 ${minuteInChina(now)}（北京时间）`,
  }
}

function inChinese(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${String(year)}年${String(month)}月${String(date)}日`
}

function minuteInChina(now: Date): string {
  return new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}
