import type { EntityManager } from '@mikro-orm/postgresql'
import { pathOf, type DivisionTree } from '../division/division-tree.js'
import { startOfDay } from '../../shared/day.js'
import { recordEvent } from '../../shared/events/outbox.entity.js'
import type { MapChangeEntry } from './map-change.rules.js'

/**
 * What others must know of a change. A case follows where one division took the place of another; where several did,
 * `regionPath` is null and staff decide.
 */
export function recordMapChangeEvents(
  em: EntityManager,
  tree: DivisionTree,
  effectiveOn: string,
  entries: readonly MapChangeEntry[],
): void {
  const occurredAt = startOfDay(effectiveOn)
  const path = (code: string): string[] => {
    const division = tree.get(code)
    return division === undefined ? [] : pathOf(division).map((step) => step.code)
  }
  for (const { kind, code, replacedBy } of entries) {
    const about = { subject: code, occurredAt }
    const payload = { code, effectiveOn }
    const [only, ...others] = replacedBy
    const regionPath = only !== undefined && others.length === 0 ? path(only) : null
    if (kind === 'ESTABLISHED')
      recordEvent(em, {
        name: 'DivisionEstablished',
        ...about,
        payload: { ...payload, regionPath: path(code) },
      })
    if (kind === 'RENAMED') recordEvent(em, { name: 'DivisionRenamed', ...about, payload })
    if (kind === 'MOVED')
      recordEvent(em, { name: 'DivisionMoved', ...about, payload: { ...payload, regionPath: path(code) } })
    if (kind === 'ABOLISHED') recordEvent(em, { name: 'DivisionAbolished', ...about, payload })
    if (kind === 'REPLACED')
      recordEvent(em, {
        name: 'DivisionReplaced',
        ...about,
        payload: { ...payload, replacedBy: [...replacedBy], regionPath },
      })
  }
}
