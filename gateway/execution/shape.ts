import {
  Kind,
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  typeFromAST,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import { leafOf, type Leaf } from './leaf.js'

/** What one operation asks for, under one choice of its `@skip` and `@include`, prepared for writing answers. */
export type Shape =
  | { kind: 'leaf'; nonNull: boolean; leaf: Leaf; typeName: string }
  | { kind: 'list'; nonNull: boolean; item: Shape }
  | { kind: 'object'; nonNull: boolean; selection: SelectionShape }

export type FieldShape = {
  /** The response name. */
  key: string
  /** `"key":`, ready to be written. */
  prefix: string
  name: string
  parentName: string
  /** Undefined for `__typename`, `__schema` and `__type`. */
  shape: Shape | undefined
}

export type ShapeContext = {
  schema: GraphQLSchema
  fragments: Readonly<Record<string, FragmentDefinitionNode>>
  /** Coerced; only those that `@skip` and `@include` use are looked at. */
  variables: Readonly<Record<string, unknown>>
}

/** The selections on one place of the answer; which fields they come to depends on the object's type. */
export class SelectionShape {
  private readonly byType = new Map<string, readonly FieldShape[]>()

  constructor(
    private readonly context: ShapeContext,
    readonly type: GraphQLCompositeType,
    private readonly selectionSets: readonly SelectionSetNode[],
  ) {}

  /**
   * The fields of an object here.
   *
   * @param typeName `__typename` as a subgraph gave it; undefined where the plan did not need to ask
   * @returns undefined for a type clients do not know
   */
  fieldsOf(typeName: string | undefined): readonly FieldShape[] | undefined {
    const name = typeName ?? this.type.name
    const known = this.byType.get(name)
    if (known !== undefined) return known
    const type = this.context.schema.getType(name)
    if (!isCompositeType(type)) return undefined
    const fields = this.collect(type)
    this.byType.set(name, fields)
    return fields
  }

  private collect(type: GraphQLCompositeType): FieldShape[] {
    const nodes = new Map<string, FieldNode[]>()
    const seen = new Set<string>()
    for (const set of this.selectionSets) collectFields(this.context, type, set.selections, nodes, seen)
    return [...nodes].flatMap(([key, fieldNodes]) => {
      const field = describeField(this.context, type, key, fieldNodes)
      return field === undefined ? [] : [field]
    })
  }
}

function describeField(
  context: ShapeContext,
  parent: GraphQLCompositeType,
  key: string,
  nodes: readonly FieldNode[],
): FieldShape | undefined {
  const name = nodes[0]?.name.value ?? ''
  const known = { key, prefix: `${JSON.stringify(key)}:`, name, parentName: parent.name }
  if (name.startsWith('__')) return { ...known, shape: undefined }
  const definition = 'getFields' in parent ? parent.getFields()[name] : undefined
  if (definition === undefined) return undefined
  const selectionSets = nodes.flatMap((node) => (node.selectionSet ? [node.selectionSet] : []))
  return { ...known, shape: describeType(context, definition.type, selectionSets) }
}

function describeType(
  context: ShapeContext,
  type: GraphQLOutputType,
  selectionSets: readonly SelectionSetNode[],
  nonNull = false,
): Shape {
  if (isNonNullType(type)) return describeType(context, type.ofType, selectionSets, true)
  if (isListType(type))
    return { kind: 'list', nonNull, item: describeType(context, type.ofType, selectionSets) }
  if (isCompositeType(type))
    return { kind: 'object', nonNull, selection: new SelectionShape(context, type, selectionSets) }
  return { kind: 'leaf', nonNull, leaf: leafOf(type), typeName: type.name }
}

function collectFields(
  context: ShapeContext,
  type: GraphQLCompositeType,
  selections: readonly SelectionNode[],
  into: Map<string, FieldNode[]>,
  seen: Set<string>,
): void {
  for (const selection of selections) {
    if (!isIncluded(selection, context.variables)) continue
    if (selection.kind === Kind.FIELD) {
      const key = (selection.alias ?? selection.name).value
      const nodes = into.get(key)
      if (nodes === undefined) into.set(key, [selection])
      else nodes.push(selection)
      continue
    }
    let fragment:
      { typeCondition?: FragmentDefinitionNode['typeCondition']; selectionSet: SelectionSetNode } | undefined
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      if (seen.has(selection.name.value)) continue
      seen.add(selection.name.value)
      fragment = context.fragments[selection.name.value]
    } else fragment = selection
    if (fragment !== undefined && applies(context.schema, fragment.typeCondition, type))
      collectFields(context, type, fragment.selectionSet.selections, into, seen)
  }
}

function isIncluded(node: SelectionNode, variables: Readonly<Record<string, unknown>>): boolean {
  if (node.directives === undefined || node.directives.length === 0) return true
  const skip = getDirectiveValues(GraphQLSkipDirective, node, variables)
  if (skip?.['if'] === true) return false
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false
}

function applies(
  schema: GraphQLSchema,
  condition: FragmentDefinitionNode['typeCondition'] | undefined,
  type: GraphQLCompositeType,
): boolean {
  if (condition === undefined || condition.name.value === type.name) return true
  const conditional = typeFromAST(schema, condition)
  if (!isAbstractType(conditional)) return false
  return (isObjectType(type) || 'getInterfaces' in type) && schema.isSubType(conditional, type)
}
