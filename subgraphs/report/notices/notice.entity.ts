import { defineEntity, p } from '@mikro-orm/postgresql'

/** What became of a notice; the address it went to stands nowhere here. */
export type NoticeOutcome = 'WAITING' | 'SENT' | 'REFUSED' | 'NOT_WANTED' | 'GIVEN_UP'

const StoredNoticeSchema = defineEntity({
  name: 'StoredNotice',
  tableName: 'notice',
  properties: {
    id: p.uuid().primary(),
    reportId: p.uuid(),
    /** The step or the message it tells of; there is one notice for each. */
    causeId: p.uuid(),
    outcome: p.string().length(16).$type<NoticeOutcome>(),
    queuedAt: p.datetime(),
    endedAt: p.datetime().nullable(),
  },
})

/** That somebody who wants to be told has to be told that there is news. */
export class StoredNotice extends StoredNoticeSchema.class {}
StoredNoticeSchema.setClass(StoredNotice)
