import { defineEntity, p } from '@mikro-orm/postgresql'

const SupervisionOrderSchema = defineEntity({
  name: 'StoredSupervisionOrder',
  tableName: 'supervision_order',
  properties: {
    /** That of its proceeding, which says where it stands. */
    id: p.uuid().primary(),
    caseId: p.uuid(),
    authorityId: p.uuid(),
    subject: p.string().length(200),
    orderedAt: p.datetime(),
    dueOn: p.date(),
    releasedAt: p.datetime().nullable(),
    releasedByAuthorityId: p.uuid().nullable(),
    releasedBy: p.string().length(200).nullable(),
    sealedReleaseReason: p.blob().nullable(),
  },
})

/** 督办: what an authority above orders of the one that handles a case, and until when. */
export class StoredSupervisionOrder extends SupervisionOrderSchema.class {}
SupervisionOrderSchema.setClass(StoredSupervisionOrder)

const SupervisionItemSchema = defineEntity({
  name: 'StoredSupervisionItem',
  tableName: 'supervision_item',
  properties: {
    id: p.uuid().primary(),
    orderId: p.uuid(),
    position: p.integer(),
    sealedText: p.blob(),
  },
})

export class StoredSupervisionItem extends SupervisionItemSchema.class {}
SupervisionItemSchema.setClass(StoredSupervisionItem)

const SupervisionUrgeSchema = defineEntity({
  name: 'StoredSupervisionUrge',
  tableName: 'supervision_urge',
  properties: {
    id: p.uuid().primary(),
    orderId: p.uuid(),
    authorityId: p.uuid(),
    subject: p.string().length(200),
    sealedText: p.blob().nullable(),
    at: p.datetime(),
  },
})

/** 催办: as often as it takes, each time kept. */
export class StoredSupervisionUrge extends SupervisionUrgeSchema.class {}
SupervisionUrgeSchema.setClass(StoredSupervisionUrge)

const SupervisionReplySchema = defineEntity({
  name: 'StoredSupervisionReply',
  tableName: 'supervision_reply',
  properties: {
    id: p.uuid().primary(),
    itemId: p.uuid(),
    authorityId: p.uuid(),
    subject: p.string().length(200),
    sealedText: p.blob(),
    at: p.datetime(),
  },
})

/** What was done about one item; after an urge there may be another. */
export class StoredSupervisionReply extends SupervisionReplySchema.class {}
SupervisionReplySchema.setClass(StoredSupervisionReply)
