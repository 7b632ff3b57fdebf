import { dayInChina } from '../../shared/day.js'
import { Authority } from '../authority/authority.type.js'
import type { RegionContext } from '../context.js'
import { pathOf, type Division } from '../division/division-tree.js'
import { decide, type LocateOutcome } from './decision.js'
import { recordGap } from './gap.service.js'
import { NoAuthority } from './located.type.js'
import type { LocateQuestion } from './question.js'

/** Who answers for a matter; where nobody does, that is recorded for staff to mend. Never a silent default. */
export async function locate(context: RegionContext, question: LocateQuestion): Promise<LocateOutcome> {
  const outcome = await decide(context, context.rules.now(), question)
  if (outcome instanceof NoAuthority) await recordGap(context, question, outcome.reason)
  return outcome
}

/**
 * Who answers for a place when nothing is said of the matter; null where nobody does, and for a division that is no
 * more unless exactly one took its place. Leaves no trace.
 */
export async function locateAuthority(context: RegionContext, asked: Division): Promise<Authority | null> {
  const { history } = context.divisions()
  const [division, ...others] = asked.asOf === null ? [asked] : history.successorsToday(asked)
  if (division === undefined || others.length > 0) return null
  const decision = context.rules.now().decide({
    path: pathOf(division).map(({ code }) => code),
    industryCode: null,
    matterTypes: [],
    accidentLevel: null,
    day: dayInChina(),
  })
  const stored =
    decision === undefined ? null : await context.authorities.byId.load(decision.rule.authorityId)
  return stored && new Authority(stored)
}
