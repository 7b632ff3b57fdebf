import { areEqual, concat, wipe, type Bytes } from '../sealing/bytes.js'
import { FieldReader, label, magic, moment, uint } from '../sealing/fields.js'
import { keyIdBytes, usableHolder, type ListedHolder } from '../sealing/holder.js'
import type { KeyBundle } from '../sealing/key-bundle.js'
import type { Random } from '../sealing/random.js'
import { boxBytes, openBox, sealBox } from '../sealing/sealed-box.js'
import { SealingError } from '../sealing/sealing-error.js'
import { openShare, shareBytes } from '../sealing/share-section.js'
import { allowedSuite, digestBytes, type Suite } from '../sealing/suite.js'
import type { HolderKeys } from './holder-keys.js'
import { checkRequest, reasonHash, type Reason, type RevealRequest } from './reveal-request.js'
import { openSubject, type RevealSubject } from './reveal-subject.js'

export type ApprovalOrder = RevealSubject & {
  keys: HolderKeys
  request: Uint8Array
  /** As the approver read it; it must be the one the custodian signed. */
  reason: Reason
  random: Random
}

const approvalLabel = label('andon reveal approval v1')

/**
 * Opens the second share and seals it again, to the custodian who asked and for this request only. The approver's
 * machine never has the first share, and so never the identity.
 */
export function approve(order: ApprovalOrder): Bytes {
  const { keys, random } = order
  const { envelope, recipients, place } = openSubject(order)
  const { suite } = envelope
  const { custodianBundle, approverBundles } = recipients
  const expected = { envelope, row: order.row, custodianBundle, now: order.now }
  const { request, requester } = checkRequest(order.request, expected)
  if (!areEqual(request.reasonHash, reasonHash(suite, order.reason))) throw new SealingError('WRONG_REASON')
  findApprover(approverBundles, keys.keyId, order.now)
  const share = openShare(place, envelope.second, keys.keyId, keys.agreement)
  const box = sealBox(suite, requester.agreementKey, share, boxAssociated(request, keys.keyId), random)
  wipe(share)
  const body = concat(magic('AAPV', 1), uint(suite.code, 1), request.hash, keys.keyId, moment(order.now), box)
  return concat(body, suite.sign(keys.signature.privateKey, concat(approvalLabel, body), random))
}

/** The second share out of an approval, if an approver in office gave it for exactly this request. */
export function openApproval(
  bytes: Uint8Array,
  request: RevealRequest,
  keys: HolderKeys,
  approverBundles: readonly KeyBundle[],
  now: Date,
): Bytes {
  const { suite } = request
  const { approval, signed, signature } = parseApproval(bytes, [suite])
  if (!areEqual(approval.requestHash, request.hash)) throw new SealingError('WRONG_REQUEST')
  const approver = findApprover(approverBundles, approval.approverKeyId, now)
  if (!suite.verify(approver.signatureKey, signed, signature)) throw new SealingError('BAD_SIGNATURE')
  return openBox(suite, keys.agreement, approval.box, boxAssociated(request, approver.keyId))
}

/** Reads the form: all a server can say of an approval that passes through it. */
export function parseApproval(bytes: Uint8Array, suites: readonly Suite[]) {
  const reader = new FieldReader(bytes)
  reader.magic('AAPV', 1)
  const suite = allowedSuite(reader.uint(1), suites)
  const approval = {
    requestHash: reader.take(digestBytes),
    approverKeyId: reader.take(keyIdBytes),
    approvedAt: reader.moment(),
    box: reader.take(boxBytes(suite, shareBytes)),
  }
  const signed = concat(approvalLabel, bytes.subarray(0, reader.position))
  const signature = reader.take(suite.sizes.signature)
  reader.end()
  return { approval, signed, signature }
}

function findApprover(bundles: readonly KeyBundle[], keyId: Uint8Array, now: Date): ListedHolder {
  const holders = bundles.flatMap((bundle) => bundle.holders)
  const revokedKeyIds = bundles.flatMap((bundle) => bundle.revokedKeyIds)
  return usableHolder({ holders, revokedKeyIds }, keyId, ['APPROVER'], now)
}

function boxAssociated(request: RevealRequest, approverKeyId: Uint8Array): Bytes {
  return concat(label('andon approved share v1'), request.hash, approverKeyId)
}
