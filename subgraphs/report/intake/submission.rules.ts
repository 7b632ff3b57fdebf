import { isIndustryCode } from '../../shared/dictionary/matter.js'
import { isUuid } from '../../shared/uuid.js'
import { isCreditCode } from '../content/credit-code.js'
import { checkSeparateConsents } from '../consent/separate-consent.rules.js'
import { checkIdentities } from '../identity-vault/identity.rules.js'
import { checkAccident, checkMoment } from './accident.rules.js'
import { checkCircumstances, checkLocation } from './circumstances.rules.js'
import { problem, type Problem } from './problem.js'
import type { SubmitReportInput } from './submission.input.js'
import { checkText } from './text-fields.js'

/**
 * The form as it is asked now. A submission that names an older one is taken in as long as it keeps today's rules:
 * who began yesterday loses nothing.
 */
export const formVersion = 2

export const mostAliases = 5

/** Every rule a submission breaks, in the order of the form: sections 3.3 and 3.9 of the requirements. */
export function checkSubmission(
  input: SubmitReportInput,
  now = new Date(),
  demands = { consent: true },
): Problem[] {
  return [
    ...checkFormVersion(input),
    ...(demands.consent ? checkConsent(input) : []),
    ...checkIdentities(input),
    ...checkPlaceAndIndustry(input),
    ...checkLocation(input),
    ...checkMatter(input),
    ...checkFacts(input, now),
    ...checkAccident(input, now),
    ...checkCircumstances(input),
    ...checkSeparateConsents(input),
  ]
}

function checkFormVersion({ formVersion: given }: SubmitReportInput): Problem[] {
  if (given === null || given === undefined || (given >= 1 && given <= formVersion)) return []
  return [problem('formVersion', '没有这个版本的表单。', 'There is no such version of the form.')]
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

function checkMatter({ matterTypes, unitName, unitAliases, unitCreditCode }: SubmitReportInput): Problem[] {
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
  problems.push(...checkText('unitName', unitName))
  if (unitAliases.length > mostAliases) {
    problems.push(
      problem(
        'unitAliases',
        `单位别名最多 ${String(mostAliases)} 个。`,
        `At most ${String(mostAliases)} names.`,
      ),
    )
  } else {
    problems.push(
      ...unitAliases.flatMap((alias, index) =>
        checkText('unitAliases', alias, `unitAliases[${String(index)}]`),
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

function checkFacts({ facts }: SubmitReportInput, now: Date): Problem[] {
  const problems = [
    ...checkText('facts.what', facts.what),
    ...checkText('facts.when', facts.when),
    ...checkMoment('facts.from', facts.from, now),
    ...checkMoment('facts.to', facts.to, now),
    ...checkText('facts.where', facts.where),
    ...checkText('facts.who', facts.who),
  ]
  if (facts.from && facts.to && facts.from > facts.to) {
    problems.push(problem('facts.to', '结束时间不能早于开始时间。', 'The end is before the beginning.'))
  }
  return problems
}
