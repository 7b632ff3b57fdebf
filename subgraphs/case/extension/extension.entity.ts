import { defineEntity, p } from '@mikro-orm/postgresql'

const StoredExtensionSchema = defineEntity({
  name: 'StoredExtension',
  tableName: 'extension',
  properties: {
    /** Of its proceeding. */
    id: p.uuid().primary(),
    caseId: p.uuid(),
    days: p.integer(),
    sealedReason: p.blob(),
    requestedBy: p.string().length(200),
    requestedAt: p.datetime(),
    approved: p.boolean().nullable(),
    sealedAnswer: p.blob().nullable(),
    decidedBy: p.string().length(200).nullable(),
    decidedAt: p.datetime().nullable(),
  },
})

/** More time was asked for, and what the next level said 延期. */
export class StoredExtension extends StoredExtensionSchema.class {}
StoredExtensionSchema.setClass(StoredExtension)

export const extensionReason = { table: 'extension', field: 'sealed_reason' } as const
export const extensionAnswer = { table: 'extension', field: 'sealed_answer' } as const
