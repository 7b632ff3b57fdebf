import type { Label } from './loop/table/machines.js'
import { ruleOf, verbs, type Verb } from './loop/table/state-table.js'

/** Looks and settings; every step of the state table is recorded under its own name besides. */
const others = {
  CASE_TEXT_READ: { zh: '查看案件文书', en: 'Texts of a case were read' },
  IDENTITIES_COMPARED: { zh: '记录身份比对', en: 'A comparison of identities was recorded' },
  CASE_NOMINATED: { zh: '推荐为典型案例', en: 'A case was nominated to be told' },
  CASE_NOMINATION_WITHDRAWN: { zh: '撤回典型案例推荐', en: 'A nomination was taken back' },
  CASES_EXPORTED: { zh: '导出案件', en: 'Cases were exported' },
  NOTICE_CHANNEL_SET: { zh: '设置通知渠道', en: 'Where an office is told was set' },
  CALENDAR_IMPORTED: { zh: '导入节假日安排', en: 'A year of the calendar was imported' },
  REWARD_RULE_ADDED: { zh: '录入奖励规则', en: 'A reward rule was entered' },
  DEADLINE_RULE_ADDED: { zh: '新增期限规则', en: 'A rule of deadlines was added' },
  HAZARD_CRITERION_ADDED: { zh: '新增隐患判定条款', en: 'A criterion of hazards was added' },
} as const satisfies Record<string, Label>

export type CaseAuditAction = keyof typeof others | StepAction
type StepAction = `STEP_${string}`

/** `acceptReport` is recorded as `STEP_ACCEPT_REPORT`. */
export function stepAction(verb: Verb): StepAction {
  return `STEP_${verb.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
}

/**
 * Everything `case` writes into its audit chain. The list is closed: recordAudit refuses anything else. The thing of
 * an entry is the case (`CASE`) wherever there is one.
 */
export const caseAuditActions: Readonly<Record<string, Label>> = {
  ...others,
  ...Object.fromEntries(verbs.map((verb) => [stepAction(verb), ruleOf(verb).label])),
}
