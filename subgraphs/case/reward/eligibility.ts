import { Conclusion } from '../../shared/dictionary/loop.js'
import { ReporterMode } from '../../shared/dictionary/matter.js'
import type { Label } from '../loop/table/machines.js'

/** Why a reporter gets no reward: requirements C05–C07, D12, D13, domain rule 2.1. */
export const ineligibilityLabels = {
  NOT_SUBSTANTIATED: { zh: '举报未经核查属实', en: 'The report was not found to be true.' },
  ANONYMOUS: { zh: '匿名举报没有举报奖励', en: 'An anonymous report earns no reward.' },
  WITHDRAWN: { zh: '举报已撤回', en: 'The report was withdrawn.' },
  NOT_FIRST_REPORTER: {
    zh: '同一事项只奖励最先受理的有效实名举报人',
    en: 'Only the earliest effective reporter of the matter is rewarded.',
  },
  NO_VALID_CONTACT: { zh: '未提供有效联系方式', en: 'There is no valid contact.' },
  UNCLEAR: { zh: '没有明确的举报对象和具体事实', en: 'No clear target or no concrete facts.' },
  STAFF_MEMBER: {
    zh: '举报人属于负有安全监管职责的工作人员等不予奖励人员',
    en: 'The reporter is of the staff whose duty it is, and excluded.',
  },
  ALREADY_FOUND: {
    zh: '举报前监管部门已发现或者正在处理',
    en: 'A regulator had found it before, or was dealing with it.',
  },
  NO_RULE: { zh: '当地没有适用的奖励规则', en: 'No rule in force rewards this.' },
} as const satisfies Record<string, Label>

export type Ineligibility = keyof typeof ineligibilityLabels

/** What only people can say; of one report, or of the whole matter. */
export type StatedObstacle = {
  reportId: string | null
  obstacle: Extract<Ineligibility, 'NO_VALID_CONTACT' | 'UNCLEAR' | 'STAFF_MEMBER' | 'ALREADY_FOUND'>
}

export type Candidate = {
  reportId: string
  mode: string | null
  reporterKind: string | null
  submittedAt: Date | null
  withdrawn: boolean
  /** Its acceptance came first: it stays first whatever is merged later. */
  isFirstAccepted: boolean
}

export type Standing = { reportId: string; reasons: Ineligibility[] }
export type Eligibility = { beneficiary: Candidate | null; standings: Standing[] }

/**
 * Who of the reporters of a case is rewarded, and of each other every reason why not. The first accepted report that
 * counts takes it; where that one does not count (匿名, no valid contact), the next does: 最先受理的有效的实名举报人.
 */
export function decideEligibility(
  candidates: readonly Candidate[],
  matter: {
    conclusion: Conclusion | null
    anonymousRewarded: boolean
    obstacles: readonly StatedObstacle[]
    hasRule: boolean
  },
): Eligibility {
  const inOrder = candidates.toSorted(
    (one, other) =>
      Number(other.isFirstAccepted) - Number(one.isFirstAccepted) ||
      Number(one.submittedAt ?? 0) - Number(other.submittedAt ?? 0) ||
      one.reportId.localeCompare(other.reportId),
  )
  let beneficiary: Candidate | null = null
  const standings = inOrder.map((candidate): Standing => {
    const reasons = ownReasons(candidate, matter)
    if (beneficiary !== null)
      return { reportId: candidate.reportId, reasons: [...reasons, 'NOT_FIRST_REPORTER'] }
    if (reasons.length === 0) beneficiary = candidate
    return { reportId: candidate.reportId, reasons }
  })
  return { beneficiary, standings }
}

function ownReasons(
  { reportId, mode, withdrawn }: Candidate,
  { conclusion, anonymousRewarded, obstacles, hasRule }: Parameters<typeof decideEligibility>[1],
): Ineligibility[] {
  const isTrue = conclusion === Conclusion.SUBSTANTIATED || conclusion === Conclusion.PARTLY_SUBSTANTIATED
  const isNamed = mode === ReporterMode.REAL_NAME || anonymousRewarded
  const stated = obstacles.filter((one) => one.reportId === null || one.reportId === reportId)
  return [
    ...(isTrue ? [] : ['NOT_SUBSTANTIATED' as const]),
    ...(isNamed ? [] : ['ANONYMOUS' as const]),
    ...(withdrawn ? ['WITHDRAWN' as const] : []),
    ...new Set(stated.map(({ obstacle }) => obstacle)),
    ...(hasRule ? [] : ['NO_RULE' as const]),
  ]
}
