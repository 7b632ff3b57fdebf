import type { EntityManager } from '@mikro-orm/postgresql'

/**
 * Takes away drafts nobody went on with, with the key of what was saved of them, and that of the report where it never
 * became one. A draft that is being submitted in this moment is held by its submission and passed over: its key belongs
 * to the report that is about to be.
 *
 * @param atMost null for all of them
 * @returns how many are gone
 */
export async function forgetExpiredDrafts(
  em: EntityManager,
  { before, atMost }: { before: Date; atMost: number | null },
): Promise<number> {
  const rows = await em.execute<object[]>(
    `WITH expired AS (
       SELECT id, report_id, submitted_at FROM report.draft WHERE expires_at < ?
       ORDER BY expires_at LIMIT ? FOR UPDATE SKIP LOCKED
     ), keys AS (
       DELETE FROM report.content_key k USING expired e
       WHERE k.report_id = e.id OR (k.report_id = e.report_id AND e.submitted_at IS NULL)
     )
     DELETE FROM report.draft d USING expired e WHERE d.id = e.id RETURNING 1 AS gone`,
    [before, atMost],
  )
  return rows.length
}
