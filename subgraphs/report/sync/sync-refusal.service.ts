import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import type { Refused } from './sync-answer.js'
import type { SyncedReportInput } from './sync.type.js'

const mostProblems = 20

/** Keeps that an item was refused, once for each version and reason, however often it is sent. */
export async function keepRefusal(
  em: EntityManager,
  system: string,
  item: SyncedReportInput,
  { refused, problems }: Refused,
): Promise<void> {
  const paths = problems.slice(0, mostProblems).map(({ inputPath }) => inputPath)
  const version = Math.min(Math.max(item.version, 0), 1_000_000_000)
  await em.execute(
    `INSERT INTO report.sync_refusal AS kept
       (id, system, external_id, version, reason, problems, submitted_there_at, first_at, last_at, times)
     VALUES (?, ?, ?, ?, ?, ARRAY(SELECT jsonb_array_elements_text(?::jsonb)), ?, now(), now(), 1)
     ON CONFLICT (system, external_id, version, reason) DO UPDATE
       SET problems = excluded.problems, last_at = now(), times = kept.times + 1, resolved_at = NULL`,
    [randomUUID(), system, item.externalId, version, refused, JSON.stringify(paths), item.submittedAt],
  )
}

/** What was refused before has come after all, in this version or an earlier one. */
export async function resolveRefusals(
  em: EntityManager,
  system: string,
  { externalId, version }: SyncedReportInput,
): Promise<void> {
  await em.execute(
    `UPDATE report.sync_refusal SET resolved_at = now()
     WHERE system = ? AND external_id = ? AND version <= ? AND resolved_at IS NULL`,
    [system, externalId, version],
  )
}
