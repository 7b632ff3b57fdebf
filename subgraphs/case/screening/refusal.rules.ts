import { RefusalGround, RefusalSubKind } from '../../shared/dictionary/loop.js'
import { isText } from '../../shared/is-text.js'

export type RefusalGiven = {
  ground: RefusalGround
  subKind: RefusalSubKind | null
  reason: string
  noticeVersion: number
  noticeClause: string
  legalBasis: string | null
  whyNoSupplement: string | null
  earlierCaseId: string | null
}

type Problem = { inputPath: string; zh: string; en: string }

/** What each ground is told apart by: requirements C22 and C23. The other two have nothing below them. */
export const subKindsOf: Readonly<Record<RefusalGround, readonly RefusalSubKind[]>> = {
  DUPLICATE_BY_SAME_REPORTER: [],
  UNCLEAR: [RefusalSubKind.OBJECT, RefusalSubKind.MATTER, RefusalSubKind.FACTS],
  OTHER_PROCEDURE: [
    RefusalSubKind.SUGGESTION,
    RefusalSubKind.INFO_DISCLOSURE,
    RefusalSubKind.ADMIN_RECONSIDERATION,
    RefusalSubKind.COURT,
    RefusalSubKind.ARBITRATION,
    RefusalSubKind.OTHER_DEPARTMENT,
    RefusalSubKind.MEDIATION,
  ],
  OTHER_LEGAL: [],
}

/** Numbers of clauses as the reporting notice has them: 4.1. */
const clause = /^[1-9]\d{0,2}(\.[1-9]\d{0,2}){0,3}$/

/**
 * The first thing wrong with a refusal: it rests on exactly one ground, with what that ground wants and nothing of
 * another.
 *
 * @param known whether a supplement was asked for, and whether the cited version of the notice was published
 */
export function problemOf(
  given: RefusalGiven,
  known: { supplementAsked: boolean; noticePublished: boolean },
): Problem | undefined {
  return (
    subKindProblem(given) ??
    textProblem('reason', given.reason) ??
    clauseProblem(given, known.noticePublished) ??
    legalBasisProblem(given) ??
    supplementProblem(given, known.supplementAsked) ??
    earlierCaseProblem(given)
  )
}

function subKindProblem({ ground, subKind }: RefusalGiven): Problem | undefined {
  const allowed = subKindsOf[ground]
  const fits = subKind === null ? allowed.length === 0 : allowed.includes(subKind)
  if (fits) return undefined
  return {
    inputPath: 'input.subKind',
    zh: allowed.length === 0 ? '此情形没有细目。' : '请选择此情形下的细目。',
    en: allowed.length === 0 ? 'This ground has no sub-kinds.' : 'Choose a sub-kind of this ground.',
  }
}

function clauseProblem({ noticeVersion, noticeClause }: RefusalGiven, published: boolean) {
  if (!published)
    return {
      inputPath: 'input.noticeVersion',
      zh: `没有第 ${String(noticeVersion)} 版举报须知。`,
      en: 'There is no such version of the reporting notice.',
    }
  if (clause.test(noticeClause)) return undefined
  return {
    inputPath: 'input.noticeClause',
    zh: '请填写举报须知的条款编号，如 4.1。',
    en: 'Give the number of a clause of the notice, such as 4.1.',
  }
}

/** C24: whoever refuses on another law names it. */
function legalBasisProblem({ ground, legalBasis }: RefusalGiven): Problem | undefined {
  if (ground === RefusalGround.OTHER_LEGAL) return textProblem('legalBasis', legalBasis, 500)
  return unwanted('legalBasis', legalBasis)
}

/** C22: what is unclear is asked first, or it is said why not. */
function supplementProblem({ ground, whyNoSupplement }: RefusalGiven, asked: boolean): Problem | undefined {
  if (ground !== RefusalGround.UNCLEAR) return unwanted('whyNoSupplement', whyNoSupplement)
  if (whyNoSupplement !== null) return textProblem('whyNoSupplement', whyNoSupplement)
  if (asked) return undefined
  return {
    inputPath: 'input.whyNoSupplement',
    zh: '应先要求举报人补充；不要求补充的，请说明理由。',
    en: 'Ask the reporter for a supplement first, or say why not.',
  }
}

/** C21: the matter was accepted before; in which case is named. */
function earlierCaseProblem({ ground, earlierCaseId }: RefusalGiven): Problem | undefined {
  if (ground !== RefusalGround.DUPLICATE_BY_SAME_REPORTER) return unwanted('earlierCaseId', earlierCaseId)
  if (earlierCaseId !== null) return undefined
  return {
    inputPath: 'input.earlierCaseId',
    zh: '请指明此前已受理的案件。',
    en: 'Name the case in which it was accepted before.',
  }
}

function textProblem(field: string, text: string | null, max = 2_000): Problem | undefined {
  if (text !== null && isText(text, 2, max)) return undefined
  return {
    inputPath: `input.${field}`,
    zh: `请填写 2 到 ${String(max)} 字，不能含控制字符。`,
    en: `Write 2 to ${String(max)} characters, no control characters.`,
  }
}

function unwanted(field: string, value: string | null): Problem | undefined {
  if (value === null) return undefined
  return {
    inputPath: `input.${field}`,
    zh: '所选情形不需要此项：不予受理只能依据一种情形。',
    en: 'The chosen ground does not take this: a refusal rests on one ground.',
  }
}
