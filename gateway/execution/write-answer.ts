import { isObjectType } from 'graphql'
import { isJsonObject, type Json, type JsonObject } from './json.js'
import type { FieldShape, SelectionShape, Shape } from './shape.js'

/**
 * The `data` of an answer as JSON text, straight from what the subgraphs sent.
 *
 * @returns undefined as soon as something does not fit the schema: completion then finds out what, and bubbles it
 */
export function writeAnswer(selection: SelectionShape, data: JsonObject): string | undefined {
  return writeObject(selection, data)
}

function writeObject(selection: SelectionShape, source: JsonObject): string | undefined {
  const typeName = source['__typename']
  const fields = selection.fieldsOf(typeof typeName === 'string' ? typeName : undefined)
  if (fields === undefined) return undefined
  let text = '{'
  for (const field of fields) {
    const value = source[field.key]
    const written =
      field.shape === undefined ? writeMeta(field, selection, source) : writeValue(field.shape, value)
    if (written === undefined) return undefined
    text += (text.length > 1 ? ',' : '') + field.prefix + written
  }
  return `${text}}`
}

function writeValue(shape: Shape, value: Json | undefined): string | undefined {
  if (value === null || value === undefined) return shape.nonNull ? undefined : 'null'
  switch (shape.kind) {
    case 'leaf':
      return shape.leaf(value)
    case 'object':
      return isJsonObject(value) ? writeObject(shape.selection, value) : undefined
    case 'list':
      return Array.isArray(value) ? writeList(shape.item, value) : undefined
  }
}

function writeList(item: Shape, values: readonly Json[]): string | undefined {
  let text = '['
  for (let index = 0; index < values.length; index += 1) {
    const written = writeValue(item, values[index])
    if (written === undefined) return undefined
    text += index > 0 ? `,${written}` : written
  }
  return `${text}]`
}

function writeMeta(field: FieldShape, selection: SelectionShape, source: JsonObject): string | undefined {
  if (field.name !== '__typename') return JSON.stringify(source[field.key] ?? null)
  const name = typeNameOf(selection, source)
  return name === undefined ? undefined : `"${name}"`
}

/** An object's type as clients know it. */
export function typeNameOf(selection: SelectionShape, source: JsonObject): string | undefined {
  const told = source['__typename']
  if (typeof told === 'string') return told
  return isObjectType(selection.type) ? selection.type.name : undefined
}
