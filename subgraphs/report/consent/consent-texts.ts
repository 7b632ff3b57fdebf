import type { Message } from '../../../platform/errors.js'
import type { ConsentKind } from './consent-kind.js'

/** Words that are agreed to. They are evidence: what stands here is never changed, new words are a new version. */
export type ConsentText = { version: number; text: Message }

type Worded = Exclude<`${ConsentKind}`, 'NOTICE' | 'PRIVACY'>

/** Every version of them, the one in force last. Notice and privacy explanation are documents of content. */
export const consentTexts: Readonly<Record<Worded, readonly [ConsentText, ...ConsentText[]]>> = {
  TRUTH: [
    words(
      '本人对举报内容的真实性负责，不捏造、歪曲事实，不诬告、陷害他人；违反的，依法承担责任。',
      'I answer for the truth of this report. I invent and distort nothing and accuse nobody falsely, or answer for it in law.',
    ),
  ],
  NOTICES_BY_SMS: [
    words(
      '同意用本人填写的手机号码接收短信通知。号码单独加密保存，系统可以解密用于发送；短信只提示有新进展，不含举报内容和单位名称。可随时撤回。',
      'Notices by SMS to the number given. It is kept sealed on its own and opened by the system to send; the SMS says that there is news and nothing else. Withdrawable at any time.',
    ),
  ],
  NOTICES_BY_WECHAT: [
    words(
      '同意用本人微信接收订阅消息。接收标识单独加密保存，系统可以解密用于发送；消息经微信发送，只提示有新进展，不含举报内容和单位名称。可随时撤回。',
      'Notices by WeChat. The identifier is kept sealed on its own and opened by the system to send; WeChat carries the message, which says that there is news and nothing else. Withdrawable at any time.',
    ),
  ],
  PASSING_ON: [
    words(
      '举报事项属其他部门职责的，同意将举报内容（不含本人姓名和联系方式）转给该部门处理。可随时撤回，撤回前已转出的除外。',
      'Where another department answers for the matter, the content, without my name and contact, may be passed on to it. Withdrawable at any time for what was not passed on yet.',
    ),
  ],
  PUBLICATION: [
    words(
      '同意将本举报去除身份信息和可识别内容后，作为典型案例公开。可随时撤回。',
      'This report may be published as a typical case, without anything that tells who reported. Withdrawable at any time.',
    ),
  ],
}

function words(zh: string, en: string): ConsentText {
  return { version: 1, text: { zh, en } }
}

/** The words in force. */
export function wordsOf(kind: Worded): ConsentText {
  const versions = consentTexts[kind]
  return versions.at(-1) ?? versions[0]
}
