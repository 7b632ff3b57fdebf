import { defineEntity, p } from '@mikro-orm/postgresql'

const RectificationSchema = defineEntity({
  name: 'StoredRectification',
  tableName: 'rectification',
  properties: {
    /** That of its proceeding. */
    id: p.uuid().primary(),
    caseId: p.uuid(),
    dueOn: p.date(),
    sealedOrder: p.blob(),
    orderedBy: p.string().length(200),
    orderedAt: p.datetime(),
    sealedFinding: p.blob().nullable(),
    confirmedBy: p.string().length(200).nullable(),
    confirmedAt: p.datetime().nullable(),
  },
})

/** 整改: what the unit has to put right, and that somebody looked whether it did. */
export class StoredRectification extends RectificationSchema.class {}
RectificationSchema.setClass(StoredRectification)
