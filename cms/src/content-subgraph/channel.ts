import { AndonError } from './errors'

/** A follower that is this far behind is cut: memory is bounded, and it can ask again. */
const mostWaiting = 256

export type Channel<Item> = {
  iterator: AsyncIterableIterator<Item>
  push: (item: Item) => void
  end: () => void
}

/**
 * A queue read by one follower. `return()` ends a read that is waiting at once; an async generator would stay until
 * its next item.
 */
export function createChannel<Item>(options: { onEnd: () => void }): Channel<Item> {
  const waiting: Item[] = []
  let reader: { resolve: (result: IteratorResult<Item>) => void; reject: (error: Error) => void } | undefined
  let ended = false
  let failure: Error | undefined
  const end = (error?: Error): void => {
    if (ended) return
    ended = true
    failure = error
    waiting.length = 0
    options.onEnd()
    if (reader !== undefined && failure === undefined) reader.resolve({ done: true, value: undefined })
    reader = undefined
  }
  const next = (): Promise<IteratorResult<Item>> => {
    const item = waiting.shift()
    if (item !== undefined) return Promise.resolve({ done: false, value: item })
    if (failure !== undefined) {
      const error = failure
      failure = undefined
      return Promise.reject(error)
    }
    if (ended) return Promise.resolve({ done: true, value: undefined })
    return new Promise((resolve, reject) => (reader = { resolve, reject }))
  }
  const iterator: AsyncIterableIterator<Item> = {
    next,
    return: () => {
      end()
      return Promise.resolve({ done: true, value: undefined })
    },
    throw: (error: Error) => {
      end()
      return Promise.reject(error)
    },
    [Symbol.asyncIterator]: () => iterator,
  }
  return {
    iterator,
    end: () => end(),
    push: (item) => {
      if (ended) return
      if (reader !== undefined) {
        const { resolve } = reader
        reader = undefined
        resolve({ done: false, value: item })
      } else if (waiting.length >= mostWaiting) end(new AndonError('RATE_LIMITED'))
      else waiting.push(item)
    },
  }
}
