import { defineEntity, p } from '@mikro-orm/postgresql'

const PublishedNoticeSchema = defineEntity({
  name: 'PublishedNotice',
  tableName: 'published_notice',
  properties: { version: p.integer().primary(), publishedAt: p.datetime() },
})

/** Versions of the reporting notice that a refusal may cite, as content's events tell them. */
export class PublishedNotice extends PublishedNoticeSchema.class {}
PublishedNoticeSchema.setClass(PublishedNotice)
