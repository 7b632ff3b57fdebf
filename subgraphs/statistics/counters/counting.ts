import type { EntityManager } from '@mikro-orm/postgresql'
import type { BatchFold } from '../../shared/events/consumer.js'
import { countedEventNames, foldEvents, type CountedEvent } from './fold-events.js'
import { createFoldStore } from './fold-store.js'

/** Woken after every fold, by every replica that shows live counts. */
export const countsChannel = 'andon_statistics'

/** Its own watermark: what else statistics follows is not held up by a fold, nor folded again with it. */
export const countsConsumer = 'counts'

const store = createFoldStore('statistics')

/** Folds facts into the counts, many in one transaction. */
export const counting: BatchFold<(typeof countedEventNames)[number]> = {
  names: countedEventNames,
  // Live there are few at a time. Catching up, the more are summed up before they are written, the fewer cells are.
  size: 5_000,
  fold: async (em: EntityManager, events: readonly CountedEvent[]) => {
    const counted = await store.load(em, events)
    await store.write(em, counted, foldEvents(counted, events))
    await em.execute(`SELECT pg_notify('${countsChannel}', '')`)
  },
}

/** From now on counts are shown: the log has been read to its end since they were last begun anew. */
export async function markFilled(em: EntityManager): Promise<void> {
  await em.execute('UPDATE statistics.counts_state SET filled = true WHERE NOT filled', [], 'run')
}
