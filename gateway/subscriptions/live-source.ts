import type { SubscribePayload } from 'graphql-ws'
import { AndonError } from '../../platform/errors.js'
import type { SubgraphAnswer, SubgraphError } from '../execution/subgraph-answer.js'
import type { Upstream } from './upstream.js'

export type SourceSink = {
  event: (answer: SubgraphAnswer) => void
  refused: (errors: readonly SubgraphError[]) => void
  /** It could not be brought back in time. */
  failed: (error: AndonError) => void
  ended: () => void
}

const firstRetryMs = 100
const longestRetryMs = 2_000
/** An attempt that has lasted as long as this has succeeded, even where no event has come yet. */
const steadyMs = 5_000

/**
 * One subscription at a subgraph that comes back after a drop: with growing pauses, until it stands again or
 * `restoreMs` are over. Sources of present values tell theirs first, so nothing that matters is missed.
 *
 * @param payload made anew for every attempt, since it carries a fresh signature
 * @returns what ends it at once
 */
export function openLiveSource(options: {
  upstream: Upstream
  subgraph: string
  payload: () => SubscribePayload
  restoreMs: number
  sink: SourceSink
}): () => void {
  const { upstream, subgraph, sink } = options
  let over = false
  let attempts = 0
  let downSince: number | undefined
  let timer: NodeJS.Timeout | undefined
  let stop: (() => void) | undefined

  const finish = (tell: () => void): void => {
    if (over) return
    over = true
    clearTimeout(timer)
    tell()
  }
  const stands = (): void => {
    downSince = undefined
    attempts = 0
    clearTimeout(timer)
  }
  const retry = (): void => {
    clearTimeout(timer)
    if (over) return
    downSince ??= Date.now()
    const left = options.restoreMs - (Date.now() - downSince)
    if (left <= 0) {
      const error = new AndonError('SUBGRAPH_UNAVAILABLE', undefined, { details: { service: subgraph } })
      finish(() => sink.failed(error))
      return
    }
    const pause = Math.min(firstRetryMs * 2 ** attempts, longestRetryMs)
    attempts += 1
    // Spread, so that a subgraph that starts again is not met by everybody at once.
    timer = setTimeout(attempt, Math.min(left, pause * (0.5 + Math.random())))
  }
  const attempt = (): void => {
    timer = setTimeout(stands, steadyMs)
    stop = upstream.subscribe(subgraph, options.payload(), {
      event: (answer) => {
        stands()
        if (!over) sink.event(answer)
      },
      refused: (errors) => finish(() => sink.refused(errors)),
      dropped: retry,
      ended: () => finish(() => sink.ended()),
    })
  }
  attempt()
  return () => finish(() => stop?.())
}
