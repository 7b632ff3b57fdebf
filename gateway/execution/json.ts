/** What a subgraph's answer is made of. */
export type Json = string | number | boolean | null | Json[] | JsonObject
export type JsonObject = { [key: string]: Json | undefined }

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An own property only: what an object inherits is not data. */
export function own(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

/**
 * Merges an answer into a part of the result, in place: whoever holds the part sees the merge. Lists of the same
 * length are merged item by item, as several subgraphs may each give fields of the same value objects.
 */
export function merge(target: JsonObject, source: JsonObject): void {
  for (const key of Object.keys(source)) {
    const value = source[key]
    if (value === undefined || key === '__proto__') continue
    const present = target[key]
    if (isJsonObject(present) && isJsonObject(value)) merge(present, value)
    else if (Array.isArray(present) && Array.isArray(value) && present.length === value.length)
      mergeItems(present, value)
    else target[key] = value
  }
}

function mergeItems(target: Json[], source: readonly Json[]): void {
  for (const [index, value] of source.entries()) {
    const present = target[index]
    if (isJsonObject(present) && isJsonObject(value)) merge(present, value)
    else if (Array.isArray(present) && Array.isArray(value) && present.length === value.length)
      mergeItems(present, value)
    else target[index] = value
  }
}

/** A copy that shares nothing that can be written to. */
export function copyJson(value: Json): Json {
  if (Array.isArray(value)) return value.map(copyJson)
  return isJsonObject(value) ? copyObject(value) : value
}

export function copyObject(source: JsonObject): JsonObject {
  const copy: JsonObject = {}
  for (const key of Object.keys(source)) {
    const value = source[key]
    if (value !== undefined && key !== '__proto__')
      copy[key] = typeof value === 'object' && value !== null ? copyJson(value) : value
  }
  return copy
}

const needsEscape = /["\\\u0000-\u001f\ud800-\udfff]/

/** A string as JSON. Most need no escape, and finding that out is cheaper than `JSON.stringify`. */
export function quote(text: string): string {
  return needsEscape.test(text) ? JSON.stringify(text) : `"${text}"`
}
