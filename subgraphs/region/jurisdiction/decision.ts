import type { KnownAuthority } from '../authority/authority.entity.js'
import { Authority } from '../authority/authority.type.js'
import { withoutDepartment } from '../authority/emergency-departments.js'
import type { RegionContext } from '../context.js'
import { referralBasis } from '../dictionary/editions.js'
import type { Division } from '../division/division-tree.js'
import { Region } from '../division/region.type.js'
import type { Day } from '../../shared/day.js'
import { AuthorityLocated, NoAuthority, NoAuthorityReason, ReferralLocated } from './located.type.js'
import type { LocateQuestion } from './question.js'
import { referralDepartmentOf } from './referral.js'
import type { Decision, RuleIndex } from './rule-index.js'
import { JurisdictionRule } from './rule.type.js'
import { explainAgainst, explainGenericReferral, explainRule } from './why.js'

export type LocateOutcome = AuthorityLocated | ReferralLocated | NoAuthority

/** Who answers by an edition of the rules; leaves no trace. */
export async function decide(
  context: RegionContext,
  rules: RuleIndex,
  question: LocateQuestion,
): Promise<LocateOutcome> {
  const { division, path } = question
  // 港澳台 keep their own law on work safety: pointing to a mainland department would be wrong as well.
  if (path.some((code) => withoutDepartment.has(code)))
    return nobody(division, NoAuthorityReason.OUTSIDE_MAINLAND)
  if (question.against !== null) return decideAgainst(context, question, question.against)
  const department = referralDepartmentOf(question.industryCode)
  // A rule for everything in a place does not give a department what the law gives to another one.
  const decision = rules.decide(question, (rule) => department === undefined || rule.industryCode !== null)
  if (decision !== undefined) return byRule(context, question, decision)
  if (department === undefined) return nobody(division, NoAuthorityReason.NO_RULE)
  return Object.assign(new ReferralLocated(), {
    department: department[context.language],
    authority: null,
    region: new Region(division),
    legalBasis: referralBasis,
    why: explainGenericReferral(question, department)[context.language],
  })
}

async function byRule(
  context: RegionContext,
  question: LocateQuestion,
  { rule, specificity }: Decision,
): Promise<LocateOutcome> {
  const stored = await context.authorities.byId.load(rule.authorityId)
  if (stored === null) return nobody(question.division, NoAuthorityReason.NO_RULE)
  const why = explainRule(question, rule, stored, context.divisions().tree)[context.language]
  if (stored.kind === 'OTHER_DEPARTMENT') return referTo(question, stored, rule.legalBasis, why)
  return Object.assign(new AuthorityLocated(), {
    authority: new Authority(stored),
    rule: new JurisdictionRule(rule),
    region: new Region(question.division),
    specificity: [...specificity],
    why,
  })
}

/** Issue 3, point 3: it goes to the next level above the one it names, whatever rule would decide otherwise. */
async function decideAgainst(
  context: RegionContext,
  question: LocateQuestion,
  named: KnownAuthority,
): Promise<LocateOutcome> {
  const above = await nextInForce(context, named, question.day)
  if (above === null) return nobody(question.division, NoAuthorityReason.NO_HIGHER_AUTHORITY)
  const why = explainAgainst(named, above)[context.language]
  if (above.kind === 'OTHER_DEPARTMENT') return referTo(question, above, referralBasis, why)
  return Object.assign(new AuthorityLocated(), {
    authority: new Authority(above),
    rule: null,
    region: new Region(question.division),
    specificity: [],
    why,
  })
}

async function nextInForce(
  { authorities }: RegionContext,
  from: KnownAuthority,
  day: Day,
): Promise<KnownAuthority | null> {
  let above = from
  // No tree of authorities is as deep as this; one that turned out a circle must not hold a request.
  for (let step = 0; step < 10; step++) {
    if (above.parentAuthorityId == null) return null
    const parent = await authorities.byId.load(above.parentAuthorityId)
    if (parent === null) return null
    if (parent.closedOn == null || day < parent.closedOn) return parent
    above = parent
  }
  return null
}

function referTo(
  { division }: LocateQuestion,
  stored: KnownAuthority,
  legalBasis: string,
  why: string,
): ReferralLocated {
  const region = new Region(division)
  const authority = new Authority(stored)
  return Object.assign(new ReferralLocated(), { department: stored.name, authority, region, legalBasis, why })
}

function nobody(division: Division, reason: NoAuthorityReason): NoAuthority {
  return Object.assign(new NoAuthority(), { reason, region: new Region(division) })
}
