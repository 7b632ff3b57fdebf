import {
  executeQueryPlan,
  buildOperationContext,
  type GraphQLDataSource,
  type ServiceMap,
} from '@apollo/gateway'
import type { GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface'
import { GraphQLError, type FormattedExecutionResult } from 'graphql'
import { checkCost } from '../limits/check-limits.js'
import type { Limits } from '../limits/limits.js'
import { coerceVariables, stepsOf, WrittenData, type Answer } from './execute-operation.js'
import type { Operation } from './operation.js'
import type { AskSubgraph } from './run-plan.js'
import { errorAt } from './subgraph-answer.js'

/**
 * Runs an operation with the executor of @apollo/gateway: the reference our own is compared with, and the way out
 * should ours ever fail (EXECUTION=stock).
 */
export async function executeStock(
  operation: Operation,
  variables: Readonly<Record<string, unknown>>,
  { ask, limits }: { ask: AskSubgraph; limits: Limits },
): Promise<Answer> {
  // Stock would fail on a subscription with a status of 500.
  stepsOf(operation)
  const coerced = coerceVariables(operation, variables)
  if ('errors' in coerced) return coerced
  checkCost(operation.costOf(coerced.values), limits)
  const { graph, document, definition } = operation
  const operationName = definition.name?.value
  const result = await executeQueryPlan(
    operation.queryPlan,
    dataSources(operation, ask),
    requestContext(variables),
    buildOperationContext({
      schema: graph.schema,
      operationDocument: document,
      ...(operationName === undefined ? {} : { operationName }),
    }),
    graph.supergraphSchema,
    graph.apiSchema,
  )
  const data = new WrittenData(JSON.stringify(result.data ?? null))
  return result.errors === undefined ? { data } : { data, errors: result.errors.map(unwrap) }
}

function dataSources(operation: Operation, ask: AskSubgraph): ServiceMap {
  const mutation = operation.kind === 'mutation'
  const source = (subgraph: string): GraphQLDataSource => ({
    async process({ request }) {
      const { query, operationName, variables } = request
      const bound = mutation && query?.startsWith('mutation') === true
      const answer = await ask(subgraph, JSON.stringify({ query, operationName, variables }), bound)
      // Stock writes into what it is given.
      const data = answer.shared ? structuredClone(answer.data) : answer.data
      const errors = answer.errors.map((error) => errorAt(subgraph, error, error.path))
      return (errors.length > 0 ? { data, errors } : { data }) as FormattedExecutionResult
    },
  })
  return Object.fromEntries([...operation.graph.subgraphs.keys()].map((name) => [name, source(name)]))
}

function requestContext(variables: Readonly<Record<string, unknown>>): GatewayGraphQLRequestContext {
  // The executor reads these few members; the rest belongs to Apollo Server's own pipeline.
  return { request: { variables }, context: {}, metrics: {}, logger: silent } as never
}

const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore }

function ignore(): void {
  // Errors are told in the answer.
}

/** Stock gives every error a code of its own making; what we know of it is in the cause. */
function unwrap(error: GraphQLError): GraphQLError {
  const cause = error.originalError
  if (cause === undefined) return error
  const path = error.path === undefined ? {} : { path: error.path }
  return cause instanceof GraphQLError
    ? new GraphQLError(cause.message, {
        ...path,
        extensions: cause.extensions,
        ...(cause.originalError === undefined ? {} : { originalError: cause.originalError }),
      })
    : new GraphQLError(cause.message, { ...path, originalError: cause })
}
