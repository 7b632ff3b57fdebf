import type { SubgraphAnswer } from './subgraph-answer.js'
import { CallerGone } from './subgraph-http.js'

export type Started = { answer: Promise<SubgraphAnswer>; abort: () => void }

type UnderWay = Started & { callers: number; shared: boolean }

/**
 * Reads under way, so that equal ones are asked once. One caller's leaving does not end the read for the others;
 * the last one's does. After a mutation nobody joins a read that began before it: whoever has just written must
 * read what is written.
 */
export class SharedReads {
  private underWay = new Map<string, UnderWay>()
  private readonly following = new Map<string, Promise<UnderWay>>()

  /**
   * @param key all that may make a difference: subgraph, body, viewer, language and whatever header is forwarded
   */
  join(key: string, start: () => Started, signal: AbortSignal | undefined): Promise<SubgraphAnswer> {
    let read = this.underWay.get(key)
    if (read === undefined) read = this.begin(key, start)
    else read.shared = true
    read.callers += 1
    return this.hear(read, signal)
  }

  /**
   * For what is written past the gateway, which then cannot know what a read that is under way has already missed:
   * whoever comes meanwhile gets an answer that is begun after they asked, together with all who wait for it.
   */
  async joinNext(
    key: string,
    start: () => Started,
    signal: AbortSignal | undefined,
  ): Promise<SubgraphAnswer> {
    const next = this.following.get(key) ?? this.beginAfter(this.underWay.get(key), key, start)
    const read = await next
    read.shared ||= read.callers > 0
    read.callers += 1
    return this.hear(read, signal)
  }

  alone(start: () => Started, signal: AbortSignal | undefined): Promise<SubgraphAnswer> {
    return this.hear({ ...start(), callers: 1, shared: false }, signal)
  }

  /** Nobody joins what is under way any more. */
  forget(): void {
    this.underWay = new Map()
  }

  private beginAfter(
    present: UnderWay | undefined,
    key: string,
    start: () => Started,
  ): UnderWay | Promise<UnderWay> {
    if (present === undefined) return this.begin(key, start)
    const begin = (): UnderWay => {
      this.following.delete(key)
      return this.begin(key, start)
    }
    const next = present.answer.then(begin, begin)
    this.following.set(key, next)
    return next
  }

  private begin(key: string, start: () => Started): UnderWay {
    const among = this.underWay
    const read: UnderWay = { ...start(), callers: 0, shared: false }
    among.set(key, read)
    const end = (): void => {
      if (among.get(key) === read) among.delete(key)
    }
    read.answer = read.answer.then(
      (answer) => {
        end()
        return read.shared ? { ...answer, shared: true } : answer
      },
      (error: unknown) => {
        end()
        throw error
      },
    )
    const abort = read.abort
    read.abort = () => {
      end()
      abort()
    }
    return read
  }

  private hear(read: UnderWay, signal: AbortSignal | undefined): Promise<SubgraphAnswer> {
    if (signal === undefined) return read.answer
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        read.callers -= 1
        if (read.callers === 0) read.abort()
        reject(new CallerGone('the caller left'))
      }
      if (signal.aborted) {
        read.answer.catch(() => undefined)
        leave()
        return
      }
      signal.addEventListener('abort', leave, { once: true })
      read.answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
    })
  }
}
