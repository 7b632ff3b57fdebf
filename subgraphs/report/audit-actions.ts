/**
 * Everything `report` writes into its audit chain. The list is closed: recordAudit refuses anything else. The thing
 * of an entry is the report (`REPORT`) wherever there is one; what it was about in the report stands in the facts.
 */
export const reportAuditActions = {
  REPORT_READ: { zh: '查看举报内容', en: 'Content of a report was read' },
  DIALOGUE_READ: { zh: '查看对话', en: 'Dialogue was read' },
} as const

export type ReportAuditAction = keyof typeof reportAuditActions
