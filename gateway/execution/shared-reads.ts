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

  alone(start: () => Started, signal: AbortSignal | undefined): Promise<SubgraphAnswer> {
    return this.hear({ ...start(), callers: 1, shared: false }, signal)
  }

  /** Nobody joins what is under way any more. */
  forget(): void {
    this.underWay = new Map()
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
