import type { FetchDataRewrite, FetchNode, PlanNode } from '@apollo/query-planner'
import { Kind, OperationTypeNode, parse, type GraphQLSchema } from 'graphql'
import { compileRepresentation, type WriteRepresentation } from './representations.js'
import type { Path } from './complete-answer.js'

/** A plan made ready to run many times. */
export type Step =
  | { kind: 'sequence'; steps: readonly Step[] }
  | { kind: 'parallel'; steps: readonly Step[] }
  | { kind: 'condition'; variable: string; then: Step | undefined; otherwise: Step | undefined }
  | FetchStep

export type FetchStep = {
  kind: 'fetch'
  subgraph: string
  mutation: boolean
  /** Where in the result its answer goes; empty for root fields. */
  path: Path
  /** The request's text up to its variables. */
  bodyStart: string
  variables: readonly string[]
  /** Undefined for root fields. */
  writeRepresentation: WriteRepresentation | undefined
  /** What it gives, for the path of an error that hits all of it. */
  rootKeys: readonly string[]
  inputRewrites: readonly FetchDataRewrite[]
  outputRewrites: readonly FetchDataRewrite[]
  /** Whether a fetch at the same time or later writes where this one's answer lies; a shared one is then copied. */
  writtenBelow: boolean
}

/** @param schema the supergraph's, for runtime types */
export function compilePlan(schema: GraphQLSchema, node: PlanNode): Step {
  return compileNode(schema, node, [], [])
}

/**
 * @param at the path of the enclosing Flatten nodes
 * @param others the paths of fetches that run beside or after this node
 */
function compileNode(schema: GraphQLSchema, node: PlanNode, at: Path, others: readonly Path[]): Step {
  const compileAll = (nodes: readonly PlanNode[], besides: (index: number) => readonly PlanNode[]): Step[] =>
    nodes.map((child, index) =>
      compileNode(schema, child, at, [
        ...others,
        ...besides(index).flatMap((other) => fetchPaths(other, at)),
      ]),
    )
  switch (node.kind) {
    case 'Sequence':
      return { kind: 'sequence', steps: compileAll(node.nodes, (index) => node.nodes.slice(index + 1)) }
    case 'Parallel':
      return {
        kind: 'parallel',
        steps: compileAll(node.nodes, (index) => node.nodes.filter((_, other) => other !== index)),
      }
    case 'Flatten':
      return compileNode(schema, node.node, [...at, ...node.path], others)
    case 'Condition':
      return {
        kind: 'condition',
        variable: node.condition,
        then: node.ifClause && compileNode(schema, node.ifClause, at, others),
        otherwise: node.elseClause && compileNode(schema, node.elseClause, at, others),
      }
    case 'Fetch':
      return compileFetch(schema, node, at, others)
    case 'Defer':
      throw new Error('the planner was asked for no @defer')
  }
}

function compileFetch(
  schema: GraphQLSchema,
  node: FetchNode,
  path: Path,
  others: readonly Path[],
): FetchStep {
  const name =
    node.operationName === undefined ? '' : `,"operationName":${JSON.stringify(node.operationName)}`
  return {
    kind: 'fetch',
    subgraph: node.serviceName,
    mutation: node.operationKind === OperationTypeNode.MUTATION,
    path,
    bodyStart: `{"query":${JSON.stringify(node.operation)}${name},"variables":{`,
    variables: node.variableUsages ?? [],
    writeRepresentation: node.requires && compileRepresentation(schema, node.requires),
    rootKeys: rootKeys(node.operation),
    inputRewrites: node.inputRewrites ?? [],
    outputRewrites: node.outputRewrites ?? [],
    writtenBelow: others.some((other) => isPrefix(other, path) || isPrefix(path, other)),
  }
}

function fetchPaths(node: PlanNode, at: Path): Path[] {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap((child) => fetchPaths(child, at))
    case 'Flatten':
      return fetchPaths(node.node, [...at, ...node.path])
    case 'Condition':
      return [node.ifClause, node.elseClause].flatMap((child) => (child ? fetchPaths(child, at) : []))
    case 'Fetch':
      return [at]
    case 'Defer':
      return []
  }
}

function isPrefix(path: Path, of: Path): boolean {
  return path.length <= of.length && path.every((step, index) => step === of[index])
}

function rootKeys(operation: string): string[] {
  const definition = parse(operation, { noLocation: true }).definitions.find(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  )
  if (definition?.kind !== Kind.OPERATION_DEFINITION) return []
  return definition.selectionSet.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD ? [(selection.alias ?? selection.name).value] : [],
  )
}
