import { createClient, type Client } from 'graphql-ws'
import WebSocket from 'ws'
import type { Cms } from './cms'
import { viewerToken } from './viewer-token'

export type Follower = {
  received: unknown[]
  errors: unknown[]
  done: Promise<void>
  leave: () => void
  close: () => Promise<void>
}

/** Follows a subscription as the gateway does: a token for the link, another for the operation. */
export function follow(cms: Cms, query: string, operationToken = viewerToken()): Follower {
  const client: Client = createClient({
    url: cms.graphUrl.replace('http:', 'ws:'),
    webSocketImpl: WebSocket,
    connectionParams: { 'x-andon-viewer': viewerToken() },
    retryAttempts: 0,
  })
  const received: unknown[] = []
  const errors: unknown[] = []
  let leave = (): void => undefined
  const done = new Promise<void>((resolve) => {
    const extensions = { 'x-andon-viewer': operationToken }
    leave = client.subscribe(
      { query, extensions },
      {
        next: (value) => received.push(value),
        error: (error) => {
          errors.push(error)
          resolve()
        },
        complete: resolve,
      },
    )
  })
  return { received, errors, done, leave, close: async () => client.dispose() }
}
