import type { MikroORM } from '@mikro-orm/postgresql'

export type QueryCount = { during: (work: () => Promise<unknown>) => Promise<string[]> }

/**
 * It works on its own beside what is counted; where a transaction begins and ends, and says for whom it is, costs no
 * query worth counting.
 */
const ofTheConsumer = /watermark|^(begin|commit)$|^select set_config/i

/** Keeps the queries an ORM sends while some work is done, so that a list can show it needs no more for more rows. */
export function countQueries(orm: MikroORM): QueryCount {
  const logger = orm.config.getLogger()
  let kept: string[] | undefined
  const log = logger.logQuery.bind(logger)
  logger.logQuery = (context) => {
    if (context.query !== undefined && !ofTheConsumer.test(context.query)) kept?.push(context.query)
    log(context)
  }
  return {
    during: async (work) => {
      const queries: string[] = []
      kept = queries
      await work()
      kept = undefined
      return queries
    },
  }
}
