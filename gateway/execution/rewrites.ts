import type { FetchDataRewrite } from '@apollo/query-planner'
import type { GraphQLSchema } from 'graphql'
import { isJsonObject, own, type Json, type JsonObject } from './json.js'
import { isOfType } from './runtime-types.js'

const fragmentPrefix = '... on '

/**
 * Applies the renamings and settings the planner orders, in place: aliases it invented where types of a union give
 * one name to different fields, and `__typename` of interface objects.
 */
export function applyRewrites(
  schema: GraphQLSchema,
  rewrites: readonly FetchDataRewrite[],
  value: Json | undefined,
): void {
  for (const rewrite of rewrites) {
    const field = rewrite.path.at(-1)
    if (field === undefined) continue
    applyAt(schema, rewrite.path.slice(0, -1), value, (object) => {
      if (rewrite.kind === 'ValueSetter') {
        object[field] = rewrite.setValueTo as Json
        return
      }
      const renamed = own(object, field)
      if (renamed === undefined || renamed === null) return
      object[rewrite.renameKeyTo] = renamed
      object[field] = undefined
    })
  }
}

function applyAt(
  schema: GraphQLSchema,
  path: readonly string[],
  value: Json | undefined,
  apply: (object: JsonObject) => void,
): void {
  if (Array.isArray(value)) {
    for (const item of value) applyAt(schema, path, item, apply)
    return
  }
  if (!isJsonObject(value)) return
  const [first, ...rest] = path
  if (first === undefined) {
    apply(value)
    return
  }
  if (!first.startsWith(fragmentPrefix)) {
    applyAt(schema, rest, own(value, first), apply)
    return
  }
  const typeName = own(value, '__typename')
  if (typeof typeName !== 'string' || isOfType(schema, typeName, first.slice(fragmentPrefix.length)))
    applyAt(schema, rest, value, apply)
}
