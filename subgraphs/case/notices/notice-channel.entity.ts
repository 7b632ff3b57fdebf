import { defineEntity, p } from '@mikro-orm/postgresql'

export type ChannelKind = 'EMAIL' | 'WEBHOOK'

const StoredNoticeChannelSchema = defineEntity({
  name: 'StoredNoticeChannel',
  tableName: 'notice_channel',
  properties: {
    id: p.uuid().primary(),
    authorityId: p.uuid(),
    kind: p.string().length(8).$type<ChannelKind>(),
    /** A mailbox of the office, never a person’s; or a URL of a system of the authority. */
    address: p.string().length(300),
    setBy: p.string().length(200),
    setAt: p.datetime(),
  },
})

/** Where the officers of an authority are told that a case wants them. */
export class StoredNoticeChannel extends StoredNoticeChannelSchema.class {}
StoredNoticeChannelSchema.setClass(StoredNoticeChannel)
