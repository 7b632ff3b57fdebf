import type { Message } from '../../../platform/errors.js'
import { isIndustryCode } from '../../shared/dictionary/matter.js'
import { isUuid } from '../../shared/uuid.js'
import { isCreditCode } from '../content/credit-code.js'
import { isText } from '../content/is-text.js'
import { checkIdentities } from '../identity-vault/identity.rules.js'
import type { SubmitReportInput } from './submission.input.js'

/** One thing that is wrong with a submission. */
export type Problem = { inputPath: string; message: Message }

const factsLength = { min: 10, max: 5_000 }
const detailMax = 500
const unitMax = 200

/** Every rule a submission breaks, in the order of the form: sections 3.3 and 3.9 of the requirements. */
export function checkSubmission(input: SubmitReportInput): Problem[] {
  return [
    ...checkConsent(input),
    ...checkIdentities(input),
    ...checkPlaceAndIndustry(input),
    ...checkMatter(input),
    ...checkFacts(input),
  ]
}

function checkConsent({ consent }: SubmitReportInput): Problem[] {
  if (consent === null || consent === undefined) {
    return [
      problem(
        'consent',
        '请先阅读并同意举报须知和隐私说明。',
        'Read and agree to the reporting notice and the privacy explanation first.',
      ),
    ]
  }
  if (!consent.declaredTrue) {
    return [
      problem('consent.declaredTrue', '请声明对举报内容的真实性负责。', 'Declare that the report is true.'),
    ]
  }
  return []
}

function checkPlaceAndIndustry({
  regionCode,
  industryCode,
  againstAuthorityId,
}: SubmitReportInput): Problem[] {
  const problems: Problem[] = []
  if (!/^\d{6}(\d{3})?$/.test(regionCode)) {
    problems.push(
      problem('regionCode', '地区代码应为 6 位或 9 位数字。', 'A region code has six or nine digits.'),
    )
  }
  if (!isIndustryCode(industryCode)) {
    problems.push(problem('industryCode', '请选择行业领域。', 'Choose an industry.'))
  }
  if (againstAuthorityId != null && !isUuid(againstAuthorityId)) {
    problems.push(
      problem(
        'againstAuthorityId',
        '没有这个机关，请重新选择。',
        'There is no such authority: choose again.',
      ),
    )
  }
  return problems
}

function checkMatter({ matterTypes, unitName, unitCreditCode }: SubmitReportInput): Problem[] {
  const problems: Problem[] = []
  if (matterTypes.length === 0 || new Set(matterTypes).size !== matterTypes.length) {
    problems.push(
      problem(
        'matterTypes',
        '请选择举报事项类别，不要重复。',
        'Choose at least one kind of matter, each once.',
      ),
    )
  }
  if (!isText(unitName, 2, unitMax)) {
    problems.push(
      problem(
        'unitName',
        `请填写被举报单位名称（2 到 ${String(unitMax)} 字）。`,
        `Name the reported unit in 2 to ${String(unitMax)} characters.`,
      ),
    )
  }
  if (unitCreditCode !== null && unitCreditCode !== undefined && !isCreditCode(unitCreditCode)) {
    problems.push(
      problem(
        'unitCreditCode',
        '统一社会信用代码有误，不清楚可不填写。',
        'This is no unified social credit code; leave it out if unsure.',
      ),
    )
  }
  return problems
}

function checkFacts({ facts }: SubmitReportInput): Problem[] {
  const problems: Problem[] = []
  if (!isText(facts.what, factsLength.min, factsLength.max)) {
    problems.push(
      problem(
        'facts.what',
        `请写明违法违规事实（${String(factsLength.min)} 到 ${String(factsLength.max)} 字）。`,
        `Say what happened in ${String(factsLength.min)} to ${String(factsLength.max)} characters.`,
      ),
    )
  }
  for (const field of ['when', 'where', 'who'] as const) {
    const text = facts[field]
    if (text !== null && text !== undefined && !isText(text, 0, detailMax)) {
      problems.push(
        problem(
          `facts.${field}`,
          `此项不能超过 ${String(detailMax)} 字，且不能含控制字符。`,
          `At most ${String(detailMax)} characters, no control characters.`,
        ),
      )
    }
  }
  return problems
}

function problem(field: string, zh: string, en: string): Problem {
  return { inputPath: `input.${field}`, message: { zh, en } }
}
