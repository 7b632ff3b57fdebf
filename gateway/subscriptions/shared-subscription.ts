import { GraphQLError, isObjectType, Kind, type FormattedExecutionResult } from 'graphql'
import type { Log } from '../../platform/log.js'
import { presentErrors } from '../../platform/present-errors.js'
import { viewerHeader } from '../../platform/viewer/signature.js'
import type { ViewerTokens } from '../auth/viewer-tokens.js'
import type { Subgraphs } from '../execution/ask-subgraph.js'
import type { Caller } from '../execution/caller.js'
import type { FetchStep, Step } from '../execution/compile-plan.js'
import { runOperation, type Answer } from '../execution/execute-operation.js'
import type { Operation } from '../execution/operation.js'
import { applyRewrites } from '../execution/rewrites.js'
import { errorAt, type SubgraphAnswer, type SubgraphError } from '../execution/subgraph-answer.js'
import { openLiveSource } from './live-source.js'
import type { Subscriber } from './subscriber.js'
import type { Upstream } from './upstream.js'

export type SharedOptions = {
  operation: Operation
  plan: { source: FetchStep; rest: Step | undefined }
  variables: Readonly<Record<string, unknown>>
  coerced: Readonly<Record<string, unknown>>
  upstream: Upstream
  subgraphs: Subgraphs
  tokens: ViewerTokens
  restoreMs: number
  /** Nobody listens any more; the source has been let go. */
  onEmpty: () => void
  log: Log
}

/** Events that may wait for execution; a source that outruns us for longer is at fault. */
const eventsWaiting = 1_000

/**
 * One upstream subscription and one execution per event for all clients with the same operation, variables and
 * reach. Whoever opened it may leave; the others stay.
 */
export class SharedSubscription {
  private readonly subscribers = new Map<Subscriber, Caller>()
  private readonly events: SubgraphAnswer[] = []
  readonly tellsPresentValue: boolean
  private latest: FormattedExecutionResult | undefined
  private working = false
  private stopSource: (() => void) | undefined
  private over = false

  constructor(private readonly options: SharedOptions) {
    this.tellsPresentValue = isPresentValue(options.operation)
  }

  /** Whoever joins late is told the present value at once, where there is one. */
  join(subscriber: Subscriber, caller: Caller): void {
    this.subscribers.set(subscriber, caller)
    if (this.latest !== undefined) subscriber.push(this.latest)
    this.stopSource ??= openLiveSource({
      upstream: this.options.upstream,
      subgraph: this.options.plan.source.subgraph,
      payload: () => this.payload(),
      restoreMs: this.options.restoreMs,
      sink: {
        event: (answer) => this.receive(answer),
        refused: (errors) => this.refuse(errors),
        failed: (error) => this.finish(error),
        ended: () => this.finish(),
      },
    })
  }

  leave(subscriber: Subscriber): void {
    if (!this.subscribers.delete(subscriber) || this.subscribers.size > 0) return
    this.end()
  }

  /** Somebody who still listens, since it is in their name that the source is asked. */
  private get caller(): Caller {
    const [caller] = this.subscribers.values()
    if (caller === undefined) throw new Error('nobody listens')
    return caller
  }

  private payload() {
    const { plan, variables, tokens } = this.options
    const { bodyStart, variables: used, subgraph } = plan.source
    const request = JSON.parse(`${bodyStart}}}`) as { query: string; operationName?: string }
    const { session, language } = this.caller
    return {
      ...request,
      variables: Object.fromEntries(
        used.flatMap((name) => (Object.hasOwn(variables, name) ? [[name, variables[name]]] : [])),
      ),
      extensions: { [viewerHeader]: tokens.forRead(subgraph, session, language) },
    }
  }

  private receive(answer: SubgraphAnswer): void {
    // Of present values only the newest is worth telling when execution falls behind.
    if (this.tellsPresentValue) this.events.length = 0
    this.events.push(answer)
    if (this.events.length > eventsWaiting) {
      this.finish(new Error('events come faster than they are executed'))
      return
    }
    if (!this.working) void this.work()
  }

  /** One event after the other: clients see them in the order of the source. */
  private async work(): Promise<void> {
    this.working = true
    for (let event = this.events.shift(); event !== undefined && !this.over; event = this.events.shift()) {
      try {
        const result = this.present(await this.execute(event))
        if (this.tellsPresentValue) this.latest = result
        for (const subscriber of this.subscribers.keys()) subscriber.push(result)
      } catch (error) {
        this.finish(error instanceof Error ? error : new Error('execution failed'))
      }
    }
    this.working = false
  }

  private execute(event: SubgraphAnswer): Promise<Answer> {
    const { operation, plan, variables, coerced, subgraphs } = this.options
    const { subgraph, outputRewrites } = plan.source
    const data = event.data ?? {}
    applyRewrites(operation.graph.supergraphSchema, outputRewrites, data)
    // Never joined with reads begun before the event: they might not see what it tells of.
    const caller: Caller = { ...this.caller, shareReads: false, signal: undefined }
    return runOperation(operation, plan.rest, {
      variables,
      coerced,
      data,
      errors: event.errors.map((error) => errorAt(subgraph, error, error.path)),
      ask: (asked, body, mutation) => subgraphs.ask(caller, asked, body, mutation),
    })
  }

  private present({ data, errors }: Answer): FormattedExecutionResult {
    const { log } = this.options
    const told = data === undefined ? {} : { data: data.toJSON() as Record<string, unknown> | null }
    if (errors === undefined) return told
    return { errors: presentErrors(errors, { language: this.caller.language, log }), ...told }
  }

  private refuse(errors: readonly SubgraphError[]): void {
    const { subgraph } = this.options.plan.source
    const [first] = errors
    const error = first && errorAt(subgraph, first, first.path)
    this.finish(error ?? new GraphQLError('masked', { originalError: new Error('refused without a reason') }))
  }

  private finish(error?: Error): void {
    for (const subscriber of this.subscribers.keys()) subscriber.finish(error)
    this.subscribers.clear()
    this.end()
  }

  private end(): void {
    if (this.over) return
    this.over = true
    this.events.length = 0
    this.stopSource?.()
    this.options.onEmpty()
  }
}

/**
 * A subscription field that has the name and type of a query field tells the present value of that query: first
 * the value at the moment, then every change. Other subscriptions tell events, and an old event is told to nobody.
 */
function isPresentValue({ definition, graph }: Operation): boolean {
  const [selection] = definition.selectionSet.selections
  if (selection?.kind !== Kind.FIELD) return false
  const name = selection.name.value
  const query = graph.schema.getQueryType()
  const subscription = graph.schema.getSubscriptionType()
  if (!isObjectType(query) || !isObjectType(subscription)) return false
  const asked = query.getFields()[name]
  return asked !== undefined && String(asked.type) === String(subscription.getFields()[name]?.type)
}
