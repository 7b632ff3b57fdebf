import type { EntityManager } from '@mikro-orm/postgresql'
import { detailsErased, recordAudit } from './record.js'

/** How many entries one record of an erasure names: a look a day for longer than a report is kept. */
const atOnce = 2_000

/**
 * Erases who did what to a thing and why, when its time is over: salts, actors, facts and reasons. The chain holds
 * only commitments to them and stays whole; that something stood there, its action and moment remain. The erasure is
 * itself recorded and names the entries it took, so that one nobody recorded is found as a break.
 *
 * @param em inside the transaction of the erasure
 * @returns how many entries lost their details
 */
export async function eraseAuditDetails(
  em: EntityManager,
  thing: { kind: string; id: string },
): Promise<number> {
  const schema = em.config.get('schema')
  const erased = await em.execute<{ id: string }[]>(
    `UPDATE "${schema}".audit_entry SET salt = NULL, actor = NULL, facts = NULL, reason = NULL
     WHERE thing_kind = ? AND thing_id = ? AND salt IS NOT NULL AND action <> ? RETURNING id`,
    [thing.kind, thing.id, detailsErased],
  )
  for (let from = 0; from < erased.length; from += atOnce) {
    const entries = erased.slice(from, from + atOnce).map(({ id }) => id)
    await recordAudit(em, { actor: 'SYSTEM', action: detailsErased, thing, facts: { entries } })
  }
  return erased.length
}
