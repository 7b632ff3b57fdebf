import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import type { Clock } from '../../shared/clock.js'
import { dayInChina } from '../../shared/day.js'
import type { EventHandlers } from '../../shared/events/consumer.js'
import { AuthorityReach } from '../../shared/reach/authority-reach.entity.js'
import { reachHandlers } from '../../shared/reach/reach.service.js'
import { CaseState } from '../loop/case-state.js'
import { StoredCase } from '../loop/case.entity.js'
import { followTheMap, handTo, type MapEvent } from './follow-the-map.js'
import { StoredMapChange } from './map-change.entity.js'

/** Cases follow changes of the map, each from its day on. They keep the authority tree too: it moves first. */
export function createMapHandlers(clock: Clock): EventHandlers {
  const follow = async (em: EntityManager, id: string, { name, payload }: MapEvent) => {
    const event = { name, payload } as MapEvent
    if (payload.effectiveOn <= dayInChina(clock())) return followTheMap({ em, clock }, event)
    em.persist(em.create(StoredMapChange, { id, event, effectiveOn: payload.effectiveOn }))
  }
  return {
    DivisionMoved: (em, event) => follow(em, event.id, event),
    DivisionReplaced: (em, event) => follow(em, event.id, event),
    AuthorityClosed: async (em, event) => {
      await reachHandlers.AuthorityClosed?.(em, event)
      await follow(em, event.id, event)
    },
    AuthorityChanged: async (em, event) => {
      const { authorityId, regionCode } = event.payload
      const before = await em.findOne(AuthorityReach, { authorityId }, { refresh: true })
      const left = before?.regionCode
      await reachHandlers.AuthorityChanged?.(em, event)
      if (left != null && left !== regionCode) await leaveBehind({ em, clock }, authorityId, left, regionCode)
    },
  }
}

/** An authority that answers for another place leaves the cases of the old one to who answers for that now. */
async function leaveBehind(
  desk: { em: EntityManager; clock: Clock },
  authorityId: string,
  left: string,
  regionCode: string | null,
): Promise<void> {
  const { em } = desk
  const kind = 'EMERGENCY_MANAGEMENT'
  const next = await em.findOne(AuthorityReach, { kind, regionCode: left, closedOn: null })
  if (next === null) return
  const where = { authorityId, regionPath: { $contains: [left] }, state: { $ne: CaseState.CLOSED } }
  for (const stored of await em.find(StoredCase, where, { orderBy: { id: 'asc' }, refresh: true }))
    if (regionCode === null || !stored.regionPath.includes(regionCode))
      await handTo(desk, stored, next.authorityId)
}

/** Applies what was told before its day, when that has come; each once, whoever dies. */
export async function applyMapChanges({ orm, clock }: { orm: MikroORM; clock: Clock }): Promise<void> {
  const due = { effectiveOn: { $lte: dayInChina(clock()) }, appliedAt: null }
  const open = await orm.em.fork().find(StoredMapChange, due, { orderBy: { effectiveOn: 'asc', id: 'asc' } })
  for (const { id } of open)
    await orm.em.fork().transactional(async (em) => {
      const [mine] = await em.execute<{ id: string }[]>(
        'SELECT id FROM "case".map_change WHERE id = ? AND applied_at IS NULL FOR UPDATE SKIP LOCKED',
        [id],
      )
      if (mine === undefined) return
      const change = await em.findOneOrFail(StoredMapChange, { id })
      await followTheMap({ em, clock }, change.event)
      change.appliedAt = clock()
    })
}
