import { createHash } from 'node:crypto'

/** What the hash of a link covers besides the link before it. */
export type LinkedEntry = {
  id: string
  action: string
  thingKind: string
  thingId: string
  commitment: Uint8Array
}

export type EntryDetail = { actor: object; facts: object; reason: Uint8Array | null }

/** What stands before the first link. */
export const firstHash = Buffer.alloc(32)

/**
 * SHA-256 over one line for each part; none of them can hold a line break. Position and name of the chain are part of
 * it: a link fits nowhere else. audit-tables.ts spells the same in the database.
 */
export function hashOfLink(
  link: { chain: string; position: number; at: Date; prevHash: Uint8Array },
  entry: LinkedEntry,
): Buffer {
  const lines = [
    'andon audit v1',
    link.chain,
    String(link.position),
    hex(link.prevHash),
    link.at.toISOString(),
    entry.id,
    entry.action,
    entry.thingKind,
    entry.thingId,
    hex(entry.commitment),
  ]
  return createHash('sha256').update(lines.join('\n')).digest()
}

/** Binds the details of an entry; without the salt nobody can try what they were. */
export function commitmentOf(salt: Uint8Array, { actor, facts, reason }: EntryDetail): Buffer {
  const sealed = reason === null ? null : Buffer.from(reason).toString('base64')
  return createHash('sha256')
    .update(salt)
    .update(spell([actor, facts, sealed]))
    .digest()
}

/** JSON in one spelling, whatever order a database keeps keys in. */
export function spell(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
