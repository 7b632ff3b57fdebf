import type { EntityManager, FilterQuery } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { AndonError, systemCodeOf } from '../../../platform/errors.js'
import {
  readPageRequest,
  toConnection,
  unknownCursor,
  type Connection,
} from '../../shared/connection/connection.js'
import { dayInChina, type Day } from '../../shared/day.js'
import { isIndustryCode } from '../../shared/dictionary/matter.js'
import { covers, prefixOf } from '../../shared/reach/reach.service.js'
import { isUuid } from '../../shared/uuid.js'
import { recordChanges } from '../audit/audit.service.js'
import { requireManager, requireWithin, type ManagementReach } from '../authority/management-reach.js'
import type { RegionContext } from '../context.js'
import { requireRegionCode } from '../division/region-code.js'
import { closeGaps } from './gap.service.js'
import { StoredRule } from './jurisdiction-rule.entity.js'
import { unknown } from './question.js'
import type { RuleRecord } from './rule-index.js'
import type { JurisdictionRuleInput } from './rule.input.js'
import { JurisdictionRule } from './rule.type.js'
import { describeTerms } from './why.js'

/**
 * Enters a rule.
 *
 * @throws AndonError CONFLICT naming the rule in force for the same place and terms at the same time, FORBIDDEN,
 *   BAD_USER_INPUT
 */
export async function addRule(
  context: RegionContext,
  input: JurisdictionRuleInput,
): Promise<JurisdictionRule> {
  const reach = await requireManager(context)
  const rule = await readRule(context, reach, input)
  await context.em.transactional(async (em) => {
    await refuseOverlap(context, em, rule)
    em.create(StoredRule, rule, { persist: true })
    await flushOrRefuse(context, em, rule)
    const change = {
      thing: 'RULE',
      thingId: rule.id,
      action: 'REGISTERED',
      before: null,
      after: rule,
    } as const
    await recordChanges(em, reach.staff.subject, [change])
  })
  await closeGaps(context, await context.rules.refresh(context.em), rule.regionCode)
  return new JurisdictionRule(rule)
}

async function readRule(
  context: RegionContext,
  reach: ManagementReach,
  input: JurisdictionRuleInput,
): Promise<RuleRecord> {
  const { industryCode, matterType, accidentLevel, validFrom, validTo } = input
  const regionCode = requireRegionCode(input.regionCode, 'input.regionCode')
  requireWithin(reach, regionCode)
  if (context.divisions().tree.get(regionCode) === undefined)
    throw unknown('input.regionCode', '没有这个区划代码。', 'No region has this code.')
  if (industryCode != null && !isIndustryCode(industryCode))
    throw unknown('input.industryCode', '没有这个行业领域代码。', 'No industry has this code.')
  const authority = isUuid(input.authorityId) ? await context.authorities.byId.load(input.authorityId) : null
  if (authority === null) throw unknown('input.authorityId', '没有这个机关。', 'There is no such authority.')
  const from = validFrom == null ? null : dayInChina(validFrom)
  const to = validTo == null ? null : dayInChina(validTo)
  if (from !== null && to !== null && from >= to)
    throw unknown('input.validTo', '失效日应晚于生效日。', 'The rule would end before it begins.')
  return {
    id: randomUUID(),
    authorityId: authority.id,
    regionCode,
    includesBelow: input.includesBelow,
    industryCode: industryCode ?? null,
    matterType: matterType ?? null,
    accidentLevel: accidentLevel ?? null,
    validFrom: from,
    validTo: to,
    legalBasis: requireBasis(input.legalBasis),
    toConfirm: input.toConfirm,
  }
}

function requireBasis(text: string): string {
  const basis = text.trim()
  if (basis.length >= 2 && basis.length <= 500) return basis
  throw unknown(
    'input.legalBasis',
    '请写明依据（2 到 500 字）。',
    'Name the legal basis in 2 to 500 characters.',
  )
}

/** Equal specificity for the same place means the same place and the same terms: jurisdiction/specificity.ts. */
async function refuseOverlap(context: RegionContext, em: EntityManager, rule: RuleRecord): Promise<void> {
  const { regionCode, industryCode, matterType, accidentLevel } = rule
  const same = await em.find(StoredRule, { regionCode, industryCode, matterType, accidentLevel })
  const other = same.find((candidate) => overlaps(rule, candidate))
  if (other !== undefined) throw overlap(context, rule, toRecord(other))
}

function overlaps(a: Period, b: { [Key in keyof Period]?: Day | null | undefined }): boolean {
  return (
    (b.validTo == null || (a.validFrom ?? '') < b.validTo) &&
    (a.validTo === null || (b.validFrom ?? '') < a.validTo)
  )
}

type Period = Pick<RuleRecord, 'validFrom' | 'validTo'>

/** Somebody else was faster between the look and the entry; PostgreSQL says 23P01. */
async function flushOrRefuse(context: RegionContext, em: EntityManager, rule: RuleRecord): Promise<void> {
  try {
    await em.flush()
  } catch (error) {
    if (systemCodeOf(error) === '23P01') throw overlap(context, rule, undefined)
    throw error
  }
}

function overlap(context: RegionContext, rule: RuleRecord, other: RuleRecord | undefined): AndonError {
  const { tree } = context.divisions()
  const name = (record: RuleRecord) => {
    const { zh, en } = describeTerms(record, tree)
    const period = `${record.validFrom ?? '…'} – ${record.validTo ?? '…'}`
    return { zh: `“${zh}；${period}”`, en: `"${en}; ${period}"` }
  }
  const [entered, existing] = [name(rule), other === undefined ? undefined : name(other)]
  return new AndonError(
    'CONFLICT',
    {
      zh: `规则${entered.zh}与已有规则${existing?.zh ?? ''}${other === undefined ? '' : `（${other.id}）`}同等具体且时间重叠，请先终止已有规则或调整时间。`,
      en: `The rule ${entered.en} is exactly as specific as the rule ${existing?.en ?? 'that was just entered'}${other === undefined ? '' : ` (${other.id})`} and overlaps it in time: end that one first, or change the days.`,
    },
    { inputPath: 'input', details: other === undefined ? {} : { ruleId: other.id } },
  )
}

function toRecord(rule: StoredRule): RuleRecord {
  const { id, authorityId, regionCode, includesBelow, legalBasis, toConfirm } = rule
  return {
    id,
    authorityId,
    regionCode,
    includesBelow,
    industryCode: rule.industryCode ?? null,
    matterType: rule.matterType ?? null,
    accidentLevel: rule.accidentLevel ?? null,
    validFrom: rule.validFrom ?? null,
    validTo: rule.validTo ?? null,
    legalBasis,
    toConfirm,
  }
}

/**
 * Ends a rule from a day on; before that day it stays what it was.
 *
 * @throws AndonError NOT_FOUND, FORBIDDEN, BAD_USER_INPUT
 */
export async function endRule(context: RegionContext, id: string, on: Date): Promise<JurisdictionRule> {
  const reach = await requireManager(context)
  const day = dayInChina(on)
  const ended = await context.em.transactional(async (em) => {
    const rule = isUuid(id) ? await em.findOne(StoredRule, { id }) : null
    if (rule === null) throw noSuchRule()
    requireWithin(reach, rule.regionCode)
    const before = toRecord(rule)
    if (before.validFrom !== null && day <= before.validFrom)
      throw unknown('on', '失效日应晚于生效日。', 'The rule would end before it begins.')
    if (before.validTo !== null && before.validTo < day)
      throw unknown('on', '该规则此前已经失效。', 'The rule ends before that day already.')
    rule.validTo = day
    await em.flush()
    const after = toRecord(rule)
    await recordChanges(em, reach.staff.subject, [
      { thing: 'RULE', thingId: id, action: 'CHANGED', before, after },
    ])
    return after
  })
  await context.rules.refresh(context.em)
  return new JurisdictionRule(ended)
}

function noSuchRule(): AndonError {
  return new AndonError(
    'NOT_FOUND',
    { zh: '没有这条规则。', en: 'There is no such rule.' },
    { inputPath: 'id' },
  )
}

/** The rules for a place and all below it, ended ones too. */
export async function pageOfRules(
  context: RegionContext,
  filter: { regionCode: string; first: number; after?: string | null | undefined },
): Promise<Connection<JurisdictionRule>> {
  const reach = await requireManager(context)
  requireWithin(reach, requireRegionCode(filter.regionCode, 'regionCode'))
  const request = readPageRequest(filter.first, filter.after)
  const conditions: FilterQuery<StoredRule>[] = [{ regionCode: { $like: `${prefixOf(filter.regionCode)}%` } }]
  if (request.afterId !== undefined) {
    const last = await context.em.findOne(StoredRule, { id: request.afterId })
    if (last === null || !covers(filter.regionCode, last.regionCode)) throw unknownCursor()
    const { regionCode, id } = last
    conditions.push({ $or: [{ regionCode: { $gt: regionCode } }, { regionCode, id: { $gt: id } }] })
  }
  const rows = await context.em.find(
    StoredRule,
    { $and: conditions },
    { orderBy: { regionCode: 'asc', id: 'asc' }, limit: request.first + 1 },
  )
  return toConnection(
    rows.map((row) => new JurisdictionRule(toRecord(row))),
    request,
  )
}
