import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { holdConnection, type LastingConnection } from '../../events/lasting-connection'
import type { Landing } from '../landing'
import type { Press } from '../press/press'
import type { ProgramCodes } from '../program-codes'
import type { BatchOrder, BatchStore } from './batch-store'
import { BatchRemoved, writeZip } from './write-zip'

const pollMs = 1_500
const tidyEveryMs = 3_600_000

export const fileOfBatch = (folder: string, id: string): string => join(folder, `${id}.zip`)

/**
 * Makes batches one after the other, on one replica at a time: whoever holds the lock. A process that dies loses it
 * with its session; the next begins what was under way from the start. A file bears its name only when it is whole.
 */
export function openBatchRunner(options: {
  databaseUrl: string
  folder: string
  store: BatchStore
  press: Press
  programCodes: ProgramCodes
  landing: Landing
  onTrouble: (what: string) => void
}): LastingConnection {
  const { folder, store, onTrouble } = options
  return holdConnection({
    connectionString: options.databaseUrl,
    name: 'andon-cms-posters',
    onTrouble: (code) => onTrouble(`posters wait: ${code}`),
    hold: async (client, ended) => {
      await client.query(`SELECT pg_advisory_lock(hashtext('poster batches'))`)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await store.takeUpAgain()
      let tidied = 0
      while (!ended.aborted) {
        if (Date.now() - tidied > tidyEveryMs) {
          tidied = Date.now()
          await tidy(folder, await store.offered())
        }
        const batch = await store.next()
        if (batch === undefined) await sleep(pollMs, undefined, { signal: ended }).catch(() => undefined)
        else await makeBatch(batch, options, ended)
      }
    },
  })
}

type Means = Parameters<typeof openBatchRunner>[0]

async function makeBatch(
  { id, order }: { id: string; order: BatchOrder },
  means: Means,
  ended: AbortSignal,
): Promise<void> {
  const { folder, store, onTrouble } = means
  const unfinished = join(folder, `${randomUUID()}.part`)
  try {
    await writeZip(unfinished, order, {
      ...makerOf(order, means),
      onSheet: async (count) => {
        // Left as running: whoever holds the lock next takes it up.
        if (ended.aborted) throw new Stopping()
        return store.progress(id, count)
      },
    })
    await rename(unfinished, fileOfBatch(folder, id))
    const { size } = await stat(fileOfBatch(folder, id))
    if (!(await store.finish(id, { fileBytes: size }))) await rm(fileOfBatch(folder, id), { force: true })
  } catch (error) {
    if (ended.aborted || error instanceof Stopping || error instanceof BatchRemoved) return
    onTrouble(`a batch of posters failed: ${error instanceof Error ? error.message : 'unknown'}`)
    const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC'
    const problem = full
      ? '磁盘空间不足，没有完成。请联系技术人员后重新生成。'
      : '生成时出错，没有完成，请重新生成。'
    await store.finish(id, { problem })
  } finally {
    await rm(unfinished, { force: true })
  }
}

class Stopping extends Error {
  override name = 'Stopping'
}

function makerOf(order: BatchOrder, { press, programCodes, landing }: Means) {
  const { template, paper, orientation, bleed } = order
  const addressOf = (code: string): string => landing(code) ?? code
  return {
    addressOf,
    instructions: () => press.make({ kind: 'instructions', texts: order.instructions }),
    poster: async (placement: BatchOrder['placements'][number]) => {
      const payload = addressOf(placement.code)
      const programCode = await programCodes.of(placement.code)
      return press.make({
        kind: 'pdf',
        bleed,
        order: { template, placement, payload, programCode, paper, orientation },
      })
    },
  }
}

/** What nobody is offered any more, and what was being written when a process died. */
async function tidy(folder: string, offered: readonly string[]): Promise<void> {
  const kept = new Set(offered.map((id) => `${id}.zip`))
  for (const name of await readdir(folder)) if (!kept.has(name)) await rm(join(folder, name), { force: true })
}
