import {
  Kind,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql'
import { AndonError } from '../../platform/errors.js'

/** Of a list that names no size, since nobody has said how long it is. */
const assumedListSize = 10
const sizeArguments = ['first', 'last']

const reservedName = { zh: '别名不能是 __proto__。', en: '__proto__ cannot be an alias.' }

type Fragments = Readonly<Record<string, FragmentDefinitionNode>>
type Variables = Readonly<Record<string, unknown>>

export type Measures = {
  depth: number
  aliases: number
  rootFields: number
}

/**
 * What can be told from a validated document alone. Introspection counts as nothing: it has a switch of its own.
 *
 * @throws AndonError BAD_USER_INPUT for a response name that no JavaScript object can hold safely
 */
export function measure(operation: OperationDefinitionNode, fragments: Fragments): Measures {
  const measured: Measures = { depth: 0, aliases: 0, rootFields: 0 }
  const visit = (set: SelectionSetNode, depth: number): void => {
    for (const node of set.selections) {
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments[node.name.value]
        if (fragment !== undefined) visit(fragment.selectionSet, depth)
      } else if (node.kind === Kind.INLINE_FRAGMENT) visit(node.selectionSet, depth)
      else if (!node.name.value.startsWith('__')) {
        if (depth === 1) measured.rootFields += 1
        if (node.alias !== undefined && node.alias.value !== node.name.value) measured.aliases += 1
        if (node.alias?.value === '__proto__') throw new AndonError('BAD_USER_INPUT', reservedName)
        measured.depth = Math.max(measured.depth, depth)
        if (node.selectionSet !== undefined) visit(node.selectionSet, depth + 1)
      }
    }
  }
  visit(operation.selectionSet, 1)
  return measured
}

/**
 * How many objects an operation may bring at most, reckoned before it runs: every object counts one, in lists as
 * often as `first` or `last` asks. The size asked of a connection holds for its `nodes` and its `edges`.
 */
export function estimateCost(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
  variables: Variables,
): number {
  const costOf = (
    set: SelectionSetNode,
    parent: GraphQLCompositeType,
    askedAbove: number | undefined,
  ): number => {
    let cost = 0
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) cost += costOfField(node, parent, askedAbove)
      else {
        const fragment = node.kind === Kind.FRAGMENT_SPREAD ? fragments[node.name.value] : node
        const condition = fragment?.typeCondition
        const type = condition === undefined ? parent : schema.getType(condition.name.value)
        if (fragment !== undefined && isCompositeType(type))
          cost += costOf(fragment.selectionSet, type, askedAbove)
      }
    }
    return cost
  }
  const costOfField = (
    node: FieldNode,
    parent: GraphQLCompositeType,
    askedAbove: number | undefined,
  ): number => {
    const field = 'getFields' in parent ? parent.getFields()[node.name.value] : undefined
    const type = field && getNamedType(field.type)
    if (field === undefined || node.selectionSet === undefined || !isCompositeType(type)) return 0
    const asked = sizeAsked(node, field, variables)
    const size = isList(field.type) ? (asked ?? askedAbove ?? assumedListSize) : 1
    return size * (1 + costOf(node.selectionSet, type, isList(field.type) ? undefined : asked))
  }
  const root = schema.getRootType(operation.operation)
  return root ? costOf(operation.selectionSet, root, undefined) : 0
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type)
}

function sizeAsked(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  variables: Variables,
): number | undefined {
  for (const name of sizeArguments) {
    const definition = field.args.find((argument) => argument.name === name)
    if (definition === undefined) continue
    const given = node.arguments?.find((argument) => argument.name.value === name)
    const value = given === undefined ? undefined : numberIn(given.value, variables)
    const size = value ?? definition.defaultValue
    if (typeof size === 'number' && Number.isFinite(size)) return Math.max(0, size)
  }
  return undefined
}

function numberIn(value: ValueNode, variables: Variables): unknown {
  if (value.kind === Kind.VARIABLE) return variables[value.name.value]
  return value.kind === Kind.INT ? Number(value.value) : undefined
}
