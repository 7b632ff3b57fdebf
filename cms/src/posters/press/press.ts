import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { errors } from '@strapi/utils'
import type { Core } from '@strapi/strapi'
import type { Answered, Asked, Work } from './work'

const idleMs = 60_000
const longestMs = 60_000
const largestHeapMb = 512

/** More is waiting than can be made in good time. */
export class PressIsBusy extends Error {
  override name = 'PressIsBusy'
}

export type Press = {
  /**
   * @throws ApplicationError with the sentence of a refusal
   * @throws PressIsBusy when `most` pieces wait already
   */
  make: (work: Work, wishes?: { most?: number }) => Promise<Buffer>
  close: () => Promise<void>
}

type Waiting = Asked & { done: (bytes: Buffer) => void; fail: (error: Error) => void }

/**
 * One thread that draws, one piece at a time, and goes when it had nothing to do for a minute: it holds the fonts. A
 * piece that takes the thread down or hangs fails alone; the next gets a new one.
 */
export function openPress(): Press {
  const waiting: Waiting[] = []
  let worker: Worker | undefined
  let current: { piece: Waiting; deadline: NodeJS.Timeout } | undefined
  let idle: NodeJS.Timeout | undefined
  let lastId = 0
  let closed = false

  const settle = (finish: (piece: Waiting) => void): void => {
    if (current === undefined) return
    clearTimeout(current.deadline)
    const { piece } = current
    current = undefined
    finish(piece)
    next()
  }
  const stop = async (): Promise<void> => {
    const going = worker
    worker = undefined
    await going?.terminate()
  }
  const start = (): Worker => {
    const fresh = new Worker(join(__dirname, 'press-worker.js'), {
      resourceLimits: { maxOldGenerationSizeMb: largestHeapMb },
    })
    fresh.unref()
    const lose = (why: string): void => {
      if (worker !== fresh) return
      worker = undefined
      settle(({ fail }) => fail(new Error(`the press stopped: ${why}`)))
    }
    fresh.on('message', (answered: Answered) => {
      if (worker === fresh && current?.piece.id === answered.id) settle((piece) => finish(piece, answered))
    })
    fresh.on('error', (error: unknown) => lose(error instanceof Error ? error.name : 'unknown'))
    fresh.on('exit', () => lose('exit'))
    return fresh
  }
  function next(): void {
    if (current !== undefined) return
    const piece = waiting.shift()
    clearTimeout(idle)
    if (piece === undefined) {
      idle = setTimeout(() => void stop(), idleMs).unref()
      return
    }
    worker ??= start()
    const deadline = setTimeout(() => {
      void stop()
      settle(({ fail }) => fail(new Error('the press took too long')))
    }, longestMs)
    current = { piece, deadline }
    worker.postMessage({ id: piece.id, work: piece.work } satisfies Asked)
  }
  return {
    make: (work, { most = Infinity } = {}) =>
      new Promise<Buffer>((done, fail) => {
        if (closed) return fail(new Error('the press is closed'))
        if (waiting.length >= most) return fail(new PressIsBusy())
        waiting.push({ id: (lastId += 1), work, done, fail })
        next()
      }),
    close: async () => {
      closed = true
      clearTimeout(idle)
      for (const { fail } of waiting.splice(0)) fail(new Error('the press is closed'))
      settle(({ fail }) => fail(new Error('the press is closed')))
      await stop()
    },
  }
}

function finish({ done, fail }: Waiting, { bytes, refused, failed }: Answered): void {
  if (bytes !== undefined) done(Buffer.from(bytes))
  else if (refused !== undefined) fail(new errors.ApplicationError(refused))
  else fail(new Error(failed ?? 'unknown'))
}

const presses = new WeakMap<Core.Strapi, Press>()

/** The one press of this process. */
export function pressOf(strapi: Core.Strapi): Press {
  const press = presses.get(strapi) ?? openPress()
  presses.set(strapi, press)
  return press
}
