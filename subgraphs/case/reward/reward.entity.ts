import { defineEntity, p } from '@mikro-orm/postgresql'

const StoredRewardSchema = defineEntity({
  name: 'StoredReward',
  tableName: 'reward',
  properties: {
    /** The proceeding whose state it has. */
    proceedingId: p.uuid().primary(),
    caseId: p.uuid(),
    /** The assessment that holds; the ones before stay. */
    assessmentId: p.uuid(),
    /** Whose reporter it is for; null where nobody is eligible. */
    reportId: p.uuid().nullable(),
    amountFen: p.bigint('bigint').nullable(),
    decidedBy: p.string().length(200).nullable(),
    decidedAt: p.datetime().nullable(),
    /** Why it was sent back. */
    sealedReturn: p.blob().nullable(),
    notifiedAt: p.datetime().nullable(),
    announcedAt: p.datetime().nullable(),
    /** Where the public notice stands. */
    noticeReference: p.string().length(200).nullable(),
    sealedUnreachable: p.blob().nullable(),
    claimedAt: p.datetime().nullable(),
    /** Whom the first of several signatories has authorised to collect. */
    sealedAuthorisation: p.blob().nullable(),
    voucherNumber: p.string().length(64).nullable(),
    paidBy: p.string().length(200).nullable(),
    paidAt: p.datetime().nullable(),
    waiverGround: p.string().length(16).$type<'DECLARED' | 'NOT_CLAIMED'>().nullable(),
    sealedWaiver: p.blob().nullable(),
    waivedAt: p.datetime().nullable(),
  },
})

/** What became of a reward; who is paid stands sealed in report, and nowhere here. */
export class StoredReward extends StoredRewardSchema.class {}
StoredRewardSchema.setClass(StoredReward)

const StoredRewardIdentitySchema = defineEntity({
  name: 'StoredRewardIdentity',
  tableName: 'reward_identity',
  properties: { reportId: p.uuid().primary(), providedAt: p.datetime() },
})

/** That the payee of a report has given an identity to report, sealed; nothing of it is known here. */
export class StoredRewardIdentity extends StoredRewardIdentitySchema.class {}
StoredRewardIdentitySchema.setClass(StoredRewardIdentity)
