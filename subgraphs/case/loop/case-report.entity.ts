import { defineEntity, p } from '@mikro-orm/postgresql'

const CaseReportSchema = defineEntity({
  name: 'CaseReport',
  tableName: 'case_report',
  properties: {
    reportId: p.uuid().primary(),
    /** The case that handles it: after a merge the one it was merged into. */
    caseId: p.uuid(),
    /** The case it opened; where an undone merge leads back to. */
    openedCaseId: p.uuid(),
    /** As the report was submitted; null of reports from before these were told. */
    mode: p.string().length(16).nullable(),
    reporterKind: p.string().length(16).nullable(),
    channel: p.string().length(24).nullable(),
    submittedAt: p.datetime().nullable(),
    withdrawnAt: p.datetime().nullable(),
  },
})

/** Which case a report belongs to; case owns the mapping. */
export class CaseReport extends CaseReportSchema.class {}
CaseReportSchema.setClass(CaseReport)
