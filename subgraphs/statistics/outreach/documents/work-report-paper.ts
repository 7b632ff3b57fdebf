import { dayInChina, dayInWords } from '../../../shared/day.js'
import { openDocument } from '../../../shared/documents/document-writer.js'
import type { StoredFiling } from '../filing/filing.entity.js'
import { uncheckedStates } from '../filing/filing-table.js'
import {
  suggestionTargets,
  type SuggestionTarget,
  type WorkReportContent,
} from '../work-report/work-report.service.js'

const title = '举报小程序推广应用工作情况报告'

/** The work report, ready for the seal. */
export async function writeWorkReport(filing: StoredFiling, madeAt: Date): Promise<Uint8Array> {
  const content: WorkReportContent = filing.content
  const document = await openDocument({ title, madeAt })
  document.paragraph(title, { size: 20, weight: 'bold', align: 'center', after: 18 })
  if (uncheckedStates.includes(filing.state))
    document.paragraph('草稿，未经审核，不得用印', { size: 10.5, align: 'center', after: 6 })
  for (const [heading, text] of [
    ['一、典型经验', content.experience],
    ['二、有效做法', content.practices],
  ] as const) {
    document.paragraph(heading, { size: 14, weight: 'bold', indent: 2 })
    document.paragraph(text ?? '', { size: 14, indent: 2, after: 8 })
  }
  document.paragraph('三、意见建议', { size: 14, weight: 'bold', indent: 2 })
  for (const [index, target] of (Object.keys(suggestionTargets) as SuggestionTarget[]).entries()) {
    document.paragraph(`（${['一', '二'][index] ?? ''}）${suggestionTargets[target]}`, {
      size: 14,
      indent: 2,
    })
    const of = (content.suggestions ?? []).filter((one) => one.target === target)
    if (of.length === 0) document.paragraph('无。', { size: 14, indent: 2 })
    for (const [at, { text }] of of.entries())
      document.paragraph(`${String(at + 1)}.${text}`, { size: 14, indent: 2 })
  }
  // Name, seal and date stay together.
  document.require(110)
  document.space(48)
  document.paragraph(`单位（盖章）：${content.organisation ?? ''}`, { size: 14, align: 'right' })
  const day = filing.filledAt == null ? '' : dayInWords(dayInChina(filing.filledAt))
  document.paragraph(day, { size: 14, align: 'right' })
  return document.finish()
}
