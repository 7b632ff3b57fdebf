import type { FormattedExecutionResult } from 'graphql'

/** One client's end of a subscription: results wait here until its socket has taken those before. */
export class Subscriber implements AsyncGenerator<FormattedExecutionResult, void, void> {
  private readonly waiting: FormattedExecutionResult[] = []
  private wanted: PromiseWithResolvers<IteratorResult<FormattedExecutionResult, void>> | undefined
  private end: { error?: Error } | undefined

  constructor(
    private readonly options: {
      /** Of present values the newest alone waits: who reads slowly is told fewer, and never cut off for it. */
      newestOnly: boolean
      limit: number
      /** Too much waits: the client does not keep up. */
      onOverflow: () => void
      /** The client has left or will hear the end; told once. */
      onLeave: () => void
    },
  ) {}

  push(result: FormattedExecutionResult): void {
    if (this.end !== undefined) return
    if (this.wanted !== undefined) {
      this.wanted.resolve({ value: result, done: false })
      this.wanted = undefined
      return
    }
    if (this.options.newestOnly) this.waiting.length = 0
    else if (this.waiting.length >= this.options.limit) {
      this.options.onOverflow()
      return
    }
    this.waiting.push(result)
  }

  /** What waits is still given out, then the end or the error. */
  finish(error?: Error): void {
    if (this.end !== undefined) return
    this.end = error === undefined ? {} : { error }
    this.options.onLeave()
    if (this.wanted === undefined) return
    if (error === undefined) this.wanted.resolve({ value: undefined, done: true })
    else this.wanted.reject(error)
    this.wanted = undefined
  }

  next(): Promise<IteratorResult<FormattedExecutionResult, void>> {
    const value = this.waiting.shift()
    if (value !== undefined) return Promise.resolve({ value, done: false })
    if (this.end?.error !== undefined) {
      const { error } = this.end
      this.end = {}
      return Promise.reject(error)
    }
    if (this.end !== undefined) return Promise.resolve({ value: undefined, done: true })
    this.wanted = Promise.withResolvers()
    return this.wanted.promise
  }

  return(): Promise<IteratorResult<FormattedExecutionResult, void>> {
    this.waiting.length = 0
    this.finish()
    return Promise.resolve({ value: undefined, done: true })
  }

  throw(error: Error): Promise<IteratorResult<FormattedExecutionResult, void>> {
    void this.return()
    return Promise.reject(error)
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return()
  }
}
