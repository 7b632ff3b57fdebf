import { defineEntity, p } from '@mikro-orm/postgresql'

const StoredCitizenSchema = defineEntity({
  name: 'StoredCitizen',
  tableName: 'citizen',
  properties: {
    id: p.uuid().primary(),
    /** Keyed hash of the openid WeChat gave; the openid itself is not kept. */
    openidTag: p.blob(),
    /** Keyed hash of the unionid, where the programme belongs to an open-platform account. */
    unionidTag: p.blob().nullable(),
    registeredAt: p.datetime(),
    /** The last time WeChat answered for the person; a session is renewed so long after it and no longer. */
    signedInAt: p.datetime(),
    /** When a telephone was shown to belong to the account (requirement C14); the number is not kept. */
    phoneBoundAt: p.datetime().nullable(),
  },
})

/** Somebody who signed in by WeChat, known by keyed hashes only. */
export class StoredCitizen extends StoredCitizenSchema.class {}
StoredCitizenSchema.setClass(StoredCitizen)
