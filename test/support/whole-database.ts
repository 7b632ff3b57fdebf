import type { TestDatabase } from './database.js'

/** Every table outside PostgreSQL's own that holds the text in any column, as text or inside bytes. */
export async function tablesThatHold(database: TestDatabase, text: string): Promise<string[]> {
  const tables = await database.ask<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  )
  const holding: string[] = []
  for (const { name } of tables) {
    const found = await database.ask(
      `SELECT FROM ${name} AS r
       WHERE position($1 IN r::text) > 0 OR position(encode($1::text::bytea, 'hex') IN r::text) > 0 LIMIT 1`,
      [text],
    )
    if (found.length > 0) holding.push(name)
  }
  return holding
}
