import { ReporterMode } from '../../shared/dictionary/matter.js'
import { FeedbackPreference } from '../intake/form-kinds.js'
import { problem, type Problem } from '../intake/problem.js'
import type { SubmitReportInput } from '../intake/submission.input.js'
import { isNoticeAddress, whyNoAddress } from '../notices/address-form.js'
import { ConsentKind, SeparateConsentKind } from './consent-kind.js'
import { consentTexts, wordsOf } from './consent-texts.js'

/** Which consent a way of being told needs; none for a receipt. */
export const consentOf: Readonly<Record<FeedbackPreference, SeparateConsentKind | null>> = {
  RECEIPT_ONLY: null,
  SMS: SeparateConsentKind.NOTICES_BY_SMS,
  WECHAT: SeparateConsentKind.NOTICES_BY_WECHAT,
}

/** What is agreed to separately, and how the reporter wants to be told: G04, D04. */
export function checkSeparateConsents(input: SubmitReportInput): Problem[] {
  return [...checkDeclaration(input), ...checkWords(input), ...checkNotices(input)]
}

function checkDeclaration({ consent }: SubmitReportInput): Problem[] {
  const version = consent?.declarationVersion ?? 1
  if (consentTexts[ConsentKind.TRUTH].some((known) => known.version === version)) return []
  return [problem('consent.declarationVersion', '没有这个版本的声明。', 'There is no such declaration.')]
}

function checkWords({ consent }: SubmitReportInput): Problem[] {
  const given = consent?.separate ?? []
  if (new Set(given.map(({ kind }) => kind)).size !== given.length) {
    return [problem('consent.separate', '同一事项请只同意一次。', 'Each thing is agreed to once.')]
  }
  return given.flatMap(({ kind, version }, index) =>
    version === wordsOf(kind).version
      ? []
      : [
          problem(
            `consent.separate[${String(index)}].version`,
            '单独同意的文字已更新，请重新阅读后再确认。',
            'The words have changed: read them again.',
          ),
        ],
  )
}

function checkNotices(input: SubmitReportInput): Problem[] {
  const { mode, noticeAddress } = input
  const preference = input.feedbackPreference ?? FeedbackPreference.RECEIPT_ONLY
  const needed = consentOf[preference]
  const given = (input.consent?.separate ?? []).map(({ kind }) => kind)
  const unasked = given.filter((kind) => Object.values(consentOf).includes(kind) && kind !== needed)
  if (unasked.length > 0) {
    return [
      problem(
        'consent.separate',
        '同意接收通知的方式与所选反馈方式不一致。',
        'The notices agreed to are not those that were chosen.',
      ),
    ]
  }
  if (needed === null) {
    if (!noticeAddress) return []
    return [
      problem('noticeAddress', '仅凭查询码查询时不需要填写。', 'Who looks by receipt leaves no address.'),
    ]
  }
  if (mode === ReporterMode.ANONYMOUS && preference === FeedbackPreference.WECHAT) {
    return [
      problem(
        'feedbackPreference',
        '匿名举报不保存微信标识，请选择凭查询码查询。',
        'An anonymous report keeps no identifier of WeChat: choose the receipt.',
      ),
    ]
  }
  if (!given.includes(needed)) {
    return [problem('consent.separate', '请先单独同意接收通知。', 'Notices need a consent of their own.')]
  }
  if (isNoticeAddress(preference, noticeAddress)) return []
  const { zh, en } = whyNoAddress[preference]
  return [problem('noticeAddress', zh, en)]
}
