import { operationFromDocument } from '@apollo/federation-internals'
import type { QueryPlan, SubscriptionNode } from '@apollo/query-planner'
import {
  Kind,
  getOperationAST,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
} from 'graphql'
import { checkMeasures } from '../limits/check-limits.js'
import type { Limits } from '../limits/limits.js'
import { estimateCost, measure } from '../limits/measure.js'
import { publicFieldsOf, type PublicFields } from '../limits/public-operations.js'
import type { Graph } from '../supergraph/graph.js'
import { compilePlan, type FetchStep, type Step } from './compile-plan.js'
import { SelectionShape } from './shape.js'

/** An operation of a client, validated, within the limits, planned and compiled; it may run many times. */
export type Operation = {
  graph: Graph
  document: DocumentNode
  definition: OperationDefinitionNode
  fragments: Readonly<Record<string, FragmentDefinitionNode>>
  kind: 'query' | 'mutation' | 'subscription'
  /** As the planner gave it, for the stock executor. */
  queryPlan: QueryPlan
  plan: OperationPlan
  /** `__schema` and `__type`, which no subgraph answers. */
  introspection: readonly FieldNode[]
  costOf: (variables: Readonly<Record<string, unknown>>) => number
  /** What of it is limited by where it comes from. */
  publicFields: PublicFields
  shapeFor: (coerced: Readonly<Record<string, unknown>>) => SelectionShape
}

export type OperationPlan =
  | { kind: 'steps'; step: Step | undefined }
  | { kind: 'subscription'; source: FetchStep; rest: Step | undefined }

/** Choices of `@skip` and `@include` of one operation that are kept compiled. */
const shapesKept = 64

/**
 * Prepares one operation of a validated document.
 *
 * @returns undefined where the name fits none, or several could be meant
 * @throws AndonError TOO_COSTLY before any planning, since planning is what an oversized document attacks
 */
export function prepareOperation(
  graph: Graph,
  document: DocumentNode,
  operationName: string | undefined,
  limits: Limits,
): Operation | undefined {
  const definition = getOperationAST(document, operationName)
  if (!definition) return undefined
  const fragments = fragmentsOf(document)
  checkMeasures(measure(definition, fragments), limits)
  const queryPlan = planOperation(graph, document, operationName)
  return {
    graph,
    document,
    definition,
    fragments,
    kind: definition.operation,
    queryPlan,
    plan: compileOperationPlan(graph, queryPlan),
    introspection: introspectionFields(definition, fragments),
    publicFields: publicFieldsOf(definition, fragments),
    costOf: (variables) => estimateCost(graph.schema, definition, fragments, variables),
    shapeFor: createShapes(graph, definition, fragments),
  }
}

function planOperation(graph: Graph, document: DocumentNode, operationName: string | undefined): QueryPlan {
  const operation = operationFromDocument(graph.apiSchema, document, operationName ? { operationName } : {})
  return graph.planner.buildQueryPlan(operation)
}

function compileOperationPlan(graph: Graph, { node }: QueryPlan): OperationPlan {
  if (node?.kind === 'Subscription') return compileSubscription(graph, node)
  return { kind: 'steps', step: node && compilePlan(graph.supergraphSchema, node) }
}

function compileSubscription(graph: Graph, node: SubscriptionNode): OperationPlan {
  const source = compilePlan(graph.supergraphSchema, node.primary)
  if (source.kind !== 'fetch') throw new Error('a subscription has one source')
  return { kind: 'subscription', source, rest: node.rest && compilePlan(graph.supergraphSchema, node.rest) }
}

function fragmentsOf(document: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments = Object.create(null) as Record<string, FragmentDefinitionNode>
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition
  return fragments
}

function introspectionFields(
  definition: OperationDefinitionNode,
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
): FieldNode[] {
  const found: FieldNode[] = []
  const collect = (set: OperationDefinitionNode['selectionSet']): void => {
    for (const node of set.selections) {
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments[node.name.value]
        if (fragment !== undefined) collect(fragment.selectionSet)
      } else if (node.kind === Kind.INLINE_FRAGMENT) collect(node.selectionSet)
      else if (node.name.value === '__schema' || node.name.value === '__type') found.push(node)
    }
  }
  collect(definition.selectionSet)
  return found
}

/** One compiled shape per choice of the booleans that the operation declares. */
function createShapes(
  graph: Graph,
  definition: OperationDefinitionNode,
  fragments: Operation['fragments'],
): Operation['shapeFor'] {
  const root = graph.schema.getRootType(definition.operation)
  if (!root) throw new Error('validated, and yet without a root type')
  const booleans = (definition.variableDefinitions ?? []).flatMap(({ variable, type }) => {
    const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type
    return named.kind === Kind.NAMED_TYPE && named.name.value === 'Boolean' ? [variable.name.value] : []
  })
  const shapes = new Map<string, SelectionShape>()
  return (variables) => {
    const key = booleans.map((name) => (variables[name] === true ? '1' : '0')).join('')
    const known = shapes.get(key)
    if (known !== undefined) return known
    const shape = new SelectionShape({ schema: graph.schema, fragments, variables }, root, [
      definition.selectionSet,
    ])
    if (shapes.size >= shapesKept) shapes.clear()
    shapes.set(key, shape)
    return shape
  }
}
