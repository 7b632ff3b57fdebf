import { GraphQLError, type FormattedExecutionResult } from 'graphql'
import { AndonError } from '../../platform/errors.js'
import type { Log } from '../../platform/log.js'
import { presentErrors } from '../../platform/present-errors.js'
import type { ViewerTokens } from '../auth/viewer-tokens.js'
import type { Subgraphs } from '../execution/ask-subgraph.js'
import { forKind, type Caller } from '../execution/caller.js'
import type { Answer } from '../execution/execute-operation.js'
import type { Execution } from '../execution/execution.js'
import type { Operation } from '../execution/operation.js'
import type { Settings } from '../settings.js'
import { shareKey } from './share-key.js'
import { SharedSubscription } from './shared-subscription.js'
import { closeCode, type ClientSocket } from './socket.js'
import { Subscriber } from './subscriber.js'
import type { Upstream } from './upstream.js'

/** One operation of one client, prepared. */
export type Running = {
  operation: Operation
  source: string
  variables: Record<string, unknown>
  /** With defaults. */
  coerced: Readonly<Record<string, unknown>>
  client: ClientSocket
  caller: Caller
}

type Options = {
  execution: Execution
  subgraphs: Subgraphs
  tokens: ViewerTokens
  upstream: Upstream
  settings: Settings
  log: Log
}

/** All subscriptions that run, equal ones together. */
export class OpenSubscriptions {
  private readonly shared = new Map<string, SharedSubscription>()
  private subscribers = 0

  constructor(private readonly options: Options) {}

  counts(): { subscribers: number; shared: number } {
    return { subscribers: this.subscribers, shared: this.shared.size }
  }

  subscribe({ contextValue: running }: { contextValue: Running }): Subscriber {
    const { operation, client, caller } = running
    const key = shareKey(operation, running.source, running.coerced, caller)
    const shared = this.shared.get(key) ?? this.open(key, running)
    const subscriber = new Subscriber({
      newestOnly: shared.tellsPresentValue,
      limit: this.options.settings.SUBSCRIPTION_QUEUE,
      onOverflow: () => client.close(closeCode.tooSlow, 'Too slow: the messages are not taken'),
      onLeave: () => {
        this.subscribers -= 1
        shared.leave(subscriber)
      },
    })
    this.subscribers += 1
    shared.join(subscriber, caller)
    return subscriber
  }

  /** Queries and mutations may come over the socket too. */
  async execute({ contextValue: running }: { contextValue: Running }): Promise<FormattedExecutionResult> {
    const { operation, variables, caller } = running
    const { data, errors } = await this.options.execution
      .run(operation, variables, forKind(operation.kind, caller))
      .catch(asRefused)
    const told = data === undefined ? {} : { data: data.toJSON() as Record<string, unknown> | null }
    if (errors === undefined) return told
    return { errors: presentErrors(errors, { language: caller.language, log: this.options.log }), ...told }
  }

  private open(key: string, { operation, variables, coerced }: Running): SharedSubscription {
    const { plan } = operation
    if (plan.kind !== 'subscription') throw new Error('no subscription was planned')
    const shared: SharedSubscription = new SharedSubscription({
      ...this.options,
      operation,
      plan,
      variables,
      coerced,
      restoreMs: this.options.settings.SUBSCRIPTION_RESTORE_MS,
      onEmpty: () => {
        if (this.shared.get(key) === shared) this.shared.delete(key)
      },
    })
    this.shared.set(key, shared)
    return shared
  }
}

/** What is refused before it runs is an answer to this operation and no reason to end the socket. */
function asRefused(error: unknown): Answer {
  if (!(error instanceof AndonError)) throw error
  return { errors: [new GraphQLError(error.message, { originalError: error })] }
}
