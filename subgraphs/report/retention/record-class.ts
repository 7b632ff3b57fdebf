/** What is kept of a report and around it, each with a clock of its own: requirement G06, 个人信息保护法 art. 19. */
export enum RecordClass {
  DRAFT = 'DRAFT',
  REPORT_CONTENT = 'REPORT_CONTENT',
  EVIDENCE = 'EVIDENCE',
  DIALOGUE = 'DIALOGUE',
  IDENTITY = 'IDENTITY',
  CONSENT = 'CONSENT',
  AUDIT_DETAIL = 'AUDIT_DETAIL',
  EXTERNAL_REFERENCE = 'EXTERNAL_REFERENCE',
  REFERRAL = 'REFERRAL',
  CITIZEN = 'CITIZEN',
  SEARCH = 'SEARCH',
  JOB = 'JOB',
  SPENT_PROOF = 'SPENT_PROOF',
}

/** When the clock of a record begins. A withdrawn report without a closed case is reckoned from its withdrawal. */
export enum RetentionStart {
  CASE_CLOSED = 'CASE_CLOSED',
  EXPIRED = 'EXPIRED',
  RECORDED = 'RECORDED',
  LAST_USED = 'LAST_USED',
}

export type RetentionDefault = {
  start: RetentionStart
  days: number
  /** A shorter period is refused. */
  atLeastDays: number
  legalBasis: string
}

/** Longer than anything here: a period beyond it is a mistake. */
export const mostDays = 10_958

const shortest = '《个人信息保护法》第十九条（实现处理目的所必要的最短时间）、第四十七条'

/**
 * What holds until an installation sets something else. The periods are proposals with their reasons, to be confirmed
 * by whoever answers for the installation: docs/retention.md.
 */
export const retentionDefaults: Readonly<Record<RecordClass, RetentionDefault>> = {
  DRAFT: { start: RetentionStart.EXPIRED, days: 0, atLeastDays: 0, legalBasis: shortest },
  REPORT_CONTENT: {
    start: RetentionStart.CASE_CLOSED,
    days: 1_827,
    atLeastDays: 30,
    legalBasis: `${shortest}；《行政处罚法》第三十六条（涉及公民生命健康安全且有危害后果的，追责期限五年）`,
  },
  EVIDENCE: {
    start: RetentionStart.CASE_CLOSED,
    days: 1_827,
    atLeastDays: 30,
    legalBasis: `${shortest}；《行政处罚法》第三十六条`,
  },
  DIALOGUE: { start: RetentionStart.CASE_CLOSED, days: 731, atLeastDays: 30, legalBasis: shortest },
  IDENTITY: {
    start: RetentionStart.CASE_CLOSED,
    days: 366,
    atLeastDays: 30,
    legalBasis: `${shortest}；反馈、异议和奖励领取期满后不再需要`,
  },
  CONSENT: {
    start: RetentionStart.CASE_CLOSED,
    days: 1_096,
    atLeastDays: 30,
    legalBasis: '《个人信息保护法》第五十六条（处理情况记录至少保存三年）',
  },
  AUDIT_DETAIL: {
    start: RetentionStart.CASE_CLOSED,
    days: 1_827,
    atLeastDays: 183,
    legalBasis: '《网络安全法》第二十一条（日志留存不少于六个月）；不短于举报内容的留存期限',
  },
  /** As long as the content: a system that sends a report again must be recognised. */
  EXTERNAL_REFERENCE: {
    start: RetentionStart.CASE_CLOSED,
    days: 1_827,
    atLeastDays: 30,
    legalBasis: shortest,
  },
  REFERRAL: { start: RetentionStart.RECORDED, days: 366, atLeastDays: 1, legalBasis: shortest },
  CITIZEN: { start: RetentionStart.LAST_USED, days: 731, atLeastDays: 30, legalBasis: shortest },
  SEARCH: { start: RetentionStart.RECORDED, days: 183, atLeastDays: 2, legalBasis: shortest },
  JOB: { start: RetentionStart.RECORDED, days: 30, atLeastDays: 1, legalBasis: shortest },
  SPENT_PROOF: { start: RetentionStart.EXPIRED, days: 0, atLeastDays: 0, legalBasis: shortest },
}
