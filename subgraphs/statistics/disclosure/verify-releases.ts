import { MikroORM, type EntityManager } from '@mikro-orm/postgresql'
import { Watermark } from '../../shared/events/watermark.entity.js'
import { hashOf, type ReleasedRow, type ReleaseHead } from './released.js'

/** Reckons every hash anew; the number of the first release that is not what was released, or undefined. */
export async function verifyReleases(databaseUrl: string): Promise<number | undefined> {
  const orm = await MikroORM.init({
    clientUrl: databaseUrl,
    schema: 'statistics',
    entities: [Watermark],
    pool: { min: 0, max: 1 },
    forceUtcTimezone: true,
    debug: false,
  })
  try {
    return await findChangedRelease(orm.em.fork())
  } finally {
    await orm.close(true)
  }
}

export async function findChangedRelease(em: EntityManager): Promise<number | undefined> {
  const heads = await em.execute<(Omit<ReleaseHead, 'releasedAt'> & { hash: string; releasedAt: Date })[]>(
    `SELECT number, closing_day::text AS "closingDay", released_at AS "releasedAt", k, root_code AS "rootCode",
       definitions, encode(hash, 'hex') AS hash
     FROM statistics.public_release ORDER BY number`,
  )
  let previous = ''
  for (const [index, head] of heads.entries()) {
    const rows = await em.execute<ReleasedRow[]>(
      `SELECT table_code AS "table", region_code AS "regionCode", category, period, parent_code AS "parentCode", mark,
         value::float AS value, k
       FROM statistics.public_cell WHERE release_number = ?`,
      [head.number],
    )
    const releasedAt = new Date(head.releasedAt).toISOString()
    const whole = hashOf({ previous, head: { ...head, releasedAt }, rows }) === head.hash
    if (!whole || head.number !== index + 1) return head.number
    previous = head.hash
  }
  return undefined
}
