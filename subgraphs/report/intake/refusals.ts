import type { Message } from '../../../platform/errors.js'
import type { Language } from '../../../platform/language.js'
import type { Jurisdiction } from '../references/region.client.js'
import { SubmissionRefusal, SubmissionRefused } from './submission.result.js'

export function refuse(
  reason: SubmissionRefusal,
  jurisdiction: Jurisdiction,
  language: Language,
): SubmissionRefused {
  const isNobody = reason === SubmissionRefusal.NO_AUTHORITY && jurisdiction.kind === 'NOBODY'
  const exact = isNobody ? whyNobody[jurisdiction.reason] : undefined
  return Object.assign(new SubmissionRefused(), { reason, message: (exact ?? refusals[reason])[language] })
}

/** By region's reason, where there is more to say than that nobody answers. */
const whyNobody: Readonly<Record<string, Message>> = {
  OUTSIDE_MAINLAND: {
    zh: '香港、澳门、台湾的安全生产事项不由本平台受理，请向当地主管机关反映。',
    en: 'Matters in Hong Kong, Macao and Taiwan are not handled here: turn to the authority of that place.',
  },
  NO_HIGHER_AUTHORITY: {
    zh: '您举报的机关没有上一级受理机关，请拨打 12350 反映。',
    en: 'The authority it is about has none above it here: call 12350.',
  },
}

const refusals: Readonly<Record<SubmissionRefusal, Message>> = {
  NO_CUSTODIANS: {
    zh: '目前没有可封存您身份的保管员，暂不能实名举报，您的信息没有提交。您可以改为匿名举报，或拨打 12350。',
    en: 'Nobody can hold your identity under seal at the moment: nothing was submitted. Report anonymously, or call 12350.',
  },
  SEALING_OUTDATED: {
    zh: '身份保管员的公钥已更新，请重新封存身份后再次提交。',
    en: 'The keys to seal your identity to have changed: seal it anew and submit again.',
  },
  NOTICE_OUTDATED: {
    zh: '举报须知已更新，请重新阅读并同意后再提交。',
    en: 'The reporting notice has changed: read and agree to its current version.',
  },
  PRIVACY_OUTDATED: {
    zh: '隐私说明已更新，请重新阅读并同意后再提交。',
    en: 'The privacy explanation has changed: read and agree to its current version.',
  },
  NO_AUTHORITY: {
    zh: '该地区尚无受理机关，请选择上一级地区或拨打 12350。',
    en: 'No authority answers for this place: choose the division above it or call 12350.',
  },
}
