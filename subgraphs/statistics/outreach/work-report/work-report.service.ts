import { randomUUID } from 'node:crypto'
import type { StoredFiling } from '../filing/filing.entity.js'
import { saveFiling, type OutreachDesk } from '../filing/filing.service.js'
import { readText, refused, requireText, type Shortcoming } from '../problem.js'
import { requireComplete } from '../summary/summary-content.js'

/** What a suggestion is about: the programme, or how the work is organised (A13, E05). */
export const suggestionTargets = { APPLICATION: '应用程序', WORK_SYSTEM: '工作制度' } as const
export type SuggestionTarget = keyof typeof suggestionTargets
export type Suggestion = { id: string; target: SuggestionTarget; text: string }

/** What a work report 工作情况报告 says (E04, E05). */
export type WorkReportContent = {
  organisation?: string | null
  experience?: string | null
  practices?: string | null
  suggestions?: Suggestion[]
}

export type WorkReportChange = {
  organisation?: string | null
  experience?: string | null
  practices?: string | null
  /** All of them; each in its place. */
  suggestions?: { target: SuggestionTarget; text: string }[]
}

const limits = {
  organisation: { name: '单位', max: 100 },
  experience: { name: '典型经验', max: 10_000 },
  practices: { name: '有效做法', max: 10_000 },
} as const
const [mostSuggestions, longestSuggestion] = [50, 1_000]

/** Keeps what somebody wrote in the work report of the own authority. @throws AndonError as `saveFiling`, BAD_USER_INPUT */
export function saveWorkReport(
  desk: OutreachDesk,
  request: { campaignId: string; expectedVersion: number; change: WorkReportChange },
): Promise<StoredFiling> {
  const { change, ...of } = request
  return saveFiling(desk, { ...of, kind: 'WORK_REPORT' }, ({ filing }) => {
    filing.content = applyChange(filing.content, change)
    return Promise.resolve()
  })
}

function applyChange(content: WorkReportContent, change: WorkReportChange): WorkReportContent {
  const next: WorkReportContent = { ...content }
  for (const [field, rules] of Object.entries(limits) as [
    keyof typeof limits,
    { name: string; max: number },
  ][]) {
    const given = change[field]
    if (given !== undefined) next[field] = readText(given, { path: `input.${field}`, ...rules })
  }
  if (change.suggestions !== undefined) next.suggestions = readSuggestions(change.suggestions)
  return next
}

function readSuggestions(given: NonNullable<WorkReportChange['suggestions']>): Suggestion[] {
  if (given.length > mostSuggestions)
    throw refused(
      'input.suggestions',
      `意见建议最多 ${String(mostSuggestions)} 条。`,
      `At most ${String(mostSuggestions)} suggestions.`,
    )
  return given.map(({ target, text }, index) => {
    const path = `input.suggestions.${String(index)}.text`
    return {
      id: randomUUID(),
      target,
      text: requireText(text, { path, name: '意见建议', max: longestSuggestion }),
    }
  })
}

export function shortcomingsOfReport(content: WorkReportContent): Shortcoming[] {
  return (Object.keys(limits) as (keyof typeof limits)[]).flatMap((field) =>
    content[field] == null
      ? [{ inputPath: field, zh: `请填写${limits[field].name}。`, en: `${field} is missing.` }]
      : [],
  )
}

/** @throws AndonError BAD_USER_INPUT where a section is missing */
export function checkWorkReport({ content }: StoredFiling): void {
  requireComplete(shortcomingsOfReport(content))
}
