import { defineEntity, p } from '@mikro-orm/postgresql'

export type DocumentKind = 'REPORTING_NOTICE' | 'PRIVACY_EXPLANATION'

const PublishedVersionSchema = defineEntity({
  name: 'PublishedVersion',
  tableName: 'published_version',
  properties: {
    kind: p.string().length(32).$type<DocumentKind>().primary(),
    version: p.integer().primary(),
    publishedAt: p.datetime(),
  },
})

/** Versions a citizen can have read, as content's events tell them. */
export class PublishedVersion extends PublishedVersionSchema.class {}
PublishedVersionSchema.setClass(PublishedVersion)
