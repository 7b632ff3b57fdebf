/**
 * Something that happens again and again, and listeners that want to know. A listener that is slow is given the
 * newest value only: what is announced here are facts to look at again, not a log.
 */
export class Announcements<Value> {
  private readonly listeners = new Set<(value: Value) => void>()

  get listenerCount(): number {
    return this.listeners.size
  }

  announce(value: Value): void {
    for (const listener of this.listeners) listener(value)
  }

  /** Values from now on. `return()` ends it at once, also while it waits. */
  listen(): AsyncGenerator<Value, void, void> {
    let waiting: { value: Value } | undefined
    let wake: ((result: IteratorResult<Value, void>) => void) | undefined
    let ended = false
    const listener = (value: Value): void => {
      if (wake === undefined) {
        waiting = { value }
        return
      }
      const deliver = wake
      wake = undefined
      deliver({ value, done: false })
    }
    const end = (): Promise<IteratorResult<Value, void>> => {
      ended = true
      this.listeners.delete(listener)
      wake?.({ value: undefined, done: true })
      return Promise.resolve({ value: undefined, done: true })
    }
    this.listeners.add(listener)
    return asGenerator({
      next: () => {
        if (ended) return Promise.resolve({ value: undefined, done: true })
        if (waiting === undefined) {
          return new Promise((resolve) => {
            wake = resolve
          })
        }
        const { value } = waiting
        waiting = undefined
        return Promise.resolve({ value, done: false })
      },
      end,
    })
  }
}

/** Each event through an asynchronous function, in order; ending the result, or a failure, ends the source at once. */
export function mapEvents<Event, Result>(
  source: AsyncIterable<Event>,
  transform: (event: Event) => Promise<Result>,
): AsyncGenerator<Result, void, void> {
  const iterator = source[Symbol.asyncIterator]()
  let ended = false
  const end = async (): Promise<IteratorResult<Result, void>> => {
    if (!ended) {
      ended = true
      await iterator.return?.()
    }
    return { value: undefined, done: true }
  }
  return asGenerator({
    next: async (): Promise<IteratorResult<Result, void>> => {
      const step = await iterator.next()
      if (step.done === true) return { value: undefined, done: true }
      try {
        return { value: await transform(step.value), done: false }
      } catch (error) {
        // Nobody calls return() on an iterator that has thrown.
        await end()
        throw error
      }
    },
    end,
  })
}

/**
 * A generator by hand. One written with `async function*` would end only at its next `yield`, and so keep a
 * subscription of somebody who has left.
 */
export function asGenerator<Value>(steps: {
  next: () => Promise<IteratorResult<Value, void>>
  end: () => Promise<IteratorResult<Value, void>>
}): AsyncGenerator<Value, void, void> {
  const generator: AsyncGenerator<Value, void, void> = {
    next: steps.next,
    return: steps.end,
    throw: async (error: unknown) => {
      await steps.end()
      throw error
    },
    [Symbol.asyncIterator]: () => generator,
    [Symbol.asyncDispose]: async () => {
      await steps.end()
    },
  }
  return generator
}
