import { defineEntity, p } from '@mikro-orm/postgresql'

export type Author = 'REPORTER' | 'AUTHORITY'

const MessageSchema = defineEntity({
  name: 'Message',
  tableName: 'message',
  properties: {
    id: p.uuid().primary(),
    reportId: p.uuid(),
    author: p.string().length(16).$type<Author>(),
    /** Who of the authority wrote it; the reporter never sees this. */
    staffSubject: p.string().length(200).nullable(),
    /** Sealed under the report's dialogue key. */
    sealedText: p.blob(),
    writtenAt: p.datetime(),
    /** When the other side had seen it. */
    readAt: p.datetime().nullable(),
  },
})

export class Message extends MessageSchema.class {}
MessageSchema.setClass(Message)
