import { defineEntity, p } from '@mikro-orm/postgresql'

const StoredReferralSchema = defineEntity({
  name: 'StoredReferral',
  tableName: 'referral',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    reportIds: p.array().columnType('uuid[]'),
    /** Code of the industry the department answers for: region’s dictionary names no departments apart. */
    departmentCode: p.string().length(32),
    department: p.string().length(200),
    departmentAuthorityId: p.uuid().nullable(),
    legalBasis: p.string().length(500),
    /** Whether the content went along, or the reporter was only told whom to turn to. */
    contentPassedOn: p.boolean(),
    sealedReason: p.blob(),
    /** By what law the content was passed on though a reporter had not agreed. */
    sealedPassingBasis: p.blob().nullable(),
    referredBy: p.string().length(200),
    referredAt: p.datetime(),
  },
})

/** A matter of another department: told and recorded, never dropped (requirements C19, C20). */
export class StoredReferral extends StoredReferralSchema.class {}
StoredReferralSchema.setClass(StoredReferral)
