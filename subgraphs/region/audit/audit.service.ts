import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { firstHash, hashOf, type Change } from './chain.js'

/** A change as its service tells it; moment, id and place in the chain are given here. */
export type ToldChange = Omit<Change, 'id' | 'at' | 'subject'>

/**
 * Adds change records to the chain, in the transaction of the changes themselves: neither is there without the
 * other. The lock is held until that transaction ends, so that the chain never forks.
 *
 * @param em inside a transaction
 * @param subject the member of staff
 */
export async function recordChanges(
  em: EntityManager,
  subject: string,
  changes: readonly ToldChange[],
): Promise<void> {
  if (changes.length === 0) return
  await em.execute(`SELECT pg_advisory_xact_lock(hashtextextended('andon region audit', 0))`)
  const [last] = await em.execute<{ hash: string }[]>(
    'SELECT hash FROM region.change_record ORDER BY sequence DESC LIMIT 1',
  )
  let prevHash = last?.hash ?? firstHash
  const at = new Date()
  const rows = changes.map((told, position) => {
    const change: Change = { ...told, id: randomUUID(), at, subject }
    const linked = { ...change, position, at: at.toISOString(), prevHash, hash: hashOf(change, prevHash) }
    prevHash = linked.hash
    return linked
  })
  await em.execute(insertRecords, [JSON.stringify(rows)])
}

const insertRecords = `
  INSERT INTO region.change_record (id, at, subject, thing, thing_id, action, before, after, prev_hash, hash)
  SELECT "id", "at", "subject", "thing", "thingId", "action", nullif("before", 'null'), nullif("after", 'null'),
    "prevHash", "hash"
  FROM jsonb_to_recordset(?::jsonb)
    AS row ("id" uuid, "at" timestamptz, "subject" text, "thing" text, "thingId" text, "action" text,
      "before" jsonb, "after" jsonb, "prevHash" text, "hash" text, "position" integer)
  ORDER BY "position"`
