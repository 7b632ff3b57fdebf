import { isJsonObject, own, type Json, type JsonObject } from './json.js'
import type { Path } from './complete-answer.js'

/** The objects at a path of a plan, where `@` stands for every item of a list. */
export function locate(
  value: Json | undefined,
  path: Path,
  depth = 0,
  found: JsonObject[] = [],
): JsonObject[] {
  if (value === null || value === undefined) return found
  if (depth === path.length) {
    if (isJsonObject(value)) found.push(value)
    return found
  }
  const step = path[depth]
  if (step === '@') {
    if (Array.isArray(value)) for (const item of value) locate(item, path, depth + 1, found)
  } else if (isJsonObject(value)) locate(own(value, String(step)), path, depth + 1, found)
  return found
}

/** The full paths of the same objects in the same order; only errors need them. */
export function locatePaths(value: Json | undefined, path: Path, at: Path = [], found: Path[] = []): Path[] {
  if (value === null || value === undefined) return found
  const [step, ...rest] = path
  if (step === undefined) {
    if (isJsonObject(value)) found.push(at)
  } else if (step === '@') {
    if (Array.isArray(value)) value.forEach((item, index) => locatePaths(item, rest, [...at, index], found))
  } else if (isJsonObject(value)) locatePaths(own(value, String(step)), rest, [...at, step], found)
  return found
}
