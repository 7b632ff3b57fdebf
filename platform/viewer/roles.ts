/**
 * Every staff role and what it may do: the one table. Reach is a matter of the authority, not of the role: a role
 * acts on the authority's own region and everything below it. Sources: requirements D19, D20, B*, domain rule 2.8
 * (three separate administrators).
 */
export const staffRoles = {
  INTAKE_OFFICER: {
    zh: '受理员',
    en: 'Intake officer',
    may: [
      'READ_CASES',
      'READ_REPORTS',
      'SCREEN_REPORTS',
      'RECORD_REPORTS',
      'ASSIGN_CASES',
      'CLOSE_CASES',
      'READ_EXACT_COUNTS',
    ],
  },
  CASE_OFFICER: {
    zh: '经办人',
    en: 'Case officer',
    may: [
      'READ_CASES',
      'READ_REPORTS',
      'VERIFY_CASES',
      'PROPOSE_MARKS',
      'REEXAMINE_CASES',
      'ASSESS_REWARDS',
      'CLOSE_CASES',
      'PREPARE_SUMMARIES',
      'READ_EXACT_COUNTS',
    ],
  },
  /** Money leaves by the hand of somebody who neither reckons nor approves it, and who reads no report. */
  FINANCE_OFFICER: { zh: '财务人员', en: 'Finance officer', may: ['READ_CASES', 'PAY_REWARDS'] },
  SUPERVISOR: { zh: '督办员', en: 'Supervisor', may: ['READ_CASES', 'SUPERVISE_CASES', 'READ_EXACT_COUNTS'] },
  LEADER: {
    zh: '负责人',
    en: 'Leader',
    may: [
      'READ_CASES',
      'ASSIGN_CASES',
      'SUPERVISE_CASES',
      'APPROVE_CASES',
      'REEXAMINE_CASES',
      'CLOSE_CASES',
      'PREPARE_SUMMARIES',
      'HOLD_REPORTS',
      'RELEASE_EVIDENCE',
      'DECIDE_MARKS',
      'READ_EXACT_COUNTS',
      'READ_OUTREACH',
      'MANAGE_CAMPAIGNS',
      'CHECK_OUTREACH',
      'SEAL_OUTREACH',
    ],
  },
  PUBLICITY_STAFF: {
    zh: '宣传人员',
    en: 'Publicity staff',
    may: [
      'READ_CASE_LINKS',
      'READ_EXACT_COUNTS',
      'MAKE_PLACEMENT_CODES',
      'READ_OUTREACH',
      'MANAGE_CAMPAIGNS',
      'FILL_OUTREACH',
      'CHECK_OUTREACH',
    ],
  },
  DASHBOARD: { zh: '大屏账号', en: 'Dashboard account', may: ['READ_EXACT_COUNTS'] },
  REGION_MANAGER: { zh: '区划管理员', en: 'Region manager', may: ['MANAGE_REGIONS'] },
  IDENTITY_CUSTODIAN: { zh: '身份保管员', en: 'Identity custodian', may: ['REQUEST_REVEALS'] },
  IDENTITY_APPROVER: { zh: '身份审批员', en: 'Identity approver', may: ['APPROVE_REVEALS'] },
  SYSTEM_ADMIN: { zh: '系统管理员', en: 'System administrator', may: ['MANAGE_SYSTEM'] },
  SECURITY_ADMIN: {
    zh: '安全管理员',
    en: 'Security administrator',
    may: ['MANAGE_ACCOUNTS', 'PUBLISH_KEY_BUNDLES'],
  },
  AUDIT_ADMIN: { zh: '审计管理员', en: 'Audit administrator', may: ['READ_AUDIT'] },
  /** Reads figures, and cases as days and codes; a scope of its own (requirement A06). */
  DATA_PLATFORM: { zh: '数据平台', en: 'Data platform', may: ['READ_FEEDS'] },
  EXTERNAL_SYSTEM: { zh: '外部系统', en: 'External system', may: ['SYNC_REPORTS'] },
} as const

export type StaffRole = keyof typeof staffRoles
export type Permission = (typeof staffRoles)[StaffRole]['may'][number]

/**
 * Who runs the system, who gives accounts and who reads the audit chain are three people (三员分立): two of these
 * roles on one account cancel each other.
 */
export const administrators = ['SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN'] as const satisfies StaffRole[]

/** Whether any of the roles carries the permission. Unknown role names, as a provider may send them, carry none. */
export function rolesMay(roles: readonly string[], permission: Permission): boolean {
  const mixed = administrators.filter((role) => roles.includes(role)).length > 1
  return roles.some((role) => {
    if (mixed && (administrators as readonly string[]).includes(role)) return false
    const known = Object.hasOwn(staffRoles, role) ? staffRoles[role as StaffRole] : undefined
    return known !== undefined && (known.may as readonly string[]).includes(permission)
  })
}
