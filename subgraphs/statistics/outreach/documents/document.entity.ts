import { defineEntity, p } from '@mikro-orm/postgresql'
import type { OutreachFormat } from './document.type.js'

const StoredDocumentSchema = defineEntity({
  name: 'StoredOutreachDocument',
  tableName: 'outreach_document',
  properties: {
    id: p.uuid().primary(),
    /** Of the address it is fetched at: who reads this table fetches nothing. */
    tokenHash: p.blob(),
    filingId: p.uuid(),
    filingVersion: p.integer(),
    format: p.string().length(8).$type<OutreachFormat>(),
    withBelow: p.boolean(),
    subject: p.string().length(200),
    authorityId: p.uuid(),
    roles: p.array(),
    askedAt: p.datetime(),
    expiresAt: p.datetime(),
    /** It is fetched once. */
    fetchedAt: p.datetime().nullable(),
    /** Of the bytes that were given out. */
    sha256: p.string().length(64).nullable(),
  },
})

/** A document somebody asked for as a file; the file is made when it is fetched, and its hash stays. */
export class StoredOutreachDocument extends StoredDocumentSchema.class {}
StoredDocumentSchema.setClass(StoredOutreachDocument)
