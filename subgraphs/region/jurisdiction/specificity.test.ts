import { expect, test } from '@jest/globals'
import { AccidentLevel, MatterType } from '../../shared/dictionary/matter.js'
import { compareSpecificity, specificityOf, type RuleTerms } from './specificity.js'

const any: RuleTerms = { industryCode: null, matterType: null, accidentLevel: null }
const coal: RuleTerms = { ...any, industryCode: 'COAL_MINE' }
const majorAccident: RuleTerms = { ...any, accidentLevel: AccidentLevel.MAJOR }
const concealed: RuleTerms = { ...any, matterType: MatterType.CONCEALED_OR_FALSE_ACCIDENT }
const hazard: RuleTerms = { ...any, matterType: MatterType.MAJOR_HAZARD }
const illegal: RuleTerms = { ...any, matterType: MatterType.ILLEGAL_ACT }
const general: RuleTerms = { ...any, matterType: MatterType.GENERAL_HAZARD }
const [province, city, county, town] = [1, 2, 3, 4]

test.each<[string, RuleTerms, number, RuleTerms, number]>([
  ['coal mines of the province before everything of the county', coal, province, any, county],
  ['a level in the province before everything of the town', majorAccident, province, any, town],
  ['everything of the county before everything of the city', any, county, any, city],
  ['coal mines of the county before a level in the province', coal, county, majorAccident, province],
  ['a level before a matter type', majorAccident, city, concealed, city],
  [
    'a level before matter type and industry together',
    majorAccident,
    city,
    { ...concealed, ...coal, matterType: concealed.matterType },
    city,
  ],
  ['a matter type before an industry', illegal, city, coal, city],
  ['both before one of them', { ...illegal, industryCode: 'COAL_MINE' }, city, illegal, city],
  ['a concealed accident before a hazard', concealed, city, hazard, city],
  ['a hazard before an illegal act', hazard, city, illegal, city],
  ['an illegal act before a general hazard', illegal, city, general, city],
  [
    'a concealed accident before an illegal act in coal mines',
    concealed,
    city,
    { ...illegal, industryCode: 'COAL_MINE' },
    city,
  ],
])('%s', (_title, first, firstDepth, second, secondDepth) => {
  const [a, b] = [specificityOf(first, firstDepth), specificityOf(second, secondDepth)]
  expect(compareSpecificity(a, b)).toBeGreaterThan(0)
  expect(compareSpecificity(b, a)).toBeLessThan(0)
})

test('two rules of the same terms and place are equally specific', () => {
  expect(compareSpecificity(specificityOf(coal, county), specificityOf(coal, county))).toBe(0)
})
