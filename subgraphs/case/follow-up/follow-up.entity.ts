import { defineEntity, p } from '@mikro-orm/postgresql'
import type { FollowUpAction } from './follow-up.type.js'

const FollowUpSchema = defineEntity({
  name: 'StoredFollowUp',
  tableName: 'follow_up',
  properties: {
    /** That of its proceeding. */
    id: p.uuid().primary(),
    caseId: p.uuid(),
    reportId: p.uuid(),
    retaliation: p.boolean(),
    action: p.string().length(24).$type<FollowUpAction>(),
    sealedText: p.blob(),
    authorityId: p.uuid(),
    subject: p.string().length(200),
    at: p.datetime(),
  },
})

/** 回访: whether a reporter was made to suffer for the report (应急〔2020〕69号). */
export class StoredFollowUp extends FollowUpSchema.class {}
FollowUpSchema.setClass(StoredFollowUp)
