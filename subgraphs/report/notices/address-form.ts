import type { Message } from '../../../platform/errors.js'
import { FeedbackPreference } from '../intake/form-kinds.js'

const longestCode = 200

/** Whether a text can be what notices are sent to: a mobile number, or the code of wx.login. */
export function isNoticeAddress(preference: FeedbackPreference, typed: string | null | undefined): boolean {
  if (typed === null || typed === undefined) return false
  switch (preference) {
    case FeedbackPreference.SMS:
      return /^(\+?86)?1[3-9]\d{9}$/.test(typed.replace(/[\s-]/g, ''))
    case FeedbackPreference.WECHAT:
      return typed.length <= longestCode && /^[\w-]+$/.test(typed)
    case FeedbackPreference.RECEIPT_ONLY:
      return false
  }
}

/** The eleven digits of a mobile number. */
export function mobileOf(typed: string): string {
  return typed.replace(/[\s-]/g, '').slice(-11)
}

export const whyNoAddress: Readonly<Record<FeedbackPreference, Message>> = {
  RECEIPT_ONLY: { zh: '没有选择接收通知。', en: 'No notices were chosen.' },
  SMS: {
    zh: '请填写接收短信的手机号码。',
    en: 'Give the mobile number that notices go to.',
  },
  WECHAT: {
    zh: '请在小程序内授权接收通知（wx.login 的 code）。',
    en: 'Give the code of wx.login in the mini-program.',
  },
}
