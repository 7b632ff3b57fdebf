import type { AuthorityKind } from '../../shared/dictionary/authority.js'
import { authorityIdOf } from './authority-id.js'
import type { AuthorityRecord } from './emergency-departments.js'

const ministryId = authorityIdOf('000000')
const mineSafetyId = authorityIdOf('MINE_SAFETY:000000')

/** 新疆生产建设兵团 sits in no division; its cities are 师市合一, and their departments stand under it. */
export const xpccAuthorityId = authorityIdOf('XPCC')

/**
 * Provinces in which the former coal-mine inspection had a bureau; the mine bureaus of 2020 took those over. From
 * general knowledge, so that each is marked to confirm.
 */
export const provincesWithMineBureau = [
  ...['110000', '130000', '140000', '150000', '210000', '220000', '230000', '320000', '340000', '350000'],
  ...['360000', '370000', '410000', '420000', '430000', '450000', '500000', '510000', '520000', '530000'],
  ...['610000', '620000', '630000', '640000', '650000'],
]

export function mineBureauIdOf(provinceCode: string): string {
  return authorityIdOf(`MINE_SAFETY:${provinceCode}`)
}

/**
 * Authorities that no division implies: requirements D17, E20.
 *
 * @param shortNameOf the province as a bureau is named after it: 河南, 内蒙古
 */
export function listSpecialAuthorities(shortNameOf: (provinceCode: string) => string): AuthorityRecord[] {
  const special = (record: Partial<AuthorityRecord> & { id: string; kind: AuthorityKind; name: string }) => ({
    level: 'NATIONAL' as const,
    regionCode: '000000',
    parentAuthorityId: ministryId,
    toConfirm: false,
    ...record,
  })
  return [
    special({
      id: xpccAuthorityId,
      kind: 'XPCC',
      name: '新疆生产建设兵团应急管理局',
      level: 'PROVINCE',
      regionCode: null,
    }),
    special({ id: mineSafetyId, kind: 'MINE_SAFETY', name: '国家矿山安全监察局' }),
    ...provincesWithMineBureau.map((code) =>
      special({
        id: mineBureauIdOf(code),
        kind: 'MINE_SAFETY',
        name: `国家矿山安全监察局${shortNameOf(code)}局`,
        level: 'PROVINCE',
        regionCode: code,
        parentAuthorityId: mineSafetyId,
        toConfirm: true,
      }),
    ),
    special({
      id: authorityIdOf('MINISTRY_DIVISION:STATISTICS'),
      kind: 'MINISTRY_DIVISION',
      name: '应急管理部调查统计司',
    }),
    special({
      id: authorityIdOf('AFFILIATED_INSTITUTION:PUBLICITY'),
      kind: 'AFFILIATED_INSTITUTION',
      name: '应急管理部宣传教育中心',
      toConfirm: true,
    }),
  ]
}
