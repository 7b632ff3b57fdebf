import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { requireStaff, type Viewer } from '../../../platform/viewer/viewer.js'
import type { AuditFact } from '../../shared/audit/audit-entry.js'
import { recordAudit } from '../../shared/audit/record.js'
import type { Clock } from '../../shared/clock.js'
import { isIndustryCode } from '../../shared/dictionary/matter.js'
import { covers, reachOf, requireRegionCode } from '../../shared/reach/reach.service.js'
import type { CaseAuditAction } from '../audit-actions.js'
import { outOfReach } from '../desk/case-list.js'
import { wanted } from './figures.js'
import { StoredRewardRule } from './reward-rule.entity.js'
import type { AddRewardRuleInput } from './reward-rule.input.js'
import { readTerms } from './read-terms.js'
import { readText } from './texts.js'

/**
 * Enters a rule for a place within reach. Rules are only ever added: what was entered before still says by what a case
 * was reckoned, and a case that is open keeps the rules it was accepted under.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT
 */
export async function addRewardRule(
  { em, viewer, clock }: { em: EntityManager; viewer: Viewer; clock: Clock },
  input: AddRewardRuleInput,
): Promise<StoredRewardRule> {
  const actor = requireStaff(viewer, 'APPROVE_CASES')
  requireRegionCode(input.regionCode)
  const { regionCode } = await reachOf(em, actor)
  if (regionCode === undefined || !covers(regionCode, input.regionCode)) throw outOfReach()
  const { kind, terms } = readTerms(input)
  const legalReference = readText(input.legalReference, 'input.legalReference', true, 300) ?? ''
  requireDay(input.effectiveFrom)
  const industryCodes = [...new Set(input.industryCodes ?? [])]
  if (!industryCodes.every(isIndustryCode))
    throw wanted('industryCodes', '没有这个行业领域。', 'There is no such industry.')
  return em.transactional(async (inner) => {
    const rule = inner.create(StoredRewardRule, {
      id: randomUUID(),
      ...{ kind, terms, legalReference, industryCodes },
      regionCode: input.regionCode,
      effectiveFrom: input.effectiveFrom,
      confirmed: true,
      enteredAt: clock(),
      enteredBy: actor.subject,
    })
    await recordAudit<CaseAuditAction>(inner, {
      actor,
      action: 'REWARD_RULE_ADDED',
      thing: { kind: 'REWARD_RULE', id: rule.id },
      facts: { kind, regionCode: rule.regionCode, effectiveFrom: rule.effectiveFrom, ...leavesOf(terms) },
      reason: legalReference,
    })
    inner.persist(rule)
    return rule
  })
}

/** What a rule says, number by number: with it in the chain nobody can say later that the rule was another. */
function leavesOf(terms: object, above = ''): Record<string, AuditFact> {
  const entries = Object.entries(terms) as [string, AuditFact | Record<string, string>][]
  return Object.fromEntries(
    entries.flatMap(([name, value]): [string, AuditFact][] =>
      value !== null && typeof value === 'object' && !Array.isArray(value)
        ? Object.entries(leavesOf(value, `${name}.`))
        : [[`${above}${name}`, value as AuditFact]],
    ),
  )
}

/** The rules of a place and of those above it, the nearest first; what they are is public. */
export async function rewardRulesOf(em: EntityManager, regionCode: string): Promise<StoredRewardRule[]> {
  requireRegionCode(regionCode)
  const six = regionCode.slice(0, 6)
  const path = [regionCode, six, `${six.slice(0, 4)}00`, `${six.slice(0, 2)}0000`, '000000']
  const found = await em.find(
    StoredRewardRule,
    { regionCode: [...new Set(path)] },
    { orderBy: { regionCode: 'desc', kind: 'asc', effectiveFrom: 'desc', id: 'asc' } },
  )
  return found
}

function requireDay(day: string): void {
  const midnight = new Date(`${day}T00:00:00Z`)
  const isDay = /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(midnight.getTime())
  if (isDay && midnight.toISOString().startsWith(day)) return
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: '请填写日期，如 2026-03-01。', en: 'Give a day such as 2026-03-01.' },
    { inputPath: 'input.effectiveFrom' },
  )
}
