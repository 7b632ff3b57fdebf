import type { Viewer } from '../../../platform/viewer/viewer.js'

/** What is told of one look or change, in the transaction in which it happens. */
export type AuditEntry<Action extends string = string> = {
  /** `SYSTEM` for what a job does by itself. */
  actor: Viewer | 'SYSTEM'
  /** One of the closed list of the subgraph: `audit-actions.ts`. */
  action: Action
  /** What was looked at or changed: the report wherever there is one, so that its entries are found, and erased, together. */
  thing: { kind: string; id: string }
  /** Closed codes, ids, numbers and hashes: no free text, nothing personal, nothing sealed. */
  facts?: AuditFacts
  /** What the person gave as the reason. Sealed: it may name somebody. */
  reason?: string | null
}

export type AuditFact = string | number | boolean | null | readonly string[]
export type AuditFacts = Readonly<Record<string, AuditFact>>

/** Who acted, as it is kept: no roles, they stand in the provider's own records. */
export type AuditActor = Readonly<Record<string, string | null>> & { kind: string }

export const longestReason = 2_000

export function toActor(actor: Viewer | 'SYSTEM'): AuditActor {
  if (actor === 'SYSTEM') return { kind: 'SYSTEM' }
  if (actor.kind !== 'STAFF') return actor
  const { kind, subject, authorityId } = actor
  return { kind, subject, authorityId }
}

const code = /^[A-Za-z0-9_.:+/=-]{0,200}$/

/** @throws Error where a fact could be a text: it would stand in the open, and no chain can be corrected */
export function requireCodes(facts: AuditFacts): AuditFacts {
  for (const [name, value] of Object.entries(facts)) {
    const texts = typeof value === 'string' ? [value] : Array.isArray(value) ? (value as string[]) : []
    if (texts.some((text) => !code.test(text))) throw new Error(`the audit fact ${name} is not a closed code`)
    if (typeof value === 'number' && !Number.isSafeInteger(value))
      throw new Error(`the audit fact ${name} is not a whole number`)
  }
  return facts
}
