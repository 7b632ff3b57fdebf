/** What stands at a path such as `case.assignment.history` in an answer; undefined where the path ends before. */
export function at(answer: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => {
    if (Array.isArray(value)) return value.map((one) => at(one, name))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
  }, answer)
}
