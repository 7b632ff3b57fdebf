import type { Label } from './loop/table/machines.js'
import { ruleOf, verbs, type Verb } from './loop/table/state-table.js'

/** Looks; every step of the state table is recorded under its own name besides. */
const looks = {
  CASE_TEXT_READ: { zh: '查看案件文书', en: 'Texts of a case were read' },
  CASES_EXPORTED: { zh: '导出案件', en: 'Cases were exported' },
} as const satisfies Record<string, Label>

export type CaseAuditAction = keyof typeof looks | StepAction
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
  ...looks,
  ...Object.fromEntries(verbs.map((verb) => [stepAction(verb), ruleOf(verb).label])),
}
