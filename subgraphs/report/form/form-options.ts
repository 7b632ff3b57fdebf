import type { Message } from '../../../platform/errors.js'
import type { ReporterKind } from '../../shared/dictionary/matter.js'
import { Channel, MatterSubKind, MatterType, ReporterMode } from '../../shared/dictionary/matter.js'
import type { ElsewhereKind, FeedbackPreference } from '../intake/form-kinds.js'
import { addressIsReadable, employeeWithoutName, noReward } from '../intake/warnings.js'

type Labels<Code extends string> = Readonly<Record<Code, Message>>

export const modeLabels: Labels<ReporterMode> = {
  REAL_NAME: { zh: '实名举报', en: 'By real name' },
  ANONYMOUS: { zh: '匿名举报', en: 'Anonymously' },
}

/** What follows from the choice, said before it is made: requirements C04–C07, C13. */
export function consequencesOf(mode: ReporterMode, channel: Channel): Message[] {
  return mode === ReporterMode.REAL_NAME
    ? [realNameIsKept, realNameIsRewarded]
    : [noReward, anonymousIsHardToReward, ...(channel === Channel.WECHAT_MINI ? [wechatKnows] : [])]
}

const realNameIsKept = {
  zh: '鼓励实名举报。姓名和联系方式单独封存，未经两个机关的人员共同批准，任何人包括系统管理员都不能查看。',
  en: 'Real names are encouraged. Name and contact are sealed apart: nobody, administrators included, sees them unless people of two offices agree.',
}
const realNameIsRewarded = {
  zh: '举报经核查属实的，按规定给予奖励；须留有效联系方式。',
  en: 'A report that proves true is rewarded by the rules, given a valid contact.',
}
const anonymousIsHardToReward = {
  zh: '匿名举报或未提供有效联系方式的，核查属实后将难以发放奖励。',
  en: 'Without a name or a valid contact a reward can hardly be paid, even if the report proves true.',
}
const wechatKnows = {
  zh: '匿名举报时本平台不调用微信登录和手机号接口，不保存微信标识；但微信知道您使用过本小程序。完全不留痕迹请改用网站。',
  en: 'For an anonymous report no sign-in or telephone of WeChat is asked and no identifier kept; yet WeChat knows that you used the programme. To leave no trace there, use the web site.',
}

/** Section 3.8, 3: the mini-program offers the real name first; on the web site nothing is chosen beforehand. */
export function isDefaultMode(mode: ReporterMode, channel: Channel): boolean {
  return channel === Channel.WECHAT_MINI && mode === ReporterMode.REAL_NAME
}

export const reporterKindLabels: Labels<ReporterKind> = {
  PUBLIC: { zh: '社会公众', en: 'A member of the public' },
  EMPLOYEE: { zh: '企业员工', en: 'An employee' },
  INFORMANT: { zh: '信息员', en: 'An appointed informant' },
}

/** Said where somebody of this kind stays anonymous. */
export const anonymousWarnings: Readonly<Record<ReporterKind, Message | null>> = {
  PUBLIC: null,
  EMPLOYEE: employeeWithoutName,
  INFORMANT: employeeWithoutName,
}

export const matterLabels: Labels<MatterType> = {
  CONCEALED_OR_FALSE_ACCIDENT: {
    zh: '涉嫌瞒报谎报生产安全事故',
    en: 'An accident concealed or falsely reported',
  },
  MAJOR_HAZARD: { zh: '涉嫌存在重大事故隐患', en: 'A major accident hazard' },
  GENERAL_HAZARD: { zh: '涉嫌存在一般事故隐患', en: 'A hazard not known to be major' },
  ILLEGAL_ACT: { zh: '涉嫌存在安全生产违法行为', en: 'An illegal act against work safety' },
}

export const subKindLabels: Labels<MatterSubKind> = {
  CONCEALED_ACCIDENT: { zh: '瞒报', en: 'Concealed' },
  FALSE_ACCIDENT: { zh: '谎报', en: 'Falsely reported' },
}

export function subKindsOf(type: MatterType): MatterSubKind[] {
  return type === MatterType.CONCEALED_OR_FALSE_ACCIDENT ? Object.values(MatterSubKind) : []
}

export const elsewhereLabels: Labels<ElsewhereKind> = {
  NONE: { zh: '没有', en: 'No' },
  COURT: { zh: '人民法院已受理或处理', en: 'A court has it' },
  ARBITRATION: { zh: '仲裁机构已受理或处理', en: 'It is in arbitration' },
  OTHER_DEPARTMENT: { zh: '其他行政管理部门已受理或处理', en: 'Another department has it' },
  MEDIATION: { zh: '社会调解机构已受理或处理', en: 'It is in mediation' },
}

export const feedbackLabels: Labels<FeedbackPreference> = {
  RECEIPT_ONLY: { zh: '本人凭查询码查询', en: 'I look with the receipt' },
  SMS: { zh: '短信提示', en: 'By SMS' },
  WECHAT: { zh: '微信提示', en: 'By WeChat' },
}

export const feedbackHints: Readonly<Record<FeedbackPreference, Message | null>> = {
  RECEIPT_ONLY: null,
  SMS: addressIsReadable,
  WECHAT: addressIsReadable,
}
