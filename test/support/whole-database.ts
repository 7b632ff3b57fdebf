import type { TestDatabase } from './database.js'

/**
 * Every table outside PostgreSQL's own that holds the text in any column: as text or inside bytes, in UTF-8 or GBK,
 * plain or as base64 at any of its three offsets.
 */
export async function tablesThatHold(database: TestDatabase, text: string): Promise<string[]> {
  const tables = await database.ask<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  )
  const encodings = await encodingsOf(database, text)
  const holding: string[] = []
  for (const { name } of tables) {
    const found = await database.ask(
      `SELECT FROM ${name} AS r
       WHERE EXISTS (SELECT FROM unnest($1::text[]) AS needle WHERE position(needle IN r::text) > 0) LIMIT 1`,
      [encodings],
    )
    if (found.length > 0) holding.push(name)
  }
  return holding
}

async function encodingsOf(database: TestDatabase, text: string): Promise<string[]> {
  const [row] = await database.ask<{ gbk: Buffer }>("SELECT convert_to($1, 'GBK') AS gbk", [text])
  const bytes = [Buffer.from(text), row?.gbk ?? Buffer.alloc(0)]
  const base64 = bytes.flatMap(base64AtAnyOffset)
  const inBytes = [...bytes, ...base64.map((encoded) => Buffer.from(encoded))]
  return [text, ...base64, ...inBytes.map((needle) => needle.toString('hex'))]
}

/** The characters of base64 that depend on the text alone, whatever stands before and after it. */
function base64AtAnyOffset(bytes: Buffer): string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const first = Math.ceil((before * 8) / 6)
    return encoded.slice(first, Math.floor(((before + bytes.length) * 8) / 6))
  })
}
