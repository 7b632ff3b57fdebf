import type { Message } from '../../../platform/errors.js'
import { ReporterKind, ReporterMode } from '../../shared/dictionary/matter.js'
import { ContactCheck } from './form-kinds.js'
import type { StoredReport } from './report.entity.js'

/** What a reporter is told with the receipt: requirements C05, C06. From what is stored, so that a repeated answer says the same. */
export function warningsOf({
  mode,
  reporterKind,
  contactCheck,
}: Pick<StoredReport, 'mode' | 'reporterKind' | 'contactCheck'>): Message[] {
  if (mode === ReporterMode.REAL_NAME) return contactCheck === ContactCheck.DOUBTFUL ? [noValidContact] : []
  return [
    noReward,
    ...(reporterKind === ReporterKind.EMPLOYEE ? [employeeWithoutName] : []),
    ...(contactCheck === ContactCheck.GIVEN ? [addressIsReadable] : []),
  ]
}

export const noReward: Message = {
  zh: '匿名举报没有举报奖励。',
  en: 'Anonymous reports are not rewarded.',
}

/** 应急〔2020〕69号 第四条: the authority may refuse; ours accepts and says so (domain rule 2.2). */
export const employeeWithoutName: Message = {
  zh: '从业人员举报本单位应提供真实姓名和有效联系方式，匿名举报可能影响核查和奖励。',
  en: 'Employees are asked for a name and a contact; without them verification and reward may suffer.',
}

export const noValidContact: Message = {
  zh: '您填写的电话看起来不是有效号码；未提供有效联系方式的，核查属实后将难以发放奖励，请凭查询码补充。',
  en: 'The telephone looks like no real number. Without a valid contact a reward can hardly be paid: add one with the receipt.',
}

export const addressIsReadable: Message = {
  zh: '您留下了接收通知的号码，系统可以解密它用于发送。如需不留任何联系方式，请凭查询码撤回接收通知的同意。',
  en: 'You left a number for notices, which the system can open to send them. To leave nothing, withdraw that consent with the receipt.',
}
