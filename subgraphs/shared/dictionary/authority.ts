/** Kinds of authority: requirements D15, D17, D18, E20 and section 3.10. */
export const authorityKinds = [
  'EMERGENCY_MANAGEMENT',
  'MINE_SAFETY',
  'XPCC',
  'MINISTRY_DIVISION',
  'AFFILIATED_INSTITUTION',
  'OTHER_DEPARTMENT',
] as const

export type AuthorityKind = (typeof authorityKinds)[number]
