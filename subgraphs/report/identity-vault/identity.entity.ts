import { defineEntity, p } from '@mikro-orm/postgresql'

const SealedIdentitySchema = defineEntity({
  name: 'SealedIdentity',
  tableName: 'sealed_identity',
  properties: {
    reportId: p.uuid().primary(),
    envelope: p.blob(),
    /** Which public key it is sealed to. */
    keyId: p.string().length(64),
    sealedBy: p.string().length(16).$type<'SERVER'>(),
    sealedAt: p.datetime(),
  },
})

/** Who reported, sealed apart from what was reported; no process of the platform can open it. */
export class SealedIdentity extends SealedIdentitySchema.class {}
SealedIdentitySchema.setClass(SealedIdentity)
