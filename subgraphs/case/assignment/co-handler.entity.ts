import { defineEntity, p } from '@mikro-orm/postgresql'

const StoredCoHandlerSchema = defineEntity({
  name: 'StoredCoHandler',
  tableName: 'co_handler',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    authorityId: p.uuid(),
    /** Null for the whole authority. */
    office: p.string().length(100).nullable(),
    addedBy: p.string().length(200),
    addedAt: p.datetime(),
  },
})

/** An authority, or an office of one, that helps with a case. */
export class StoredCoHandler extends StoredCoHandlerSchema.class {}
StoredCoHandlerSchema.setClass(StoredCoHandler)
