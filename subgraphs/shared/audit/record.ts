import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import { randomBytes, randomUUID } from 'node:crypto'
import { longestReason, requireCodes, toActor, type AuditEntry } from './audit-entry.js'
import { commitmentOf } from './link-hash.js'
import type { ReasonKeys } from './reason-keys.js'

/** Recorded by the kit itself wherever details are erased; it is in every subgraph's list. */
export const detailsErased = 'AUDIT_DETAILS_ERASED'

/** Recorded with every anchor that was written outside the database. */
export const anchorWritten = 'AUDIT_ANCHORED'

type Audit = { actions: ReadonlySet<string>; reasonKeys: ReasonKeys }

/** By the configuration an ORM shares with all its entity managers: who has one of them can record. */
const audits = new WeakMap<object, Audit>()

/** Lets everything that is done through this ORM be recorded in the chain of its schema. */
export function openAudit(
  orm: MikroORM,
  { actions, reasonKeys }: { actions: readonly string[]; reasonKeys: ReasonKeys },
): void {
  audits.set(orm.config, { actions: new Set([...actions, detailsErased, anchorWritten]), reasonKeys })
}

/**
 * Adds to the audit chain, in the transaction of what is recorded: neither is there without the other. Several
 * entries cost one round trip. They get their place in the chain when the transaction commits; one that cannot be
 * linked fails it.
 *
 * @param em inside a transaction, READ COMMITTED
 * @returns ids of the entries
 */
export async function recordAudit<Action extends string>(
  em: EntityManager,
  told: AuditEntry<Action> | readonly AuditEntry<Action>[],
): Promise<string[]> {
  const entries = Array.isArray(told) ? (told as readonly AuditEntry<Action>[]) : [told as AuditEntry<Action>]
  if (entries.length === 0) return []
  if (!em.isInTransaction()) throw new Error('an audit entry belongs into the transaction of what it records')
  const audit = auditOf(em)
  const rows = entries.map((entry, position) => ({ ...toRow(audit, entry), position }))
  await em.execute(insertInto(em.config.get('schema')), [JSON.stringify(rows)])
  return rows.map(({ id }) => id)
}

/** The reason of an entry, for those who may read the chain; null where there is none, or its key is gone. */
export function openReason(
  em: EntityManager,
  entry: { id: string; reason: Uint8Array | null },
): string | null {
  return entry.reason === null ? null : (auditOf(em).reasonKeys.open(entry.id, entry.reason) ?? null)
}

function auditOf(em: EntityManager): Audit {
  const audit = audits.get(em.config)
  if (audit === undefined) throw new Error('openAudit was not called for this ORM')
  return audit
}

function toRow({ actions, reasonKeys }: Audit, entry: AuditEntry) {
  const { action, thing } = entry
  if (!actions.has(action)) throw new Error(`${action} is not among the audited actions`)
  const id = randomUUID()
  const text = entry.reason?.trim().slice(0, longestReason)
  const reason = text ? reasonKeys.seal(id, text) : null
  const detail = { actor: toActor(entry.actor), facts: requireCodes(entry.facts ?? {}), reason }
  const salt = randomBytes(32)
  return {
    id,
    action,
    kind: thing.kind,
    thing: thing.id,
    commitment: commitmentOf(salt, detail).toString('hex'),
    salt: salt.toString('hex'),
    actor: detail.actor,
    facts: detail.facts,
    reason: reason?.toString('hex') ?? null,
  }
}

function insertInto(schema: string): string {
  return `
    INSERT INTO "${schema}".audit_entry (id, action, thing_kind, thing_id, commitment, salt, actor, facts, reason)
    SELECT id, action, kind, thing, decode(commitment, 'hex'), decode(salt, 'hex'), actor, facts, decode(reason, 'hex')
    FROM jsonb_to_recordset(?::jsonb) AS row (id uuid, action text, kind text, thing text, commitment text, salt text,
      actor jsonb, facts jsonb, reason text, position integer)
    ORDER BY position`
}
