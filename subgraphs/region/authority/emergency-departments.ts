import type { Division, DivisionTree } from '../division/division-tree.js'
import type { AuthorityKind } from '../../shared/dictionary/authority.js'
import { authorityIdOf } from './authority-id.js'
import { listSpecialAuthorities, xpccAuthorityId } from './special-authorities.js'

export const authorityLevels = ['NATIONAL', 'PROVINCE', 'CITY', 'COUNTY'] as const
export type AuthorityLevel = (typeof authorityLevels)[number]

export type AuthorityRecord = Readonly<{
  id: string
  kind: AuthorityKind
  name: string
  level: AuthorityLevel
  regionCode: string | null
  parentAuthorityId: string | null
  /** Named from general knowledge, to be compared with an official list. */
  toConfirm: boolean
}>

type Department = AuthorityRecord & { readonly regionCode: string }

/** 港澳台 keep their own law on work safety: the mainland's departments answer for nothing there. */
export const withoutDepartment: ReadonlySet<string> = new Set(['710000', '810000', '820000'])

/**
 * Functional zones with a department of their own. For every other zone the city's department answers: naming one
 * that does not exist would send a report to a desk where nobody sits.
 */
const zonesWithDepartment = new Set(['410173'])

/**
 * The emergency-management departments of the four levels, derived from the divisions: the State Council's
 * institutional reform of 2018 set one up in each. Towns have none, the county's answers for them.
 *
 * @returns parents before their children
 */
export function listEmergencyDepartments(tree: DivisionTree): Department[] {
  return tree.ranked.filter(hasDepartment).map((division) => ({
    id: authorityIdOf(division.code),
    kind: 'EMERGENCY_MANAGEMENT',
    name: nameDepartment(division),
    level: levelOfDepartment(division),
    regionCode: division.code,
    parentAuthorityId: parentOf(division),
    toConfirm: false,
  }))
}

/** Every authority that is there before anybody registers one, parents before their children. */
export function listFirstAuthorities(tree: DivisionTree): AuthorityRecord[] {
  const [ministry, ...departments] = listEmergencyDepartments(tree)
  const special = listSpecialAuthorities((code) => shortNameOf(tree.get(code)?.name ?? code))
  return [...(ministry ? [ministry] : []), ...special, ...departments]
}

/** 内蒙古 for 内蒙古自治区, 广西 for 广西壮族自治区. */
function shortNameOf(provinceName: string): string {
  return provinceName.replace(/(?:壮族|回族|维吾尔)?自治区$|省$|市$/u, '')
}

function hasDepartment({ code, level, kind }: Division): boolean {
  if (level === 'TOWN' || withoutDepartment.has(code)) return false
  return kind === 'DIVISION' || zonesWithDepartment.has(code)
}

function parentOf(division: Division): string | null {
  // 师市合一: 石河子 and its sisters are run by a division 师 of 兵团, though they stand under 新疆 in the list.
  if (/^6590(?!00)/.test(division.code) && division.level === 'COUNTY') return xpccAuthorityId
  for (let at = division.parent; at !== null; at = at.parent)
    if (hasDepartment(at)) return authorityIdOf(at.code)
  return null
}

function levelOfDepartment({ level }: Division): AuthorityLevel {
  if (level === 'TOWN') throw new Error('towns have no department')
  return level === 'COUNTRY' ? 'NATIONAL' : level
}

function nameDepartment({ name, level, kind, parent }: Division): string {
  if (level === 'COUNTRY') return '应急管理部'
  // Provinces and autonomous regions have a 厅, municipalities a 局.
  if (level === 'PROVINCE') return name.endsWith('市') ? `${name}应急管理局` : `${name}应急管理厅`
  // A district is known by its city (there are eight 城关区 and 朝阳区 enough); counties carry their own name alone.
  const isDistrict = level === 'COUNTY' && kind === 'DIVISION' && name.endsWith('区')
  return `${isDistrict ? (parent?.name ?? '') : ''}${name}应急管理局`
}
