import { Pool, type Dispatcher } from 'undici'

/** A subgraph could not be asked, or did not answer in time; never the fault of the client. */
export class SubgraphUnreachable extends Error {
  override name = 'SubgraphUnreachable'
}

/** Whoever asked is no longer there to hear the answer. */
export class CallerGone extends Error {
  override name = 'CallerGone'
}

export type HttpAnswer = { status: number; text: string }

export type SubgraphHttp = {
  /** @throws SubgraphUnreachable; CallerGone once `abort` has been called */
  post: (request: { body: string; viewerToken: string; repeatable: boolean }) => {
    answer: Promise<HttpAnswer>
    abort: () => void
  }
  close: () => Promise<void>
}

const answerLimitBytes = 64 * 1_048_576

/** Kept-alive connections to one subgraph. `dispatch` with a handler costs a fraction of undici's other ways. */
export function openSubgraphHttp(options: {
  url: string
  timeoutMs: number
  connections: number
}): SubgraphHttp {
  const { timeoutMs } = options
  const url = new URL(options.url)
  const path = `${url.pathname}${url.search}`
  const pool = new Pool(url.origin, {
    connections: options.connections,
    connectTimeout: Math.min(timeoutMs, 5_000),
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  return {
    post: ({ body, viewerToken, repeatable }) => {
      const call = new Call(timeoutMs)
      const dispatch = (): void => {
        pool.dispatch(
          {
            path,
            method: 'POST',
            body,
            headers: {
              'content-type': 'application/json',
              accept: 'application/json',
              'x-andon-viewer': viewerToken,
            },
          },
          call,
        )
      }
      // A kept-alive connection may be closed by the other side just as it is used: a read is simply sent again.
      if (repeatable) call.sendAgain = dispatch
      dispatch()
      return { answer: call.answer, abort: () => call.abandon(new CallerGone('the caller left')) }
    },
    close: () => pool.destroy(),
  }
}

class Call implements Dispatcher.DispatchHandler {
  readonly answer: Promise<HttpAnswer>
  sendAgain: (() => void) | undefined
  private settle!: { resolve: (answer: HttpAnswer) => void; reject: (reason: Error) => void }
  private controller: Dispatcher.DispatchController | undefined
  private readonly timer: NodeJS.Timeout
  private readonly chunks: Buffer[] = []
  private bytes = 0
  private status = 0
  private ended: Error | undefined

  constructor(timeoutMs: number) {
    this.answer = new Promise((resolve, reject) => {
      this.settle = { resolve, reject }
    })
    this.timer = setTimeout(() => this.abandon(new SubgraphUnreachable('no answer in time')), timeoutMs)
  }

  abandon(reason: Error): void {
    this.ended ??= reason
    clearTimeout(this.timer)
    this.settle.reject(this.ended)
    this.controller?.abort(this.ended)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller
    if (this.ended !== undefined) controller.abort(this.ended)
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.sendAgain = undefined
    this.status = status
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.bytes += chunk.length
    if (this.bytes > answerLimitBytes) this.abandon(new SubgraphUnreachable('the answer is too large'))
    else this.chunks.push(chunk)
  }

  onResponseEnd(): void {
    clearTimeout(this.timer)
    const [only] = this.chunks
    const text =
      this.chunks.length === 1 && only ? only.toString('utf8') : Buffer.concat(this.chunks).toString('utf8')
    this.settle.resolve({ status: this.status, text })
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const again = this.sendAgain
    this.sendAgain = undefined
    if (this.ended === undefined && again !== undefined && 'code' in error && closedByPeer.has(error.code)) {
      again()
      return
    }
    clearTimeout(this.timer)
    this.settle.reject(this.ended ?? new SubgraphUnreachable('the connection failed', { cause: error }))
  }
}

const closedByPeer: ReadonlySet<unknown> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'])
