import type { MikroORM } from '@mikro-orm/postgresql'
import type { Lifecycle } from '../../../platform/lifecycle.js'
import type { Log } from '../../../platform/log.js'
import { isUuid } from '../../shared/uuid.js'
import type { CheckEvidence } from './checking.service.js'
import { EvidenceRefused } from './content/refusal.js'
import { StoredEvidence } from './evidence.entity.js'
import { EvidenceState } from './evidence.type.js'
import type { EvidenceStore } from './store/evidence-store.js'
import { uploadLifeMs } from './upload/sealed-uploads.js'

const everyMs = 60_000

export type SweepMeans = {
  orm: MikroORM
  store: EvidenceStore
  check: CheckEvidence
  discard: (file: StoredEvidence) => Promise<void>
  log: Log
}

/** At the start and every minute: what a crash or a scanner that was away has left undone. */
export function startSweep(means: SweepMeans & { lifecycle: Lifecycle }): void {
  let running: Promise<void> = Promise.resolve()
  let rounds = 0
  const round = (): void => {
    running = running.then(async () => {
      try {
        await checkWaiting(means)
        // Listing a store is slow and its leftovers harm nobody: once an hour will do.
        if (rounds % 60 === 0) await sweepEvidence(means)
        rounds += 1
      } catch (error) {
        means.log.warn({ err: error }, 'could not sweep evidence, trying again')
      }
    })
  }
  round()
  const timer = setInterval(round, everyMs)
  means.lifecycle.onClose('evidence sweep', () => {
    clearInterval(timer)
    return running
  })
}

async function checkWaiting({ orm, check, log }: SweepMeans): Promise<void> {
  const waiting = await orm.em
    .fork()
    .find(StoredEvidence, { state: EvidenceState.CHECKING }, { fields: ['id'] })
  for (const { id } of waiting) {
    try {
      await check(id)
    } catch (error) {
      if (!(error instanceof EvidenceRefused)) log.warn({ err: error }, 'a file could not be checked yet')
    }
  }
}

/** Removes uploads nobody has finished, and objects nobody knows. */
export async function sweepEvidence({ orm, store, discard }: SweepMeans): Promise<void> {
  const moment = new Date(Date.now() - uploadLifeMs)
  const em = orm.em.fork()
  const unfinished = { state: EvidenceState.UPLOADING, requestedAt: { $lt: moment } }
  for (const file of await em.find(StoredEvidence, unfinished)) await discard(file)
  for await (const { object, handle } of store.writtenBefore(moment)) {
    const id = object.slice(0, 36)
    const file = isUuid(id) ? await em.fork().findOne(StoredEvidence, { id }) : null
    const isKnown = file !== null && (object === id || object === file.copyObject)
    if (!isKnown) await store.remove(object, handle)
  }
}
