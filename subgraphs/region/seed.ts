import type { EntityManager } from '@mikro-orm/postgresql'
import { createHash } from 'node:crypto'
import { recordEvent } from '../shared/events/outbox.entity.js'
import { listEmergencyDepartments, type AuthorityRecord } from './authority/emergency-departments.js'
import { readDivisionHistory, readDivisionList } from './division/division-file.js'
import { DivisionTree, pathOf } from './division/division-tree.js'
import { divisionsChannel } from './division/divisions.js'
import type { HistoryRecord } from './division/history-list.js'
import { storeHistory } from './division/history.store.js'

/**
 * Stores the committed list of divisions and the departments derived from it, with an event for each department
 * that is new or changed, in one transaction. Running it again does nothing until the list or the derivation changes.
 *
 * @param em of the owner role
 * @returns whether anything was stored
 */
export async function seedDivisions(em: EntityManager): Promise<boolean> {
  const { text, records } = readDivisionList()
  const { text: historyText, history } = readDivisionHistory()
  const tree = new DivisionTree(records)
  const departments = listEmergencyDepartments(tree)
  const checksum = createHash('sha256')
    .update(text)
    .update(historyText)
    .update(JSON.stringify(departments))
    .digest('hex')
  return em.transactional(async (tx) => {
    await tx.execute(`SELECT pg_advisory_xact_lock(hashtextextended('andon region seed', 0))`)
    const [edition] = await tx.execute<{ seed_checksum: string }[]>(
      'SELECT seed_checksum FROM region.division_edition',
    )
    if (edition?.seed_checksum === checksum || (await knowsLaterList(tx, history))) return false
    await storeDivisions(tx, tree)
    await storeHistory(tx, history)
    await storeDepartments(tx, departments)
    await tx.execute(
      `INSERT INTO region.division_edition (id, checksum, seed_checksum, seeded_at) VALUES (1, ?, ?, now())
       ON CONFLICT (id) DO UPDATE SET checksum = excluded.checksum, seed_checksum = excluded.seed_checksum,
         seeded_at = excluded.seeded_at`,
      [checksum, checksum],
    )
    await tx.execute(`SELECT pg_notify('${divisionsChannel}', '')`)
    return true
  })
}

/** Staff brought in a newer list than the committed one: an upgrade of the program must not undo their work. */
async function knowsLaterList(em: EntityManager, { lists }: HistoryRecord): Promise<boolean> {
  const committed = lists.findLast(({ scope }) => scope === 'DIVISION')?.day ?? ''
  const later = await em.execute<object[]>(
    `SELECT FROM region.division_list WHERE scope = 'DIVISION' AND day > ?::date`,
    [committed],
  )
  return later.length > 0
}

async function storeDivisions(em: EntityManager, tree: DivisionTree): Promise<void> {
  const rows = tree.ranked.map((division) => ({
    code: division.code,
    name: division.name,
    level: division.level,
    kind: division.kind,
    parent_code: division.parentCode,
    path: pathOf(division)
      .map(({ code }) => code)
      .join('.'),
  }))
  await em.execute('DELETE FROM region.division')
  await em.execute(
    `INSERT INTO region.division (code, name, level, kind, parent_code, path)
     SELECT code, name, level, kind, parent_code, path::public.ltree
     FROM jsonb_to_recordset(?::jsonb)
       AS row (code text, name text, level text, kind text, parent_code text, path text)`,
    [JSON.stringify(rows)],
  )
}

/** An authority whose division has been abolished stays: it still has its cases. */
async function storeDepartments(em: EntityManager, departments: readonly AuthorityRecord[]): Promise<void> {
  const changed = await em.execute<{ id: string }[]>(
    `INSERT INTO region.authority AS known (id, name, level, region_code, parent_authority_id)
     SELECT "id", "name", "level", "regionCode", "parentAuthorityId"
     FROM jsonb_to_recordset(?::jsonb)
       AS row ("id" uuid, "name" text, "level" text, "regionCode" text, "parentAuthorityId" uuid)
     ON CONFLICT (id) DO UPDATE
       SET name = excluded.name, level = excluded.level, parent_authority_id = excluded.parent_authority_id
       WHERE (known.name, known.level, known.parent_authority_id)
         IS DISTINCT FROM (excluded.name, excluded.level, excluded.parent_authority_id)
     RETURNING id`,
    [JSON.stringify(departments)],
  )
  const ids = new Set(changed.map(({ id }) => id))
  const occurredAt = new Date()
  for (const { id, level, regionCode, parentAuthorityId } of departments) {
    if (!ids.has(id)) continue
    recordEvent(em, {
      name: 'AuthorityRegistered',
      subject: id,
      occurredAt,
      payload: { authorityId: id, level, regionCode, parentAuthorityId },
    })
  }
  await em.flush()
}
