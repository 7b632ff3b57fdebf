import type { QueryPlanFieldNode, QueryPlanSelectionNode } from '@apollo/query-planner'
import type { GraphQLSchema } from 'graphql'
import { isJsonObject, own, quote, type Json, type JsonObject } from './json.js'
import { isOfType } from './runtime-types.js'

type KeyField = { key: string; prefix: string; selections: readonly QueryPlanSelectionNode[] | undefined }

/** Writes an entity's representation as JSON text; undefined where a key is missing and nothing can be asked. */
export type WriteRepresentation = (entity: JsonObject) => string | undefined

/**
 * Compiles what a fetch requires of an entity. The text serves both as a part of the request and for finding
 * entities that are the same.
 */
export function compileRepresentation(
  schema: GraphQLSchema,
  requires: readonly QueryPlanSelectionNode[],
): WriteRepresentation {
  const write = compileSelections(schema, requires)
  return (entity) => (typeof own(entity, '__typename') === 'string' ? write(entity) : undefined)
}

function compileSelections(
  schema: GraphQLSchema,
  selections: readonly QueryPlanSelectionNode[],
): WriteRepresentation {
  const byType = new Map<string, readonly KeyField[]>()
  const nested = new Map<readonly QueryPlanSelectionNode[], WriteRepresentation>()
  const writeNested = (of: readonly QueryPlanSelectionNode[]): WriteRepresentation => {
    const known = nested.get(of) ?? compileSelections(schema, of)
    nested.set(of, known)
    return known
  }
  return (source) => {
    const typeName = own(source, '__typename')
    const name = typeof typeName === 'string' ? typeName : ''
    let fields = byType.get(name)
    if (fields === undefined) byType.set(name, (fields = fieldsOf(schema, name, selections)))
    if (fields.length === 0) return undefined
    let text = '{'
    for (const field of fields) {
      const value = own(source, field.key)
      if (value === undefined) return undefined
      const written = field.selections
        ? writeWith(writeNested(field.selections), value)
        : typeof value === 'string'
          ? quote(value)
          : JSON.stringify(value)
      text += (text.length > 1 ? ',' : '') + field.prefix + written
    }
    return `${text}}`
  }
}

function writeWith(write: WriteRepresentation, value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item) => writeWith(write, item)).join(',')}]`
  return (isJsonObject(value) ? write(value) : undefined) ?? 'null'
}

function fieldsOf(
  schema: GraphQLSchema,
  typeName: string,
  selections: readonly QueryPlanSelectionNode[],
): KeyField[] {
  const fields = new Map<string, KeyField>()
  const collect = (nodes: readonly QueryPlanSelectionNode[]): void => {
    for (const node of nodes) {
      if (node.kind === 'InlineFragment') {
        if (node.typeCondition === undefined || isOfType(schema, typeName, node.typeCondition))
          collect(node.selections)
      } else add(fields, node)
    }
  }
  collect(selections)
  return [...fields.values()]
}

function add(fields: Map<string, KeyField>, node: QueryPlanFieldNode): void {
  const key = node.alias ?? node.name
  const before = fields.get(key)?.selections
  fields.set(key, {
    key,
    prefix: `${JSON.stringify(key)}:`,
    selections: before && node.selections ? [...before, ...node.selections] : node.selections,
  })
}
