import type pg from 'pg'
import { commitmentOf, hashOfLink } from './link-hash.js'
import { anchorWritten, detailsErased } from './record.js'

/** A link as a verifier sees it, whatever it is stored as. Hashes in hex. */
export type Link = {
  position: number
  prevHash: string
  hash: string
  /** What the hash of this link would be if it stood at a position; undefined where its record is gone. */
  hashAt: (position: number) => string | undefined
  /** Whether the details agree with what the chain holds of them; `ERASED` where they were let go. */
  detail: 'AGREES' | 'DIFFERS' | 'ERASED'
  entryId: string
  /** Entries whose details this one records as erased. */
  erases: readonly string[]
  /** The anchor this one records. */
  anchored: { number: number; fileHash: string } | undefined
}

export type LinkReader = {
  chain: string
  /** Whether positions run without a gap. */
  gapless: boolean
  /** All links by position, in batches, as of one moment. */
  read: () => AsyncGenerator<Link[]>
  /** Links that say they follow a hash. */
  following: (prevHash: string) => Promise<Link[]>
  /** Records that were never linked. */
  countUnlinked: () => Promise<number>
}

type Row = {
  position: string
  entry_id: string
  at: Date
  prev_hash: Buffer
  hash: Buffer
  id: string | null
  action: string
  thing_kind: string
  thing_id: string
  commitment: Buffer
  salt: Buffer | null
  actor: object | null
  facts: { entries?: unknown; number?: unknown; fileHash?: unknown } | null
  reason: Buffer | null
}

const columns = `l.position, l.entry_id, l.at, l.prev_hash, l.hash,
  e.id, e.action, e.thing_kind, e.thing_id, e.commitment, e.salt, e.actor, e.facts, e.reason`
const batchSize = 2_000

/** Reads the chain of a schema that audit-tables.ts made. The client belongs to it while it reads. */
export function createLinkReader(client: pg.ClientBase, schema: string): LinkReader {
  const from = `FROM "${schema}".audit_link l LEFT JOIN "${schema}".audit_entry e ON e.id = l.entry_id`
  const toLink = (row: Row): Link => linkOf(row, schema)
  return {
    chain: schema,
    gapless: true,
    read: () =>
      readByCursor(client, `SELECT ${columns} ${from} ORDER BY l.position, l.hash`, (row) =>
        toLink(row as Row),
      ),
    following: async (prevHash) => {
      const { rows } = await client.query<Row>(`SELECT ${columns} ${from} WHERE l.prev_hash = $1`, [
        Buffer.from(prevHash, 'hex'),
      ])
      return rows.map(toLink)
    },
    countUnlinked: async () => {
      const { rows } = await client.query<{ count: string }>(
        `SELECT count(*) FROM "${schema}".audit_entry e
         WHERE NOT EXISTS (SELECT FROM "${schema}".audit_link l WHERE l.entry_id = e.id)`,
      )
      return Number(rows[0]?.count)
    },
  }
}

/** Rows of a query as of one moment; the transaction is left open for the questions that follow. */
export async function* readByCursor(
  client: pg.ClientBase,
  sql: string,
  toLink: (row: unknown) => Link,
): AsyncGenerator<Link[]> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  await client.query(`DECLARE links NO SCROLL CURSOR FOR ${sql}`)
  for (;;) {
    const { rows } = await client.query<object>(`FETCH ${String(batchSize)} FROM links`)
    if (rows.length === 0) return
    yield rows.map(toLink)
  }
}

function linkOf(row: Row, chain: string): Link {
  const { at, prev_hash: prevHash, commitment, salt, actor, facts, reason } = row
  const gone = row.id === null
  const entry = {
    id: row.entry_id,
    action: row.action,
    thingKind: row.thing_kind,
    thingId: row.thing_id,
    commitment,
  }
  const known = salt !== null && actor !== null && facts !== null
  const agrees = known && !gone && commitmentOf(salt, { actor, facts, reason }).equals(commitment)
  return {
    position: Number(row.position),
    prevHash: prevHash.toString('hex'),
    hash: row.hash.toString('hex'),
    hashAt: (position) =>
      gone ? undefined : hashOfLink({ chain, position, at, prevHash }, entry).toString('hex'),
    detail: !gone && salt === null ? 'ERASED' : agrees ? 'AGREES' : 'DIFFERS',
    entryId: row.entry_id,
    erases: row.action === detailsErased && agrees ? (facts.entries as string[]) : [],
    anchored:
      row.action === anchorWritten && agrees
        ? { number: Number(facts.number), fileHash: String(facts.fileHash) }
        : undefined,
  }
}
