import type { AccidentLevel, MatterType } from '../../shared/dictionary/matter.js'
import type { Day } from '../../shared/day.js'
import { compareSpecificity, specificityOf, type RuleTerms, type Specificity } from './specificity.js'

export type RuleRecord = RuleTerms &
  Readonly<{
    id: string
    authorityId: string
    regionCode: string
    /** Whether it speaks for the divisions below its own as well. */
    includesBelow: boolean
    /** First day; null since always. */
    validFrom: Day | null
    /** First day no more; null until further notice. Never later than the end of its authority. */
    validTo: Day | null
    legalBasis: string
    toConfirm: boolean
  }>

export type MatterAsked = {
  /** From the country to the place itself. */
  path: readonly string[]
  industryCode: string | null
  matterTypes: readonly MatterType[]
  accidentLevel: AccidentLevel | null
  day: Day
}

export type Decision = { rule: RuleRecord; specificity: Specificity }

/** The rules of one edition by their place, so that a question looks at five places and not at all rules. */
export class RuleIndex {
  private readonly byRegion: ReadonlyMap<string, readonly RuleRecord[]>

  constructor(readonly rules: readonly RuleRecord[]) {
    this.byRegion = Map.groupBy(rules, (rule) => rule.regionCode)
  }

  /**
   * The most specific rule in force.
   *
   * @param accepts which rules may decide at all
   */
  decide(asked: MatterAsked, accepts: (rule: RuleRecord) => boolean = () => true): Decision | undefined {
    let best: Decision | undefined
    const deepest = asked.path.length - 1
    for (const [depth, code] of asked.path.entries()) {
      for (const rule of this.byRegion.get(code) ?? []) {
        if ((depth < deepest && !rule.includesBelow) || !isFor(rule, asked) || !accepts(rule)) continue
        const specificity = specificityOf(rule, depth)
        if (best === undefined || compareSpecificity(specificity, best.specificity) > 0)
          best = { rule, specificity }
      }
    }
    return best
  }
}

function isFor(rule: RuleRecord, { industryCode, matterTypes, accidentLevel, day }: MatterAsked): boolean {
  if (rule.industryCode !== null && rule.industryCode !== industryCode) return false
  if (rule.matterType !== null && !matterTypes.includes(rule.matterType)) return false
  if (rule.accidentLevel !== null && rule.accidentLevel !== accidentLevel) return false
  return isInForce(rule, day)
}

export function isInForce(
  { validFrom, validTo }: Pick<RuleRecord, 'validFrom' | 'validTo'>,
  day: Day,
): boolean {
  return (validFrom === null || validFrom <= day) && (validTo === null || day < validTo)
}
