import { defineEntity, p } from '@mikro-orm/postgresql'
import type { SuiteName } from '../../../client/sealing/suite.js'

export type SealedBy = 'CLIENT' | 'SERVER'
export type IdentityPurpose = 'CONTACT' | 'REWARD'
/** INTERIM: one share, sealed by the server before there were holders; nothing but its own key opens it. */
export type EnvelopeSuite = SuiteName | 'INTERIM'

const SealedIdentitySchema = defineEntity({
  name: 'SealedIdentity',
  tableName: 'sealed_identity',
  properties: {
    reportId: p.uuid().primary(),
    /** 0 is the reporter, 1 and on are those who sign together with them 联名, in their order. */
    position: p.smallint().primary(),
    purpose: p.string().length(16).$type<IdentityPurpose>().primary(),
    envelope: p.blob(),
    suite: p.string().length(16).$type<EnvelopeSuite>(),
    /** Of the whole envelope; changes when it is sealed anew. */
    envelopeHash: p.blob().nullable(),
    /** Of the sealed identity in it; never changes. */
    contentHash: p.blob().nullable(),
    custodianAuthorityId: p.uuid().nullable(),
    approverAuthorityIds: p.array().columnType('uuid[]').default([]),
    /** Hexadecimal, to find what is sealed to a key that must not be used any more. */
    keyIds: p.array().columnType('text[]').default([]),
    sealedBy: p.string().length(16).$type<SealedBy>(),
    sealedAt: p.datetime(),
    resealedAt: p.datetime().nullable(),
  },
})

/** Who reported, sealed apart from what was reported; no process of the platform can open it. */
export class SealedIdentity extends SealedIdentitySchema.class {}
SealedIdentitySchema.setClass(SealedIdentity)
