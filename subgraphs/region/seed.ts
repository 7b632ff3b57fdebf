import type { EntityManager } from '@mikro-orm/postgresql'
import { createHash } from 'node:crypto'
import { storeFirstAuthorities } from './authority/authority-seed.js'
import { listEmergencyDepartments, listFirstAuthorities } from './authority/emergency-departments.js'
import { seedDictionaries } from './dictionary/dictionary.service.js'
import { readDivisionHistory, readDivisionList } from './division/division-file.js'
import { DivisionTree, pathOf } from './division/division-tree.js'
import { divisionsChannel } from './division/divisions.js'
import type { HistoryRecord } from './division/history-list.js'
import { storeHistory } from './division/history.store.js'
import { listFirstRules } from './jurisdiction/first-rules.js'
import { storeFirstRules } from './jurisdiction/rule-seed.js'

/**
 * Stores the committed list of divisions, the authorities and rules derived from it and the dictionaries, with an
 * event for each authority that is new or changed, in one transaction. Running it again does nothing until the list or the derivation changes.
 *
 * @param em of the owner role
 * @returns whether anything was stored
 */
export async function seedDivisions(em: EntityManager): Promise<boolean> {
  const { text, records } = readDivisionList()
  const { text: historyText, history } = readDivisionHistory()
  const tree = new DivisionTree(records)
  const authorities = listFirstAuthorities(tree)
  const rules = listFirstRules(authorities)
  const checksum = createHash('sha256')
    .update(text)
    .update(historyText)
    .update(JSON.stringify([authorities, rules]))
    .digest('hex')
  return em.transactional(async (tx) => {
    await tx.execute(`SELECT pg_advisory_xact_lock(hashtextextended('andon region seed', 0))`)
    await seedDictionaries(tx)
    const [edition] = await tx.execute<{ seed_checksum: string }[]>(
      'SELECT seed_checksum FROM region.division_edition',
    )
    if (edition?.seed_checksum === checksum || (await knowsLaterList(tx, history))) return false
    await storeDivisions(tx, tree)
    await storeHistory(tx, history)
    await storeFirstAuthorities(tx, authorities)
    await storeFirstRules(tx, rules)
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

export async function storeDivisions(em: EntityManager, tree: DivisionTree): Promise<void> {
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

/** The departments of divisions a map change has established, and their rules; those there are stay as staff keep them. */
export async function storeNewDepartments(
  em: EntityManager,
  tree: DivisionTree,
  established: ReadonlySet<string>,
): Promise<void> {
  const departments = listEmergencyDepartments(tree).filter(({ regionCode }) => established.has(regionCode))
  await storeFirstAuthorities(em, departments)
  await storeFirstRules(
    em,
    listFirstRules(departments).filter(({ regionCode }) => established.has(regionCode)),
  )
}
