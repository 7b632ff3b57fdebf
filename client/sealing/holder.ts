import { areEqual, type Bytes } from './bytes.js'
import { label } from './fields.js'
import { SealingError, type SealingErrorCode } from './sealing-error.js'
import type { Suite } from './suite.js'

/**
 * CUSTODIAN 身份保管员 and APPROVER 身份审批员 are people. RECOVERY is a key kept offline: it takes the same share as
 * the people of its bundle, so that the keys of two authorities together, and neither alone, open what people
 * who left can no longer open.
 */
export const holderRoles = ['CUSTODIAN', 'APPROVER', 'RECOVERY'] as const
export type HolderRole = (typeof holderRoles)[number]

/** One public key of one holder, as a bundle lists it. */
export type Holder = {
  /** Who holds it, by the identity provider's subject: one person has one, whichever authority lists them. */
  holderId: string
  role: HolderRole
  agreementKey: Bytes
  signatureKey: Bytes
  validFrom: Date
  /** Not valid at this moment any more. */
  validUntil: Date
}

export type ListedHolder = Holder & { keyId: Bytes }

export const keyIdBytes = 16

/** Names a holder's two public keys together. */
export function keyIdOf(suite: Suite, keys: { agreementKey: Uint8Array; signatureKey: Uint8Array }): Bytes {
  const named = suite.digest(
    label('andon key id v1'),
    Uint8Array.of(suite.code),
    keys.agreementKey,
    keys.signatureKey,
  )
  return named.slice(0, keyIdBytes)
}

/** Why a key is not to be used now, if so. Revocation outlasts validity. */
export function objectionTo(
  holder: ListedHolder,
  revokedKeyIds: readonly Uint8Array[],
  now: Date,
): SealingErrorCode | null {
  if (revokedKeyIds.some((revoked) => areEqual(revoked, holder.keyId))) return 'KEY_REVOKED'
  if (now < holder.validFrom || now >= holder.validUntil) return 'KEY_EXPIRED'
  return null
}

/** The key of this id and role, if it may be used now. */
export function usableHolder(
  bundle: { holders: readonly ListedHolder[]; revokedKeyIds: readonly Uint8Array[] },
  keyId: Uint8Array,
  roles: readonly HolderRole[],
  now: Date,
): ListedHolder {
  const holder = bundle.holders.find((listed) => areEqual(listed.keyId, keyId))
  const isRevoked = bundle.revokedKeyIds.some((revoked) => areEqual(revoked, keyId))
  if (isRevoked) throw new SealingError('KEY_REVOKED')
  if (holder === undefined || !roles.includes(holder.role)) throw new SealingError('KEY_UNKNOWN')
  const objection = objectionTo(holder, bundle.revokedKeyIds, now)
  if (objection !== null) throw new SealingError(objection)
  return holder
}
