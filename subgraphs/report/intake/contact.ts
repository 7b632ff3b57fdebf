import { ContactCheck, FeedbackPreference } from './form-kinds.js'
import type { SubmitReportInput } from './submission.input.js'

const tail = 8
const runs = ['01234567890', '98765432109']

/** What can be told of a contact as it comes in; afterwards it is sealed: requirement C06. */
export function checkContact({
  identity,
  identityEnvelope,
  feedbackPreference,
}: SubmitReportInput): ContactCheck {
  if (identityEnvelope) return ContactCheck.SEALED
  if (identity) return looksInvented(identity.phone) ? ContactCheck.DOUBTFUL : ContactCheck.GIVEN
  const isReachable = feedbackPreference && feedbackPreference !== FeedbackPreference.RECEIPT_ONLY
  return isReachable ? ContactCheck.GIVEN : ContactCheck.NONE
}

/** One digit again and again, or a run of them. It only warns: there are such numbers. */
export function looksInvented(phone: string): boolean {
  const last = phone.replace(/\D/g, '').slice(-tail)
  return new Set(last).size === 1 || runs.some((run) => run.includes(last))
}
