import { executeSync, getVariableValues, GraphQLError, Kind, type FieldNode } from 'graphql'
import { AndonError } from '../../platform/errors.js'
import { checkCost } from '../limits/check-limits.js'
import type { Limits } from '../limits/limits.js'
import { completeAnswer, type Misfit } from './complete-answer.js'
import type { Step } from './compile-plan.js'
import { own, type JsonObject } from './json.js'
import type { Operation } from './operation.js'
import { runStep, type AskSubgraph, type PlanRun } from './run-plan.js'
import type { SelectionShape } from './shape.js'
import { writeAnswer } from './write-answer.js'

type Variables = Readonly<Record<string, unknown>>

/** An answer whose `data` is JSON text already. Without `data` the operation did not run at all. */
export type Answer = { data?: WrittenData; errors?: readonly GraphQLError[] }

export class WrittenData {
  constructor(readonly json: string) {}

  /** So that whoever stringifies it the ordinary way gets the same answer. */
  toJSON(): unknown {
    return JSON.parse(this.json)
  }
}

const subscribeOverWebSocket = {
  zh: '订阅请使用 WebSocket（graphql-transport-ws 协议），不能用 HTTP 请求发送。',
  en: 'Send subscriptions over WebSocket (graphql-transport-ws), not by HTTP.',
}

/**
 * Runs a query or a mutation.
 *
 * @param variables as the client gave them
 * @throws AndonError TOO_COSTLY; BAD_USER_INPUT for a subscription, which has a way of its own
 */
export async function executeOperation(
  operation: Operation,
  variables: Variables,
  { ask, limits }: { ask: AskSubgraph; limits: Limits },
): Promise<Answer> {
  const step = stepsOf(operation)
  const coerced = coerceVariables(operation, variables)
  if ('errors' in coerced) return coerced
  checkCost(operation.costOf(coerced.values), limits)
  return runOperation(operation, step, { variables, coerced: coerced.values, data: {}, ask })
}

/** @throws AndonError BAD_USER_INPUT for a subscription, which is nothing that can simply be run */
export function stepsOf({ plan }: Operation): Step | undefined {
  if (plan.kind === 'subscription') throw new AndonError('BAD_USER_INPUT', subscribeOverWebSocket)
  return plan.step
}

export function coerceVariables(
  operation: Operation,
  variables: Variables,
): { values: Variables } | { errors: readonly GraphQLError[] } {
  const definitions = operation.definition.variableDefinitions ?? []
  if (definitions.length === 0) return { values: {} }
  const coerced = getVariableValues(operation.graph.schema, definitions, variables, { maxErrors: 20 })
  return coerced.errors === undefined ? { values: coerced.coerced } : { errors: coerced.errors }
}

/**
 * Runs steps over data that may already be there, as an event of a subscription is, and makes the answer.
 */
export async function runOperation(
  operation: Operation,
  step: Step | undefined,
  start: {
    variables: Variables
    coerced: Variables
    data: JsonObject
    ask: AskSubgraph
    errors?: GraphQLError[]
  },
): Promise<Answer> {
  const { coerced, data } = start
  const run: PlanRun = {
    schema: operation.graph.supergraphSchema,
    ask: start.ask,
    variables: start.variables,
    coerced,
    data,
    errors: start.errors ?? [],
    missedEntity: false,
  }
  if (step !== undefined) await runStep(run, step)
  if (operation.introspection.length > 0) introspect(operation, start.variables, data)
  return answer(operation.shapeFor(coerced), run)
}

function answer(shape: SelectionShape, run: PlanRun): Answer {
  const planned = run.errors.length > 0 || everyRootFieldCame(shape, run.data)
  const text = planned ? writeAnswer(shape, run.data) : undefined
  if (text !== undefined) return withErrors(text, run.errors)
  const completed = completeAnswer(shape, run.data)
  // Where a subgraph has said what is wrong, the nulls that follow from it need no second error.
  const errors =
    run.errors.length > 0 ? run.errors : completed.misfits.slice(0, 20).map((at) => explain(at, run))
  if (!planned && errors.length === 0) errors.push(new GraphQLError('masked', { originalError: lostField() }))
  return withErrors(planned ? JSON.stringify(completed.data) : 'null', errors)
}

function withErrors(json: string, errors: readonly GraphQLError[]): Answer {
  const data = new WrittenData(json)
  return errors.length > 0 ? { data, errors } : { data }
}

/** The planner has been seen to leave a root field out of a plan, which would be a silent null. */
function everyRootFieldCame(shape: SelectionShape, data: JsonObject): boolean {
  const fields = shape.fieldsOf(undefined) ?? []
  return fields.every((field) => field.shape === undefined || own(data, field.key) !== undefined)
}

function lostField(): Error {
  return new Error('a root field was answered by no subgraph')
}

function explain({ path, reason }: Misfit, run: PlanRun): GraphQLError {
  const cause =
    reason === 'missing' && run.missedEntity
      ? new AndonError('NOT_FOUND')
      : new Error(`a subgraph gave data that do not fit the schema: ${reason}`)
  return new GraphQLError(cause.message, { path: [...path], originalError: cause })
}

/** `__schema` and `__type` are answered from the schema itself. */
function introspect(operation: Operation, variables: Variables, data: JsonObject): void {
  const { definition, fragments, introspection, graph } = operation
  const selectionSet = { kind: Kind.SELECTION_SET, selections: introspection as FieldNode[] } as const
  const result = executeSync({
    schema: graph.schema,
    document: {
      kind: Kind.DOCUMENT,
      definitions: [{ ...definition, selectionSet }, ...Object.values(fragments)],
    },
    variableValues: variables,
    rootValue: {},
  })
  Object.assign(data, result.data)
}
