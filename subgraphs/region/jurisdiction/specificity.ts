import { MatterType, type AccidentLevel } from '../../shared/dictionary/matter.js'

/** What a rule says of the matters it is for; null is any. */
export type RuleTerms = Readonly<{
  industryCode: string | null
  matterType: MatterType | null
  accidentLevel: AccidentLevel | null
}>

/**
 * How specific a rule is for a place, compared from left to right, the greater one decides:
 *
 * 1. whether it says anything of the matter at all. Special jurisdiction comes before territorial 属地: otherwise the
 *    department of every county would take from the mine bureau of its province what a rule gives it;
 * 2. the depth of its place: country 0, province 1, city 2, county or functional zone of a city 3, town 4, as the
 *    list of divisions has them (济源 and the districts of 北京 stand at 2);
 * 3. whether it names the accident level 级别管辖;
 * 4. whether it names the matter type, the graver before the lesser: a report may be of several types, and the
 *    concealed accident in it must not wait for the illegal act;
 * 5. whether it names the industry.
 *
 * Two rules in force for one place never have the same: one that would is refused when it is entered.
 */
export type Specificity = readonly [
  matter: number,
  placeDepth: number,
  accidentLevel: number,
  matterType: number,
  industry: number,
]

const gravity: Readonly<Record<MatterType, number>> = {
  [MatterType.CONCEALED_OR_FALSE_ACCIDENT]: 4,
  [MatterType.MAJOR_HAZARD]: 3,
  [MatterType.ILLEGAL_ACT]: 2,
  [MatterType.GENERAL_HAZARD]: 1,
}

/** @param placeDepth of the rule's place, in steps below the country */
export function specificityOf(terms: RuleTerms, placeDepth: number): Specificity {
  const { industryCode, matterType, accidentLevel } = terms
  const saysOfMatter = industryCode !== null || matterType !== null || accidentLevel !== null
  return [
    saysOfMatter ? 1 : 0,
    placeDepth,
    accidentLevel === null ? 0 : 1,
    matterType === null ? 0 : gravity[matterType],
    industryCode === null ? 0 : 1,
  ]
}

/** Positive where `a` is the more specific one. */
export function compareSpecificity(a: Specificity, b: Specificity): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
