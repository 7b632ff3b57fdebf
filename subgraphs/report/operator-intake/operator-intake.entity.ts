import { defineEntity, p } from '@mikro-orm/postgresql'
import type { DraftReferral } from '../draft/draft.entity.js'
import type { ConsentManner } from './operator-intake.type.js'

const OperatorIntakeSchema = defineEntity({
  name: 'OperatorIntake',
  tableName: 'operator_intake',
  properties: {
    /** Chosen by the operator's client: what is sent again because the answer was lost is recorded once. */
    entryId: p.uuid().primary(),
    /** Null where it turned out to be for another department. */
    reportId: p.uuid().unique().nullable(),
    referral: p.json<DraftReferral>().nullable(),
    operatorSubject: p.string().length(200),
    operatorAuthorityId: p.uuid(),
    /** When the call, the letter or the visitor came; the report itself says when it was recorded. */
    receivedAt: p.datetime(),
    recordedAt: p.datetime(),
    consentManner: p.string().length(16).$type<`${ConsentManner}`>(),
    /** The number the matter has elsewhere, such as a ticket of 12345: it leads to a caller, so it is sealed. */
    sealedReference: p.blob().nullable(),
  },
})

/** A report that an operator recorded for somebody (代录): who, when, and what shows the consent. */
export class OperatorIntake extends OperatorIntakeSchema.class {}
OperatorIntakeSchema.setClass(OperatorIntake)
