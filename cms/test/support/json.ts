/** What stands at a path such as `data.notices.nodes.0.id` of parsed JSON; undefined where the path ends early. */
export function at(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (inner, key) =>
        inner !== null && typeof inner === 'object' ? (inner as Record<string, unknown>)[key] : undefined,
      value,
    )
}

export function textAt(value: unknown, path: string): string {
  const found = at(value, path)
  if (typeof found !== 'string') throw new Error(`no text at ${path}: ${JSON.stringify(value)}`)
  return found
}

export function listAt(value: unknown, path: string): unknown[] {
  const found = at(value, path)
  if (!Array.isArray(found)) throw new Error(`no list at ${path}: ${JSON.stringify(value)}`)
  return found as unknown[]
}
