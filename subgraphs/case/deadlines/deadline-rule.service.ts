import type { EntityManager } from '@mikro-orm/postgresql'
import { dayInChina } from '../../shared/day.js'
import { StoredDeadlineRule, type RuleKind } from './deadline-rule.entity.js'

/** The rule of a term that begins at a moment in a place: the nearest division's, and of those the newest in force. */
export async function ruleFor(
  em: EntityManager,
  kind: RuleKind,
  regionPath: readonly string[],
  at: Date,
): Promise<StoredDeadlineRule> {
  const rules = await em.find(StoredDeadlineRule, {
    kind,
    regionCode: [...regionPath, '000000'],
    effectiveFrom: { $lte: dayInChina(at) },
  })
  const [nearest] = rules.toSorted(
    (one, other) =>
      regionPath.indexOf(other.regionCode) - regionPath.indexOf(one.regionCode) ||
      other.effectiveFrom.localeCompare(one.effectiveFrom),
  )
  if (nearest === undefined) throw new Error(`no rule says how long ${kind} is`)
  return nearest
}
