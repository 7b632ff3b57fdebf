import { defineEntity, p } from '@mikro-orm/postgresql'

const StoredIdentityComparisonSchema = defineEntity({
  name: 'StoredIdentityComparison',
  tableName: 'identity_comparison',
  properties: {
    id: p.uuid().primary(),
    reportId: p.uuid(),
    earlierReportId: p.uuid(),
    /** The case of the report when they were compared: whose key seals the reason. */
    caseId: p.uuid(),
    same: p.boolean(),
    sealedReason: p.blob(),
    comparedBy: p.string().length(200),
    comparedAt: p.datetime(),
  },
})

/** What a custodian found who compared the identities of two reports; the identities themselves stay with report. */
export class StoredIdentityComparison extends StoredIdentityComparisonSchema.class {}
StoredIdentityComparisonSchema.setClass(StoredIdentityComparison)
