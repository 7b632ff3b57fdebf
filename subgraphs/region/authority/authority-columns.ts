import type { AuthorityKind } from '../../shared/dictionary/authority.js'
import type { ContactKind } from './authority.entity.js'
import type { DraftField } from './draft.js'
import type { AuthorityLevel } from './emergency-departments.js'

/** The columns of an authorities file, in the order they are exported. */
export const columns = {
  id: '编号',
  kind: '类别',
  name: '名称',
  level: '层级',
  regionCode: '区划代码',
  parentAuthorityId: '上级监督机关',
  objectionAuthorityId: '异议机关',
  toConfirm: '待核实',
} as const satisfies Record<Exclude<DraftField, 'contacts'>, string>

/** Several contacts of one kind stand in one cell, with ； between them. */
export const contactColumns: Readonly<Record<ContactKind, string>> = {
  HOTLINE: '举报热线',
  OFFICE_PHONE: '办公电话',
  FAX: '传真',
  EMAIL: '电子邮箱',
  ADDRESS: '地址',
  WEBSITE: '网站',
}

export const allColumns: readonly string[] = [...Object.values(columns), ...Object.values(contactColumns)]
export const requiredColumns: readonly string[] = [
  columns.kind,
  columns.name,
  columns.level,
  columns.regionCode,
]

export const kindLabels: Readonly<Record<AuthorityKind, string>> = {
  EMERGENCY_MANAGEMENT: '应急管理部门',
  MINE_SAFETY: '矿山安全监察机构',
  XPCC: '兵团',
  MINISTRY_DIVISION: '部机关司局',
  AFFILIATED_INSTITUTION: '部所属事业单位',
  OTHER_DEPARTMENT: '其他部门',
}

export const levelLabels: Readonly<Record<AuthorityLevel, string>> = {
  NATIONAL: '国家级',
  PROVINCE: '省级',
  CITY: '市级',
  COUNTY: '县级',
}

/** The column to blame for a problem of a draft. */
export function columnOf(field: DraftField): string {
  return field === 'contacts' ? contactColumns.HOTLINE : columns[field]
}
