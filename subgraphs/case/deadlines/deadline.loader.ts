import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import type { Language } from '../../../platform/language.js'
import { isStaffWho, type Viewer } from '../../../platform/viewer/viewer.js'
import type { Clock } from '../../shared/clock.js'
import { StoredDeadlineRule } from './deadline-rule.entity.js'
import { StoredDeadline } from './deadline.entity.js'
import { toDeadlineType, type Deadline } from './deadline.type.js'

export type DeadlineLoader = DataLoader<string, Deadline[]>

/** The deadlines of cases, the next one first; two queries for a whole list. */
export function createDeadlineLoader(
  em: EntityManager,
  viewer: Viewer,
  words: { clock: Clock; language: Language },
): DeadlineLoader {
  return new DataLoader(async (caseIds: readonly string[]) => {
    if (!isStaffWho(viewer, 'READ_CASES')) return caseIds.map(() => [])
    const stored = await em.find(
      StoredDeadline,
      { caseId: [...caseIds] },
      { orderBy: { dueAt: 'asc', id: 'asc' } },
    )
    const grouped = Map.groupBy(await toDeadlines(em, stored, words), ({ caseId }) => caseId)
    return caseIds.map((id) => grouped.get(id) ?? [])
  })
}

export async function toDeadlines(
  em: EntityManager,
  stored: readonly StoredDeadline[],
  { clock, language }: { clock: Clock; language: Language },
): Promise<Deadline[]> {
  const ruleIds = [...new Set(stored.map(({ ruleId }) => ruleId))]
  const rules = new Map((await em.find(StoredDeadlineRule, { id: ruleIds })).map((rule) => [rule.id, rule]))
  const now = clock()
  return stored.flatMap((deadline) => {
    const rule = rules.get(deadline.ruleId)
    return rule === undefined ? [] : [toDeadlineType(deadline, rule, { now, language })]
  })
}
