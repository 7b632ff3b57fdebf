import { defineEntity, p } from '@mikro-orm/postgresql'

const StoredVerificationTaskSchema = defineEntity({
  name: 'StoredVerificationTask',
  tableName: 'verification_task',
  properties: {
    /** Of its proceeding, which keeps whether it is done. */
    id: p.uuid().primary(),
    caseId: p.uuid(),
    sealedContent: p.blob(),
    officers: p.array(),
    /** Last day, in China. */
    dueOn: p.date().nullable(),
    openedBy: p.string().length(200),
    openedAt: p.datetime(),
    sealedFindings: p.blob().nullable(),
    finishedBy: p.string().length(200).nullable(),
    finishedAt: p.datetime().nullable(),
  },
})

/** Something to be found out 核查任务. */
export class StoredVerificationTask extends StoredVerificationTaskSchema.class {}
StoredVerificationTaskSchema.setClass(StoredVerificationTask)
