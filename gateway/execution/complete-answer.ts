import { isJsonObject, own, type Json, type JsonObject } from './json.js'
import type { FieldShape, SelectionShape, Shape } from './shape.js'
import { typeNameOf } from './write-answer.js'

export type Path = readonly (string | number)[]

/** A place where the data does not fit the schema. */
export type Misfit = { path: Path; reason: 'missing' | 'wrong type' }

export type Completed = { data: JsonObject | null; misfits: readonly Misfit[] }

const bubble = Symbol('null in a non-null place')

/**
 * The `data` of an answer in the slow and exact way: whatever does not fit becomes null, and null in a non-null
 * place takes its parent with it (GraphQL, section 6.4.4).
 */
export function completeAnswer(selection: SelectionShape, data: JsonObject): Completed {
  const misfits: Misfit[] = []
  const completed = completeObject(selection, data, [], misfits)
  return { data: completed === bubble ? null : completed, misfits }
}

function completeObject(
  selection: SelectionShape,
  source: JsonObject,
  path: Path,
  misfits: Misfit[],
): JsonObject | typeof bubble {
  const typeName = own(source, '__typename')
  const fields = selection.fieldsOf(typeof typeName === 'string' ? typeName : undefined)
  if (fields === undefined) return misfit(path, 'wrong type', misfits)
  const completed = Object.create(null) as JsonObject
  for (const field of fields) {
    const value =
      field.shape === undefined
        ? metaField(field, selection, source)
        : completeValue(field.shape, own(source, field.key), [...path, field.key], misfits)
    if (value === bubble) return bubble
    completed[field.key] = value
  }
  return completed
}

/** The value, null where it may be null, or the sign that the parent must go. */
function completeValue(
  shape: Shape,
  value: Json | undefined,
  path: Path,
  misfits: Misfit[],
): Json | typeof bubble {
  if (value === null || value === undefined) return shape.nonNull ? misfit(path, 'missing', misfits) : null
  const completed = completePresent(shape, value, path, misfits)
  return completed === bubble && !shape.nonNull ? null : completed
}

function completePresent(shape: Shape, value: Json, path: Path, misfits: Misfit[]): Json | typeof bubble {
  switch (shape.kind) {
    case 'leaf':
      return shape.leaf(value) === undefined ? misfit(path, 'wrong type', misfits) : value
    case 'object':
      return isJsonObject(value)
        ? completeObject(shape.selection, value, path, misfits)
        : misfit(path, 'wrong type', misfits)
    case 'list': {
      if (!Array.isArray(value)) return misfit(path, 'wrong type', misfits)
      const items = value.map((item, index) => completeValue(shape.item, item, [...path, index], misfits))
      return items.includes(bubble) ? bubble : (items as Json[])
    }
  }
}

function metaField(field: FieldShape, selection: SelectionShape, source: JsonObject): Json | typeof bubble {
  if (field.name !== '__typename') return own(source, field.key) ?? null
  return typeNameOf(selection, source) ?? bubble
}

function misfit(path: Path, reason: Misfit['reason'], misfits: Misfit[]): typeof bubble {
  misfits.push({ path, reason })
  return bubble
}
