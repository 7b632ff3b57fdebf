import type { EntityManager } from '@mikro-orm/postgresql'
import type { Divisions } from '../division/divisions.js'
import type { DivisionTree } from '../division/division-tree.js'
import { dayAfter } from '../division/division-history.js'
import type { Bounds, DivisionPeriod } from '../division/history-list.js'
import { addLists, addPeriods } from '../division/history.store.js'
import type { StoredMapChange } from './map-change.entity.js'
import { isEnding, type MapChangeEntry } from './map-change.rules.js'

/** Writes what the change ends and begins into the history; it lies between the last list and its own day. */
export async function storeMapChangeHistory(
  em: EntityManager,
  made: {
    change: StoredMapChange
    entries: readonly MapChangeEntry[]
    tree: DivisionTree
    known: Divisions
    lastDay: string
  },
): Promise<void> {
  const { change, entries, tree, known } = made
  const bounds: Bounds = { earliest: dayAfter(made.lastDay), latest: change.effectiveOn }
  await addLists(em, [{ scope: 'DIVISION', day: change.effectiveOn, source: change.source }])
  const ended = new Map(entries.filter(isEnding).map((entry) => [entry.code, entry]))
  const codes = [...new Set(entries.map(({ code }) => code))]
  await addPeriods(em, firstPeriods(codes, known))
  for (const code of codes) await closePeriod(em, code, bounds, ended.get(code))
  await addPeriods(
    em,
    codes.flatMap((code) => newPeriod(code, tree, bounds)),
  )
}

/** Codes that never changed have no period yet. */
function firstPeriods(codes: readonly string[], { tree, history }: Divisions): DivisionPeriod[] {
  return codes.flatMap((code) => {
    const division = tree.get(code)
    if (division === undefined || history.lifeOf(division) !== undefined) return []
    const { name, kind, parentCode } = division
    return [{ code, name, kind, parentCode, from: null, to: null, successors: null }]
  })
}

async function closePeriod(
  em: EntityManager,
  code: string,
  { earliest, latest }: Bounds,
  ended: MapChangeEntry | undefined,
): Promise<void> {
  const basis = ended === undefined ? null : ended.replacedBy.length > 0 ? 'hand' : 'none'
  await em.execute(
    `UPDATE region.division_period
     SET to_earliest = ?::date, to_latest = ?::date, basis = ?,
         successors = CASE WHEN ? THEN ARRAY(SELECT jsonb_array_elements_text(?::jsonb))::varchar(9)[] END
     WHERE code = ? AND to_latest IS NULL`,
    [earliest, latest, basis, ended !== undefined, JSON.stringify(ended?.replacedBy ?? []), code],
  )
}

function newPeriod(code: string, tree: DivisionTree, from: Bounds): DivisionPeriod[] {
  const division = tree.get(code)
  if (division === undefined) return []
  const { name, kind, parentCode } = division
  return [{ code, name, kind, parentCode, from, to: null, successors: null }]
}
