import type { EntityManager } from '@mikro-orm/postgresql'

const atOnce = 500
/** What is looked at is kept from being cleared away meanwhile: a reader who falls asleep is not waited for. */
const longestMs = 600_000

/**
 * The rows of a query, a few at a time, from one look at the database: a cursor in a transaction of its own, which is
 * over when the last row was taken or whoever reads breaks off.
 *
 * @param em a fork of its own
 */
export async function* streamRows<Row extends object>(
  em: EntityManager,
  sql: string,
  values: readonly unknown[],
): AsyncGenerator<Row[], void, void> {
  const until = Date.now() + longestMs
  await em.begin()
  try {
    await em.execute(`DECLARE streamed NO SCROLL CURSOR FOR ${sql}`, [...values])
    for (;;) {
      const rows = await em.execute<Row[]>(`FETCH ${String(atOnce)} FROM streamed`)
      if (rows.length > 0) yield rows
      if (rows.length < atOnce) return
      if (Date.now() > until) throw new Error('rows were read too slowly')
    }
  } finally {
    // Nothing was written.
    await em.rollback()
  }
}
