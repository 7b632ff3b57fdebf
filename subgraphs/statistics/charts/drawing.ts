import { once } from 'node:events'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { AndonError } from '../../../platform/errors.js'
import type { Lifecycle } from '../../../platform/lifecycle.js'
import type { Drawing } from './chart-worker.js'

/** Draws one chart; its bytes. */
export type Draw = (drawing: Drawing) => Promise<Buffer>

const longestQueue = 16
const timeoutMs = 30_000

/**
 * Draws on a thread of its own, one chart after the other: a chart takes a quarter of a second, and live counts are
 * not to wait for one. The thread starts with the first chart and again after a failure.
 *
 * @throws AndonError RATE_LIMITED while too many wait
 */
export function openDrawing(lifecycle: Lifecycle): Draw {
  let worker: Worker | undefined
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()
  lifecycle.onClose('charts', async () => {
    await worker?.terminate()
  })

  const drawNow = async (drawing: Drawing): Promise<Buffer> => {
    const drawer = (worker ??= startWorker())
    try {
      return await drawOn(drawer, drawing)
    } catch (error) {
      worker = undefined
      await drawer.terminate()
      throw error
    }
  }
  return (drawing) => {
    if (waiting >= longestQueue) throw busy()
    waiting += 1
    const drawn = last.then(() => drawNow(drawing)).finally(() => (waiting -= 1))
    last = drawn.catch(() => undefined)
    return drawn
  }
}

/** The program of the thread lies beside this file, compiled or not as this file is. */
function startWorker(): Worker {
  const worker = new Worker(new URL(`./chart-worker${extname(import.meta.url)}`, import.meta.url))
  worker.unref()
  // Told to whoever waits for a chart; without a listener it would end the process.
  worker.on('error', () => undefined)
  return worker
}

type Answer = { drawn: Uint8Array } | { failed: string }

async function drawOn(worker: Worker, drawing: Drawing): Promise<Buffer> {
  const signal = AbortSignal.timeout(timeoutMs)
  const answered = once(worker, 'message', { signal }) as Promise<[Answer]>
  worker.postMessage(drawing)
  const [answer] = await answered
  if ('failed' in answer) throw new Error(`a chart could not be drawn: ${answer.failed}`)
  return Buffer.from(answer.drawn)
}

function busy(): AndonError {
  return new AndonError(
    'RATE_LIMITED',
    { zh: '正在绘制的图表过多，请稍后再试。', en: 'Too many charts are being drawn: try again shortly.' },
    { details: { retryAfterSeconds: 5 } },
  )
}
