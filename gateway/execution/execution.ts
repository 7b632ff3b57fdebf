import type { DocumentNode, GraphQLSchema } from 'graphql'
import type { Limits } from '../limits/limits.js'
import type { Settings } from '../settings.js'
import type { SupergraphFile } from '../supergraph/supergraph-file.js'
import type { Subgraphs } from './ask-subgraph.js'
import { forKind, type Caller } from './caller.js'
import { executeOperation, type Answer } from './execute-operation.js'
import type { Operation } from './operation.js'
import { Operations } from './operations.js'
import type { GraphQLRequest } from './read-request.js'

type Variables = Record<string, unknown>

/** How operations become answers, under the supergraph in force. */
export type Execution = {
  limits: Limits
  readonly operations: Operations
  known: (request: GraphQLRequest) => Operation | undefined
  run: (operation: Operation, variables: Variables, caller: Caller) => Promise<Answer>
  /** Runs what Apollo Server has parsed and validated. */
  runParsed: (request: {
    document: DocumentNode
    schema: GraphQLSchema
    source: string
    operationName: string | undefined
    variables: Variables
    caller: Caller
  }) => Promise<Answer>
}

export function openExecution(options: {
  supergraph: SupergraphFile
  subgraphs: Subgraphs
  settings: Settings
}): Execution {
  const { supergraph, subgraphs, settings } = options
  const limits: Limits = {
    maxTokens: settings.MAX_TOKENS,
    maxDepth: settings.MAX_DEPTH,
    maxAliases: settings.MAX_ALIASES,
    maxRootFields: settings.MAX_ROOT_FIELDS,
    maxCost: settings.MAX_COST,
  }
  const introspection = settings.introspection
  // A request validated under the schema before a reload is run under it, too.
  const bySchema = new WeakMap<GraphQLSchema, Operations>()
  const open = (graph: SupergraphFile['graph']): Operations => {
    const opened = new Operations(graph, { limits, introspection })
    bySchema.set(graph.schema, opened)
    return opened
  }
  let operations = open(supergraph.graph)
  supergraph.onChange((graph) => {
    const next = open(graph)
    void next.warm(operations).then(() => {
      // Unless a still newer version has come meanwhile.
      if (supergraph.graph === graph) operations = next
    })
  })

  const run = async (operation: Operation, variables: Variables, caller: Caller): Promise<Answer> => {
    caller.sender.spend(operation.publicFields)
    const ask = (subgraph: string, body: string, mutation: boolean) =>
      subgraphs.ask(caller, subgraph, body, mutation)
    if (settings.EXECUTION === 'own') return executeOperation(operation, variables, { ask, limits })
    const { executeStock } = await import('./stock.js')
    return executeStock(operation, variables, { ask, limits })
  }

  return {
    limits,
    get operations() {
      return operations
    },
    known: ({ query, operationName }) => operations.known(query, operationName),
    run,
    runParsed: ({ document, schema, source, operationName, variables, caller }) => {
      const operation = (bySchema.get(schema) ?? operations).prepare(document, source, operationName)
      return run(operation, variables, forKind(operation.kind, caller))
    },
  }
}
