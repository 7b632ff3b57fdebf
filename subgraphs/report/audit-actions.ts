/**
 * Everything `report` writes into its audit chain. The list is closed: recordAudit refuses anything else. The thing
 * of an entry is the report (`REPORT`) wherever there is one; what it was about in the report stands in the facts.
 */
export const reportAuditActions = {
  REPORT_READ: { zh: '查看举报内容', en: 'Content of a report was read' },
  DIALOGUE_READ: { zh: '查看对话', en: 'Dialogue was read' },
  RECORD_ERASED: { zh: '到期销毁', en: 'Erased when due' },
  RETENTION_CHANGED: { zh: '调整留存期限', en: 'A retention period was changed' },
  HOLD_SET: { zh: '保全', en: 'Legal hold set' },
  HOLD_RELEASED: { zh: '解除保全', en: 'Legal hold released' },
  REPORT_RECORDED: { zh: '代录举报', en: 'A report was recorded by an operator' },
  ORIGINAL_ATTACHED: { zh: '补传来件原件', en: 'The operator attached an original' },
  RECEIPT_CHANGED: { zh: '举报人更换查询码', en: 'The reporter changed the receipt an operator gave' },
  RECEIPT_RENEWED: { zh: '重新签发查询码', en: 'An officer gave a new receipt' },
} as const

export type ReportAuditAction = keyof typeof reportAuditActions
