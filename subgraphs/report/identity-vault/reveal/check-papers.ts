import { parseApproval } from '../../../../client/custodian/approval.js'
import { checkRequest, reasonHash, type RevealRequest } from '../../../../client/custodian/reveal-request.js'
import { areEqual, fromHex, toHex } from '../../../../client/sealing/bytes.js'
import { parseEnvelope } from '../../../../client/sealing/envelope.js'
import { usableHolder } from '../../../../client/sealing/holder.js'
import { SealingError } from '../../../../client/sealing/sealing-error.js'
import { AndonError } from '../../../../platform/errors.js'
import type { StaffViewer } from '../../../../platform/viewer/viewer.js'
import { identityRow } from '../identity-row.js'
import type { SealedIdentity } from '../identity.entity.js'
import type { Holding } from '../keys/holdings.js'
import { orBadInput, readBase64 } from '../papers.js'
import type { StoredReveal } from './reveal.entity.js'
import type { RequestRevealInput } from './reveal.type.js'

const longestMs = 7 * 86_400_000

/**
 * A custodian's request, as far as it can be checked without a key: for this envelope in this row, signed by the very
 * person who is signed in, in office now, with the reason it was signed with.
 *
 * @throws AndonError BAD_USER_INPUT
 */
export function checkRequestPaper(
  input: RequestRevealInput,
  given: { identity: SealedIdentity; holding: Holding; staff: StaffViewer; now: Date },
): { request: RevealRequest; bytes: Uint8Array; salt: Uint8Array } {
  const { identity, holding, staff, now } = given
  const bytes = readBase64(input.request, 'input.request')
  const { reportId, position, purpose } = identity
  const { custodianBundle } = holding.recipients
  return orBadInput('input.request', () => {
    const envelope = parseEnvelope(Uint8Array.from(identity.envelope), [holding.suite])
    const row = identityRow(reportId, position, purpose)
    const { request, requester } = checkRequest(bytes, { envelope, row, custodianBundle, now })
    if (requester.holderId !== staff.subject) throw new SealingError('KEY_UNKNOWN')
    if (request.expiresAt.getTime() - now.getTime() > longestMs) throw new SealingError('REQUEST_EXPIRED')
    const salt = fromHex(input.reason.salt)
    const hash = reasonHash(request.suite, { text: input.reason.text, salt })
    if (!areEqual(hash, request.reasonHash)) throw new SealingError('WRONG_REASON')
    return { request, bytes, salt }
  })
}

/**
 * An approver's paper: for this request, signed by the person who is signed in, an approver of their own office.
 *
 * @throws AndonError BAD_USER_INPUT
 */
export function checkApprovalPaper(
  text: string,
  given: { reveal: StoredReveal; holding: Holding; staff: StaffViewer; now: Date },
): Uint8Array {
  const { reveal, holding, staff, now } = given
  const { suite, recipients } = holding
  const bytes = readBase64(text, 'approval')
  return orBadInput('approval', () => {
    const { approval, signed, signature } = parseApproval(bytes, [suite])
    if (!areEqual(approval.requestHash, Uint8Array.from(reveal.requestHash)))
      throw new SealingError('WRONG_REQUEST')
    const bundle = recipients.approverBundles.find(({ authorityId }) => authorityId === staff.authorityId)
    if (bundle === undefined) throw new SealingError('WRONG_AUTHORITY')
    const approver = usableHolder(bundle, approval.approverKeyId, ['APPROVER'], now)
    if (approver.holderId !== staff.subject) throw new SealingError('KEY_UNKNOWN')
    if (!suite.verify(approver.signatureKey, signed, signature)) throw new SealingError('BAD_SIGNATURE')
    return bytes
  })
}

/** An envelope sealed anew after the request has another hash: the papers fit it no more. */
export function requireSameEnvelope(reveal: StoredReveal, identity: SealedIdentity): void {
  if (toHex(reveal.envelopeHash) === toHex(identity.envelopeHash ?? new Uint8Array())) return
  throw new AndonError('CONFLICT', {
    zh: '该身份已改封给新的持有人，请重新申请。',
    en: 'The identity was sealed to other holders since: ask again.',
  })
}
