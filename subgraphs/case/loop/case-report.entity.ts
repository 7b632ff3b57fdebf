import { defineEntity, p } from '@mikro-orm/postgresql'

const CaseReportSchema = defineEntity({
  name: 'CaseReport',
  tableName: 'case_report',
  properties: {
    reportId: p.uuid().primary(),
    caseId: p.uuid(),
  },
})

/** Which case a report belongs to; case owns the mapping. */
export class CaseReport extends CaseReportSchema.class {}
CaseReportSchema.setClass(CaseReport)
