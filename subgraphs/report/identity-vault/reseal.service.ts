import { LockMode } from '@mikro-orm/postgresql'
import { describeEnvelope } from '../../../client/sealing/envelope.js'
import { AndonError } from '../../../platform/errors.js'
import { SealedIdentity } from './identity.entity.js'
import type { Holding } from './keys/holdings.js'
import { suitesByName } from './keys/sealing-settings.js'
import { orBadInput, readBase64 } from './papers.js'
import { recordEnvelope, requireRecorded } from './recorded-hash.js'
import { resealedShare, type Share } from './reseal.rules.js'
import {
  describeIdentity,
  requireReason,
  type VaultMeans,
  type WhichIdentity,
} from './reveal/dossier.service.js'
import type { SealedIdentityInfo } from './reveal/reveal.type.js'
import { columnsOf } from './take-identities.js'
import { holdingToCome, requireHolder, sharesOf } from './to-reseal.service.js'

/**
 * Takes an envelope that a holder has sealed to other holders, when people or jurisdiction change. The identity in it
 * stays the same and is opened by nobody; the chain holds the new hash from then on.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, NOT_FOUND, CONFLICT
 */
export async function resealIdentity(
  means: VaultMeans,
  which: WhichIdentity,
  given: { envelope: string; reason: string },
): Promise<SealedIdentityInfo> {
  const { em, viewer } = means
  const staff = requireHolder(viewer)
  requireReason(given.reason, 'reason')
  const bytes = readBase64(given.envelope, 'envelope')
  return em.transactional(async (inner) => {
    const lockMode = LockMode.PESSIMISTIC_WRITE
    const identity = await inner.findOne(SealedIdentity, which, { lockMode })
    const shares = identity === null ? [] : sharesOf(staff, identity)
    if (identity === null || shares.length === 0) throw new AndonError('NOT_FOUND')
    await requireRecorded(inner, viewer, identity)
    const holding = await holdingToCome({ ...means, em: inner }, identity)
    if (holding === null || identity.suite === 'INTERIM') throw new AndonError('CONFLICT')
    const suite = suitesByName[identity.suite]
    const share = orBadInput('envelope', () =>
      resealedShare(Uint8Array.from(identity.envelope), bytes, { suite, holding }),
    )
    if (!shares.includes(share)) throw new AndonError('FORBIDDEN')
    keep(identity, bytes, { holding, share })
    const told = { actor: viewer, action: 'IDENTITY_RESEALED' as const, reason: given.reason }
    await recordEnvelope(inner, told, [identity])
    return describeIdentity(identity)
  })
}

function keep(
  identity: SealedIdentity,
  bytes: Uint8Array,
  { holding, share }: { holding: Holding; share: Share },
): void {
  const described = describeEnvelope(bytes, [holding.suite])
  Object.assign(identity, columnsOf(bytes, described), { resealedAt: new Date() })
  if (share === 1) identity.custodianAuthorityId = holding.custodianAuthorityId
  else identity.approverAuthorityIds = [...holding.approverAuthorityIds]
  if (!identity.approverAuthorityIds.includes(identity.custodianAuthorityId ?? '')) return
  throw new AndonError('CONFLICT', {
    zh: '同一机关不得同时持有两份份额，请先改封另一份。',
    en: 'One office would hold both shares: seal the other one anew first.',
  })
}
