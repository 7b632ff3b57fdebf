import { Announcements, asGenerator } from './live.js'

/** A value that is shown live, with a number that grows with every change of it. */
export type Versioned = { version: bigint }

type Topic<Value> = {
  changes: Announcements<Value>
  last: Value | undefined
  sentAtMs: number
  pending: boolean
}

/**
 * Values by key that somebody watches. `look` is called after every wake-up, reads what has changed of the watched
 * keys in one go and tells it; at most one change per key and `minIntervalMs`, the newest one.
 */
export class Watch<Value extends Versioned> {
  private readonly topics = new Map<string, Topic<Value>>()

  constructor(
    private readonly options: {
      load: (keys: string[]) => Promise<Map<string, Value>>
      /** Where values are large: their versions alone, so that only what has changed is loaded. */
      versions?: (keys: string[]) => Promise<Map<string, bigint>>
      minIntervalMs: number
    },
  ) {}

  get watchedCount(): number {
    return this.topics.size
  }

  /** Reads what is watched and tells what changed. */
  async look(): Promise<void> {
    const keys = await this.changedKeys()
    if (keys.length === 0) return
    const values = await this.options.load(keys)
    for (const [key, value] of values) this.offer(key, value)
  }

  private async changedKeys(): Promise<string[]> {
    const keys = [...this.topics.keys()]
    if (this.options.versions === undefined || keys.length === 0) return keys
    const versions = await this.options.versions(keys)
    return keys.filter((key) => {
      const told = this.topics.get(key)?.last?.version ?? -1n
      return (versions.get(key) ?? -1n) > told
    })
  }

  /** The current value at once, then every newer one. */
  async subscribe(key: string): Promise<AsyncGenerator<Value, void, void>> {
    const topic = this.topicOf(key)
    const changes = topic.changes.listen()
    try {
      const current = (await this.options.load([key])).get(key)
      return this.follow(key, topic, changes, current)
    } catch (error) {
      await changes.return()
      this.forget(key, topic)
      throw error
    }
  }

  private follow(
    key: string,
    topic: Topic<Value>,
    changes: AsyncGenerator<Value, void, void>,
    current: Value | undefined,
  ): AsyncGenerator<Value, void, void> {
    let seen = current?.version ?? -1n
    let first = current
    const end = async (): Promise<IteratorResult<Value, void>> => {
      await changes.return()
      this.forget(key, topic)
      return { value: undefined, done: true }
    }
    const next = async (): Promise<IteratorResult<Value, void>> => {
      if (first !== undefined) {
        const value = first
        first = undefined
        return { value, done: false }
      }
      for (;;) {
        const step = await changes.next()
        if (step.done === true) return end()
        if (step.value.version <= seen) continue
        seen = step.value.version
        return step
      }
    }
    return asGenerator({ next, end })
  }

  private offer(key: string, value: Value): void {
    const topic = this.topics.get(key)
    if (topic === undefined || (topic.last !== undefined && value.version <= topic.last.version)) return
    topic.last = value
    if (topic.pending) return
    const waitMs = topic.sentAtMs + this.options.minIntervalMs - Date.now()
    const send = (): void => {
      topic.pending = false
      topic.sentAtMs = Date.now()
      if (topic.last !== undefined) topic.changes.announce(topic.last)
    }
    if (waitMs > 0) {
      topic.pending = true
      setTimeout(send, waitMs)
    } else {
      send()
    }
  }

  private topicOf(key: string): Topic<Value> {
    const known = this.topics.get(key)
    if (known !== undefined) return known
    const topic: Topic<Value> = {
      changes: new Announcements<Value>(),
      last: undefined,
      sentAtMs: 0,
      pending: false,
    }
    this.topics.set(key, topic)
    return topic
  }

  private forget(key: string, topic: Topic<Value>): void {
    if (topic.changes.listenerCount === 0 && this.topics.get(key) === topic) this.topics.delete(key)
  }
}
