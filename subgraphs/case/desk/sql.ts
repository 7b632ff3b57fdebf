/** A piece of SQL with a `?` for each of its values. */
export type Sql = { text: string; values: readonly unknown[] }

export function sql(text: string, ...values: unknown[]): Sql {
  return { text, values }
}

export function allOf(conditions: readonly Sql[]): Sql {
  return {
    text: conditions.length === 0 ? 'true' : conditions.map(({ text }) => `(${text})`).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
  }
}

/** An array as PostgreSQL reads it, of ids and codes, in which nothing needs quoting. */
export function arrayOf(codes: readonly string[]): string {
  return `{${codes.join(',')}}`
}
