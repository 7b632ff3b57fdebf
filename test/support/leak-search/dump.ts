import pg from 'pg'

/** Where something stands, and all the bytes there. */
export type Haystack = { where: string; bytes: Buffer }

/**
 * All rows of all tables of all databases of a cluster, PostgreSQL's own catalogues and statistics among them, as a
 * decompressed dump holds them: in text, with the bytes of every bytea beside.
 *
 * @param urlOf gives the superuser's address of a database
 */
export async function* dumpDatabases(urlOf: (database: string) => string): AsyncGenerator<Haystack> {
  for (const database of await databasesOf(urlOf('postgres'))) {
    const client = new pg.Client({ connectionString: urlOf(database) })
    await client.connect()
    try {
      for (const table of await tablesOf(client)) {
        yield { where: `${database}.${table}`, bytes: await dumpTable(client, table) }
      }
    } finally {
      await client.end()
    }
  }
}

export async function databasesOf(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE datallowconn ORDER BY datname',
    )
    return rows.map(({ datname }) => datname)
  } finally {
    await client.end()
  }
}

async function tablesOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'm') AND n.nspname <> 'pg_toast' ORDER BY 1`,
  )
  return rows.map(({ name }) => name)
}

async function dumpTable(client: pg.Client, table: string): Promise<Buffer> {
  const { rows } = await client.query<{ line: string }>(`SELECT t::text AS line FROM ${table} AS t`)
  const pieces: Buffer[] = []
  for (const { line } of rows) {
    // A row in text doubles its backslashes.
    pieces.push(Buffer.from(`${line.replaceAll('\\\\', '\\')}\n`))
    for (const [, hex] of line.matchAll(/\\x([0-9a-f]{4,})/g)) pieces.push(Buffer.from(hex!, 'hex'))
  }
  return Buffer.concat(pieces)
}
