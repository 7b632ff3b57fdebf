import type { MikroORM } from '@mikro-orm/postgresql'
import type { Lifecycle } from '../../../platform/lifecycle.js'
import type { Log } from '../../../platform/log.js'
import { Attention } from '../../shared/events/attention.js'
import { startConsumer } from '../../shared/events/consumer.js'
import type { Watch } from '../../shared/watch.js'
import { createCountsWatch, type CountsNow } from './case-counts.service.js'
import { counting, countsChannel, countsConsumer, markFilled } from './counting.js'

/** Folds facts into the counts, and tells those who watch; of all replicas one folds at a time and each tells. */
export function startCounting(options: {
  orm: MikroORM
  databaseUrl: string
  eventsDatabaseUrl: string
  lifecycle: Lifecycle
  log: Log
}): Watch<CountsNow> {
  const { orm, databaseUrl, lifecycle, log } = options
  const watch = createCountsWatch(orm)
  const folds = new Attention({
    databaseUrl,
    channel: countsChannel,
    pollMs: 5_000,
    log,
    work: () => watch.look(),
  })
  folds.start()
  lifecycle.onClose('live counts', () => folds.stop())
  startConsumer({
    ...options,
    consumer: countsConsumer,
    handlers: counting,
    caughtUp: () => markFilled(orm.em.fork()),
  })
  return watch
}
