import { defineEntity, p } from '@mikro-orm/postgresql'
import type { IdentityPurpose } from '../identity.entity.js'
import type { RevealStateName } from './reveal.rules.js'
import type { RevealPurpose } from './reveal.type.js'

const StoredRevealSchema = defineEntity({
  name: 'StoredReveal',
  tableName: 'reveal',
  properties: {
    id: p.uuid().primary(),
    reportId: p.uuid(),
    position: p.smallint(),
    purpose: p.string().length(16).$type<IdentityPurpose>(),
    state: p.string().length(16).$type<RevealStateName>(),
    revealPurpose: p.string().length(24).$type<RevealPurpose>(),
    /** The custodian's signed paper, and its hash, which an approval names. */
    request: p.blob(),
    requestHash: p.blob(),
    /** Under the report's content key: a reason may name somebody. */
    sealedReason: p.blob(),
    reasonSalt: p.blob(),
    envelopeHash: p.blob(),
    custodianAuthorityId: p.uuid(),
    approverAuthorityIds: p.array().columnType('uuid[]'),
    requestedBy: p.string().length(200),
    requestedAt: p.datetime(),
    expiresAt: p.datetime(),
    decidedBy: p.string().length(200).nullable(),
    decidedByAuthorityId: p.uuid().nullable(),
    decidedAt: p.datetime().nullable(),
    /** The second share, sealed to the custodian who asked; of no use to anybody else. */
    approval: p.blob().nullable(),
    sealedRefusal: p.blob().nullable(),
    releasedAt: p.datetime().nullable(),
  },
})

export class StoredReveal extends StoredRevealSchema.class {}
StoredRevealSchema.setClass(StoredReveal)
