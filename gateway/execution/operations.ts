import {
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
} from 'graphql'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { checkNesting } from '../limits/check-nesting.js'
import { refuseTooManyTokens } from '../limits/check-limits.js'
import type { Limits } from '../limits/limits.js'
import { RecentlyUsed } from '../recently-used.js'
import type { Graph } from '../supergraph/graph.js'
import { prepareOperation, type Operation } from './operation.js'

const operationsKept = 1_000
/** A longer text is served but not remembered, so that memory is bounded by the number of operations. */
const textKept = 20_000

/** The operations of one supergraph that clients have sent before, ready to run. */
export class Operations {
  private readonly prepared = new RecentlyUsed<Operation>(operationsKept)

  constructor(
    readonly graph: Graph,
    private readonly options: { limits: Limits; introspection: boolean },
  ) {}

  known(source: string, operationName: string | undefined): Operation | undefined {
    if (source.length > textKept) return undefined
    return this.prepared.get(keyOf(source, operationName))
  }

  /**
   * Prepares an operation of a document that has been validated against this graph.
   *
   * @throws AndonError TOO_COSTLY
   * @throws GraphQLError where no operation is meant
   */
  prepare(document: DocumentNode, source: string, operationName: string | undefined): Operation {
    const known = this.known(source, operationName)
    if (known !== undefined) return known
    const operation = prepareOperation(this.graph, document, operationName, this.options.limits)
    if (operation === undefined) throw noOperation()
    if (source.length <= textKept) this.prepared.set(keyOf(source, operationName), operation)
    return operation
  }

  /**
   * Reads an operation from its text.
   *
   * @returns the operation, or why the text is none
   * @throws AndonError TOO_COSTLY
   */
  read(source: string, operationName: string | undefined): Operation | readonly GraphQLError[] {
    const known = this.known(source, operationName)
    if (known !== undefined) return known
    const document = this.parse(source)
    const rules = this.options.introspection
      ? specifiedRules
      : [...specifiedRules, NoSchemaIntrospectionCustomRule]
    const errors = validate(this.graph.schema, document, rules)
    return errors.length > 0 ? errors.map(notValid) : this.prepare(document, source, operationName)
  }

  /** Prepares what was in use before, one by one between requests, so that a reload is felt by nobody. */
  async warm(before: Operations): Promise<void> {
    for (const key of before.prepared.keys()) {
      await nextTurn()
      const [operationName, source] = splitKey(key)
      try {
        this.read(source, operationName === '' ? undefined : operationName)
      } catch {
        // It no longer fits; its client will be told when it comes back.
      }
    }
  }

  private parse(source: string): DocumentNode {
    checkNesting(source, this.options.limits)
    try {
      return parse(source, { maxTokens: this.options.limits.maxTokens })
    } catch (error) {
      if (isTokenLimit(error)) refuseTooManyTokens(this.options.limits)
      throw new GraphQLError('syntax', { extensions: { code: 'GRAPHQL_PARSE_FAILED' } })
    }
  }
}

/** graphql-js has no code for it. */
export function isTokenLimit(error: unknown): boolean {
  return error instanceof Error && /Document contains more tha[nt] \d+ tokens/.test(error.message)
}

function notValid(error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
  })
}

function noOperation(): GraphQLError {
  return new GraphQLError('no operation', { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } })
}

function keyOf(source: string, operationName: string | undefined): string {
  return `${operationName ?? ''}\n${source}`
}

function splitKey(key: string): [string, string] {
  const end = key.indexOf('\n')
  return [key.slice(0, end), key.slice(end + 1)]
}
