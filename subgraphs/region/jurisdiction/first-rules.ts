import { AccidentLevel } from '../../shared/dictionary/matter.js'
import { authorityIdOf } from '../authority/authority-id.js'
import type { AuthorityRecord } from '../authority/emergency-departments.js'
import { mineBureauIdOf, provincesWithMineBureau } from '../authority/special-authorities.js'
import type { RuleRecord } from './rule-index.js'

const territorial = '《安全生产领域举报奖励办法》（安监总财〔2018〕19号）第四条：属地管理、分级负责'
const mines = '《煤矿安全监察条例》、国家矿山安全监察机构职责（示例规则，待核实）'

/**
 * The rules there are before anybody enters one: each emergency-management department for its division and all below,
 * the ministry for the country as a whole and nothing below (a silent default is no answer); and, as an example to
 * confirm, the mine bureau of a province for the gravest accidents in coal mines.
 */
export function listFirstRules(departments: readonly AuthorityRecord[]): RuleRecord[] {
  return [
    ...departments.flatMap(({ id, regionCode, kind }) =>
      kind === 'EMERGENCY_MANAGEMENT' && regionCode !== null
        ? [{ ...anything, ...identify(regionCode), authorityId: id, legalBasis: territorial }]
        : [],
    ),
    ...provincesWithMineBureau.flatMap((province) =>
      [AccidentLevel.MAJOR, AccidentLevel.EXTRAORDINARY].map((accidentLevel) => ({
        ...anything,
        ...identify(province, `COAL_MINE:${accidentLevel}`),
        authorityId: mineBureauIdOf(province),
        industryCode: 'COAL_MINE',
        accidentLevel,
        legalBasis: mines,
        toConfirm: true,
      })),
    ),
  ]
}

const anything = {
  industryCode: null,
  matterType: null,
  accidentLevel: null,
  validFrom: null,
  validTo: null,
  toConfirm: false,
}

function identify(regionCode: string, terms = ''): Pick<RuleRecord, 'id' | 'regionCode' | 'includesBelow'> {
  return {
    id: authorityIdOf(`RULE:${regionCode}:${terms}`),
    regionCode,
    includesBelow: regionCode !== '000000',
  }
}
