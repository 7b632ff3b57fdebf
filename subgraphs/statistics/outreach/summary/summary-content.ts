import { readText, refused, type Shortcoming } from '../problem.js'
import {
  figureNames,
  figures,
  overviewSectionNames,
  overviewSections,
  type Figures,
  type OverviewSection,
} from './figures.js'

/** What is written in a summary beside its figures and the telephone. */
export type SummaryContent = {
  organisation?: string | null
  otherActivitiesNote?: string | null
  remark?: string | null
  overview?: Partial<Record<OverviewSection, string>>
  filledBy?: string | null
}

/** Changes of a form: what is left out stays as it is, null takes back. */
export type SummaryChange = SummaryContent & {
  figures: Partial<Record<keyof Figures, number | null>>
  phone?: string | null
}

const limits = {
  organisation: { name: '单位', max: 100 },
  otherActivitiesNote: { name: '其他宣传方式的具体活动形式', max: 500 },
  remark: { name: '备注', max: 500 },
  filledBy: { name: '填报人', max: 50 },
} as const
const longestSection = 3_000
const highestFigure = 100_000_000
/** What the graph can show: GraphQL's Int. */
const highestTotal = 2_147_483_647

export function applyChange(content: SummaryContent, change: SummaryChange): SummaryContent {
  const next: SummaryContent = { ...content, overview: { ...content.overview } }
  for (const [field, rules] of Object.entries(limits) as [
    keyof typeof limits,
    { name: string; max: number },
  ][]) {
    const given = change[field]
    if (given !== undefined) next[field] = readText(given, { path: `input.${field}`, ...rules })
  }
  for (const [section, text] of Object.entries(change.overview ?? {}) as [OverviewSection, string][]) {
    const rules = { path: 'input.overview', name: overviewSections[section], max: longestSection }
    const read = readText(text, rules)
    const { [section]: _, ...others } = next.overview ?? {}
    next.overview = read === null ? others : { ...others, [section]: read }
  }
  return next
}

export function requireFigure(figure: keyof Figures, value: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= highestFigure) return
  throw refused(
    `input.${figure}`,
    `${figures[figure].label}应为 0 到 1 亿的整数。`,
    `${figure}: a whole number from 0 to 100 million.`,
  )
}

export function requirePhone(phone: string): string {
  const text = phone.trim()
  if (/^\+?[0-9][0-9 \-()（）转#]{4,29}$/.test(text)) return text
  throw refused(
    'input.phone',
    '联系电话应为 5 到 30 位的电话号码。',
    'A telephone number of 5 to 30 characters.',
  )
}

/** What has to be there before somebody checks it: E08, E13, E17, E18. */
export function shortcomingsOf(content: SummaryContent, totals: Figures, hasPhone: boolean): Shortcoming[] {
  const missing: Shortcoming[] = []
  const want = (inputPath: string, zh: string, en: string) => missing.push({ inputPath, zh, en })
  if (content.organisation == null) want('organisation', '请填写单位。', 'The organisation is missing.')
  if (totals.otherActivities > 0 && content.otherActivitiesNote == null)
    want(
      'otherActivitiesNote',
      '其他宣传方式大于 0 时，请说明具体活动形式。',
      'Tell what the other activities were.',
    )
  for (const section of overviewSectionNames)
    if (content.overview?.[section] === undefined)
      want(
        `overview.${section}`,
        `总体概述缺少“${overviewSections[section]}”。`,
        `The overview lacks ${section}.`,
      )
  if (content.filledBy == null) want('filledBy', '请填写填报人。', 'Who filled it in is missing.')
  if (!hasPhone) want('phone', '请填写联系电话。', 'The telephone is missing.')
  for (const figure of figureNames)
    if (totals[figure] > highestTotal)
      want(figure, `${figures[figure].label}的合计过大，请核对。`, `The total of ${figure} is too large.`)
  return missing
}

/** As the first of them: a form that is not complete goes no further. */
export function requireComplete(missing: readonly Shortcoming[]): void {
  const [first] = missing
  if (first !== undefined) throw refused(first.inputPath, first.zh, first.en)
}
