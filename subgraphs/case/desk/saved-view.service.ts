import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { requireStaff, type Viewer } from '../../../platform/viewer/viewer.js'
import type { Clock } from '../../shared/clock.js'
import { isUuid } from '../../shared/uuid.js'
import { conditionsOf } from './case-conditions.js'
import type { CaseFilter } from './case-filter.input.js'
import type { CaseOrder } from './case-order.js'
import { StoredView } from './saved-view.entity.js'
import type { SavedView } from './saved-view.type.js'

type Desk = { em: EntityManager; viewer: Viewer; clock: Clock }

const mostViews = 50

/** @throws AndonError UNAUTHENTICATED, FORBIDDEN */
export async function viewsOf({ em, viewer }: Desk): Promise<SavedView[]> {
  const { subject } = requireStaff(viewer, 'READ_CASES')
  return (await em.find(StoredView, { subject }, { orderBy: { name: 'asc' } })).map(toSavedView)
}

/**
 * Keeps a list under a name; one of the same name is replaced.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT for a name or filter nobody could use, CONFLICT where
 *   there are enough
 */
export async function saveView(
  { em, viewer, clock }: Desk,
  { name: given, filter, order }: { name: string; filter: CaseFilter; order: CaseOrder },
): Promise<SavedView> {
  const { subject } = requireStaff(viewer, 'READ_CASES')
  const name = given.trim()
  if (name === '' || name.length > 40) throw wrongName()
  conditionsOf(filter, { subject, now: clock() })
  const stored = await em.transactional(async (inner) => {
    await inner.execute('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [`andon views ${subject}`])
    const known = await inner.find(StoredView, { subject })
    const same = known.find((view) => view.name === name)
    const content = {
      filter: Object.assign<object, CaseFilter>({}, filter),
      listOrder: order,
      savedAt: clock(),
    }
    if (same !== undefined) return inner.assign(same, content)
    if (known.length >= mostViews) throw tooMany()
    const view = inner.create(StoredView, { id: randomUUID(), subject, name, ...content })
    inner.persist(view)
    return view
  })
  return toSavedView(stored)
}

/** Whether there was one: another's is none. */
export async function removeView({ em, viewer }: Desk, id: string): Promise<boolean> {
  const { subject } = requireStaff(viewer, 'READ_CASES')
  return isUuid(id) && (await em.nativeDelete(StoredView, { id, subject })) > 0
}

function toSavedView({ id, name, filter, listOrder, savedAt }: StoredView): SavedView {
  return { id, name, filter: JSON.stringify(filter), order: listOrder, savedAt }
}

function wrongName(): AndonError {
  return new AndonError(
    'BAD_USER_INPUT',
    { zh: '视图名称应为 1 到 40 个字。', en: 'The name of a view has 1 to 40 characters.' },
    { inputPath: 'name' },
  )
}

function tooMany(): AndonError {
  return new AndonError('CONFLICT', {
    zh: `最多保存 ${String(mostViews)} 个视图，请先删除不用的。`,
    en: `There are ${String(mostViews)} views already: remove one first.`,
  })
}
