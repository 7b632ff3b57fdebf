import { createClient, type Client, type SubscribePayload } from 'graphql-ws'
import { WebSocket } from 'ws'
import type { Lifecycle } from '../../platform/lifecycle.js'
import { viewerHeader } from '../../platform/viewer/signature.js'
import type { ViewerTokens } from '../auth/viewer-tokens.js'
import { isJsonObject } from '../execution/json.js'
import { readSubgraphAnswer, type SubgraphAnswer, type SubgraphError } from '../execution/subgraph-answer.js'

/** What comes of one subscription at a subgraph; after `refused`, `dropped` or `ended` nothing more comes. */
export type UpstreamSink = {
  event: (answer: SubgraphAnswer) => void
  refused: (errors: readonly SubgraphError[]) => void
  dropped: () => void
  ended: () => void
}

export type Upstream = {
  /** @returns what ends the subscription at once */
  subscribe: (subgraph: string, payload: SubscribePayload, sink: UpstreamSink) => () => void
  /** Subscriptions open at subgraphs. */
  active: () => number
}

const handshakeMs = 2_000
const pingMs = 10_000
const pongMs = 5_000
/** A link that carries nothing any more is kept for the next subscriber. */
const idleMs = 500

/**
 * One graphql-transport-ws link per subgraph, over which all subscriptions of all viewers go. It never retries by
 * itself: the signature of a viewer is good for seconds, so whoever wants to come back must sign anew.
 */
export function openUpstream(options: {
  urlOf: (subgraph: string) => string | undefined
  tokens: ViewerTokens
  lifecycle: Lifecycle
}): Upstream {
  const links = new Map<string, Client>()
  let active = 0
  options.lifecycle.onClose('subscriptions upstream', async () => {
    for (const link of links.values()) await link.dispose()
  })
  const linkTo = (subgraph: string): Client | undefined => {
    const url = options.urlOf(subgraph)
    if (url === undefined) return undefined
    const known = links.get(subgraph)
    if (known !== undefined) return known
    const link = createLink(url.replace(/^http/, 'ws'), () => options.tokens.forLink(subgraph))
    links.set(subgraph, link)
    return link
  }
  return {
    active: () => active,
    subscribe: (subgraph, payload, sink) => {
      const link = linkTo(subgraph)
      if (link === undefined) {
        queueMicrotask(() => sink.dropped())
        return () => undefined
      }
      active += 1
      const once = settleOnce(() => (active -= 1))
      const stop = link.subscribe(payload, {
        next: (result) => {
          if (once.settled) return
          const answer = readSubgraphAnswer(result)
          if (answer !== undefined) sink.event(answer)
        },
        error: (error) => {
          if (!once.settle()) return
          if (Array.isArray(error)) sink.refused(readRefusal(error))
          else sink.dropped()
        },
        complete: () => once.settle() && sink.ended(),
      })
      return () => {
        if (once.settle()) stop()
      }
    },
  }
}

function settleOnce(onSettled: () => void): { readonly settled: boolean; settle: () => boolean } {
  let settled = false
  return {
    get settled() {
      return settled
    },
    settle: () => {
      if (settled) return false
      settled = true
      onSettled()
      return true
    },
  }
}

function readRefusal(errors: readonly unknown[]): readonly SubgraphError[] {
  const plain = JSON.parse(JSON.stringify(errors)) as unknown
  const read = readSubgraphAnswer({ errors: Array.isArray(plain) ? plain.filter(isJsonObject) : [] })
  return read?.errors ?? []
}

function createLink(url: string, sign: () => string): Client {
  let socket: WebSocket | undefined
  let pongDue: NodeJS.Timeout | undefined
  class Link extends WebSocket {
    constructor(address: string, protocols: string | string[]) {
      super(address, protocols, { handshakeTimeout: handshakeMs, perMessageDeflate: false })
      // The client listens once for every subscription on the link.
      this.setMaxListeners(0)
    }
  }
  return createClient({
    url,
    webSocketImpl: Link,
    lazy: true,
    lazyCloseTimeout: idleMs,
    retryAttempts: 0,
    connectionAckWaitTimeout: handshakeMs,
    connectionParams: () => ({ [viewerHeader]: sign() }),
    keepAlive: pingMs,
    onNonLazyError: () => undefined,
    on: {
      opened: (opened) => {
        socket = opened as WebSocket
      },
      // A machine that vanishes sends no close frame: the link counts as dropped when a pong stays out.
      ping: (received) => {
        if (!received) pongDue = setTimeout(() => socket?.terminate(), pongMs)
      },
      pong: (received) => {
        if (received) clearTimeout(pongDue)
      },
      closed: () => clearTimeout(pongDue),
    },
  })
}
