import pg from 'pg'

/** Rows as PostgreSQL writes them, by table: what one report has left. */
export type Rows = { table: string; columns: string[]; values: (string | null)[] }[]

export type BareTables = {
  /** What is stored from now on is of the next round. */
  mark: () => Promise<void>
  /** All rows of each report stored since the mark, its event and its audit entries among them. */
  rowsSinceMark: () => Promise<Rows[]>
  /** Once more, in one transaction, into tables like theirs with the same indexes. */
  insert: (rows: Rows) => Promise<void>
  close: () => Promise<void>
}

const entries = 'SELECT id FROM report.audit_entry WHERE thing_id = $1'

/** Where the rows of a report stand, and how they are found by its id. */
const tables: readonly [string, string][] = [
  ['report.report', 'id = $1'],
  ['report.content_key', 'report_id = $1'],
  ['report.consent', 'report_id = $1'],
  ['report.sealed_identity', 'report_id = $1'],
  ['report.progress_step', 'report_id = $1'],
  ['report.draft', 'report_id = $1'],
  ['report.audit_entry', 'thing_id = $1'],
  ['report.audit_link', `entry_id IN (${entries})`],
  ['events.log', 'subject = $1'],
]

const bare = (table: string): string => `bare.${table.replace('.', '_')}`

/** The same rows without what makes them: no proof, no hash, no key, no gateway. */
export async function openBareTables(adminUrl: string): Promise<BareTables> {
  const url = Object.assign(new URL(adminUrl), { pathname: '/andon' }).href
  const asText = { getTypeParser: () => (text: string | Buffer) => String(text) }
  const pool = new pg.Pool({ connectionString: url, max: 8, types: asText })
  await pool.query('CREATE SCHEMA bare')
  for (const [table] of tables)
    await pool.query(
      `CREATE TABLE ${bare(table)} (LIKE ${table} INCLUDING ALL EXCLUDING IDENTITY EXCLUDING GENERATED)`,
    )
  let seen: string[] = []
  const idsOf = async (): Promise<string[]> =>
    (await pool.query<{ id: string }>('SELECT id FROM report.report')).rows.map(({ id }) => id)
  return {
    mark: async () => {
      seen = await idsOf()
    },
    rowsSinceMark: async () => {
      const fresh = (await idsOf()).filter((id) => !seen.includes(id))
      await untilTold(pool, fresh)
      return Promise.all(fresh.map((id) => rowsOf(pool, id)))
    },
    insert: (rows) => insertAll(pool, rows),
    close: () => pool.end(),
  }
}

/** Events are on their way for a moment. */
async function untilTold(pool: pg.Pool, ids: readonly string[]): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ n: string }>(
      'SELECT count(DISTINCT subject) AS n FROM events.log WHERE subject = ANY ($1)',
      [ids],
    )
    if (Number(rows[0]?.n) === ids.length) return
  }
}

async function rowsOf(pool: pg.Pool, id: string): Promise<Rows> {
  const all: Rows = []
  for (const [table, condition] of tables) {
    const { rows } = await pool.query<Record<string, string | null>>(
      `SELECT * FROM ${table} WHERE ${condition}`,
      [id],
    )
    for (const row of rows)
      all.push({ table: bare(table), columns: Object.keys(row), values: Object.values(row) })
  }
  return all
}

async function insertAll(pool: pg.Pool, rows: Rows): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    for (const { table, columns, values } of rows) {
      const names = columns.map((name) => `"${name}"`).join(', ')
      const places = columns.map((_name, at) => `$${String(at + 1)}`).join(', ')
      const text = `INSERT INTO ${table} (${names}) VALUES (${places})`
      await client.query({ name: table, text, values })
    }
    await client.query('COMMIT')
  } finally {
    client.release()
  }
}
