/**
 * Everything `report` writes into its audit chain. The list is closed: recordAudit refuses anything else. The thing
 * of an entry is the report (`REPORT`) wherever there is one; what it was about in the report stands in the facts.
 */
export const reportAuditActions = {
  REPORT_READ: { zh: '查看举报内容', en: 'Content of a report was read' },
  DIALOGUE_READ: { zh: '查看对话', en: 'Dialogue was read' },
  REPLY_WRITTEN: { zh: '答复举报人', en: 'The authority wrote to the reporter' },
  EVIDENCE_RELEASE_REQUESTED: { zh: '申请调阅证据原件', en: 'The release of an original was requested' },
  EVIDENCE_RELEASE_APPROVED: { zh: '批准调阅证据原件', en: 'The release of an original was approved' },
  EVIDENCE_RELEASE_REFUSED: { zh: '不批准调阅证据原件', en: 'The release of an original was refused' },
  EVIDENCE_ORIGINAL_READ: { zh: '下载证据原件', en: 'An original was downloaded' },
  EVIDENCE_MISMATCH: { zh: '证据原件与接收时不一致', en: 'An original was not what was taken in' },
  EVIDENCE_COPY_READ: { zh: '下载证据脱敏副本', en: 'Sanitised copy of evidence was downloaded' },
  KEY_BUNDLE_PUBLISHED: { zh: '发布公钥清单', en: 'A key bundle was published' },
  IDENTITY_SEALED: { zh: '封存身份', en: 'An identity was sealed' },
  IDENTITY_RESEALED: { zh: '改封身份', en: 'An identity was sealed to other holders' },
  IDENTITY_DOSSIER_TAKEN: { zh: '取得身份封套', en: 'A sealed identity was handed out' },
  IDENTITY_MISMATCH: { zh: '封套与登记不一致', en: 'An envelope was not the one on record' },
  REVEAL_REQUESTED: { zh: '申请揭示身份', en: 'The reveal of an identity was requested' },
  REVEAL_APPROVED: { zh: '批准揭示身份', en: 'A reveal was approved' },
  REVEAL_REFUSED: { zh: '不批准揭示身份', en: 'A reveal was refused' },
  REVEAL_RELEASED: { zh: '交付批准书', en: 'An approval was handed to the custodian' },
  REVEAL_EXPIRED: { zh: '揭示申请过期', en: 'A reveal ran out' },
  RECORD_ERASED: { zh: '到期销毁', en: 'Erased when due' },
  RETENTION_CHANGED: { zh: '调整留存期限', en: 'A retention period was changed' },
  HOLD_SET: { zh: '保全', en: 'Legal hold set' },
  HOLD_RELEASED: { zh: '解除保全', en: 'Legal hold released' },
  REPORT_RECORDED: { zh: '代录举报', en: 'A report was recorded by an operator' },
  ORIGINAL_ATTACHED: { zh: '补传来件原件', en: 'The operator attached an original' },
  RECEIPT_CHANGED: { zh: '举报人更换查询码', en: 'The reporter changed the receipt an operator gave' },
  RECEIPT_RENEWED: { zh: '重新签发查询码', en: 'An officer gave a new receipt' },
  REPORT_SYNCED: { zh: '其他系统报送举报', en: 'A report came from another system' },
  REPORT_REVISED: { zh: '其他系统更正举报', en: 'Another system corrected a report' },
  SYSTEM_REGISTERED: { zh: '登记报送系统', en: 'A system was registered to send reports' },
  SYSTEM_CLOSED: { zh: '停用报送系统', en: 'A system was closed' },
  MARK_PROPOSED: { zh: '提出恶意举报标记', en: 'A report was held to be malicious' },
  MARK_ANSWERED: { zh: '举报人就标记说明', en: 'The reporter answered' },
  MARK_DECIDED: { zh: '决定恶意举报标记', en: 'A mark was decided' },
  MARK_LIFTED: { zh: '撤销恶意举报标记', en: 'A mark was lifted' },
  MARK_READ: { zh: '查看恶意举报标记', en: 'A mark was read' },
} as const

export type ReportAuditAction = keyof typeof reportAuditActions
