import type { CaseOutcome } from '../../../shared/dictionary/loop.js'
import type { DeadlineKind } from './deadline-kinds.js'
import { isSettled, machines, type Label, type Machine, type StateOf } from './machines.js'
import type { StepRule } from './step-rule.js'

/** 归档. */
export const closingSteps = {
  closeCase: {
    label: { zh: '归档', en: 'close' },
    machine: 'CASE',
    actor: { by: 'STAFF', permission: 'CLOSE_CASES', standing: 'HANDLING' },
    needs: [{ zh: '该结果要求的步骤全部完成', en: 'every step the outcome requires' }],
    moves: [
      {
        from: ['CONCLUDED', 'REFUSED', 'REFERRED', 'WITHDRAWN', 'MERGED'],
        to: 'CLOSED',
        event: 'CaseClosed',
        progress: 'CLOSED',
      },
    ],
  },
} as const satisfies Record<string, StepRule>

/** What an outcome requires before the case is closed. */
export type Requirement =
  | { [M in Machine]: { machine: M; states: readonly StateOf<M>[]; for: 'CASE' | 'EVERY_REPORT' } }[Machine]
  | 'THE_OTHER_CASE_CLOSED'

const feedbackServed = { machine: 'FEEDBACK', states: ['SERVED'], for: 'EVERY_REPORT' } as const

/**
 * By outcome, beside what holds for all: no proceeding is left open, and no reporter may still object. Of a withdrawn
 * report nothing is due: a withdrawn report gets no answer (应急〔2023〕106号).
 */
export const closingTable = {
  VERIFIED: [feedbackServed, { machine: 'REWARD', states: ['PAID', 'INELIGIBLE', 'WAIVED'], for: 'CASE' }],
  UNFOUNDED: [feedbackServed],
  UNVERIFIABLE: [feedbackServed],
  REFUSED: [feedbackServed],
  REFERRED: [feedbackServed],
  WITHDRAWN: [],
  MERGED: ['THE_OTHER_CASE_CLOSED'],
} as const satisfies Record<keyof typeof CaseOutcome, readonly Requirement[]>

export type Standstill = {
  outcome: keyof typeof CaseOutcome
  proceedings: readonly { machine: Machine; state: string; reportId: string | null }[]
  /** Reports of the case that were not withdrawn. */
  reportIds: readonly string[]
  openDeadlines: readonly DeadlineKind[]
  otherCaseClosed: boolean
}

export type Missing = { code: Machine | 'OBJECTION_PERIOD' | 'OTHER_CASE'; label: Label }

/** What still stands in the way of closing; nothing where nothing does. */
export function missingForClosing(standstill: Standstill): Missing[] {
  const open = standstill.proceedings
    .filter(({ reportId }) => reportId === null || standstill.reportIds.includes(reportId))
    .filter(({ machine, state }) => !isSettled(machine, state))
    .map(({ machine }) => machine)
  const unmet = closingTable[standstill.outcome].flatMap((requirement) => lacks(requirement, standstill))
  const missing: Missing[] = [...new Set([...open, ...unmet])].map((code) => ({
    code,
    label: code === 'OTHER_CASE' ? otherCase : machines[code].label,
  }))
  if (standstill.openDeadlines.includes('OBJECTION'))
    missing.push({ code: 'OBJECTION_PERIOD', label: objection })
  return missing
}

const otherCase = { zh: '并入的案件归档', en: 'closing of the case it was merged into' }
const objection = { zh: '异议期届满', en: 'the end of the time to object' }

function lacks(requirement: Requirement, { proceedings, reportIds, otherCaseClosed }: Standstill) {
  if (requirement === 'THE_OTHER_CASE_CLOSED') return otherCaseClosed ? [] : ['OTHER_CASE' as const]
  const states: readonly string[] = requirement.states
  const fulfils = (reportId?: string) =>
    proceedings.some(
      (proceeding) =>
        proceeding.machine === requirement.machine &&
        states.includes(proceeding.state) &&
        (reportId === undefined || proceeding.reportId === reportId),
    )
  const met = requirement.for === 'CASE' ? fulfils() : reportIds.every((id) => fulfils(id))
  return met ? [] : [requirement.machine]
}
