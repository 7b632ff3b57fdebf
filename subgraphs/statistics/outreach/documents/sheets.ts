import exceljs from 'exceljs'
import { guardFormula, writeCsvLine } from '../../../shared/csv/csv.js'
import { dayInChina } from '../../../shared/day.js'
import type { StoredFiling } from '../filing/filing.entity.js'
import { figureNames, figures } from '../summary/figures.js'
import { suggestionTargets, type WorkReportContent } from '../work-report/work-report.service.js'
import type { PaperRow, SummaryPaper } from './summary-paper.js'

type CellValue = string | number
export type Sheet = { name: string; rows: CellValue[][] }

/** The form and those below it as a table: one line for each, and the total. */
export function sheetOfSummary({ content, own, totals, below, missing, filledAt }: SummaryPaper): Sheet {
  const line = (name: string, row: Omit<PaperRow, 'organisation'>): CellValue[] => [
    name,
    ...figureNames.map((figure) => row.figures[figure]),
    row.note,
    row.filledBy,
    row.state,
  ]
  const { organisation, otherActivitiesNote, filledBy } = content
  const note = otherActivitiesNote ?? ''
  const day = filledAt === null ? '' : dayInChina(filledAt)
  return {
    name: '汇总表',
    rows: [
      ['单位', ...figureNames.map((figure) => figures[figure].label), '具体活动形式', '填报人', '状态'],
      line(`${organisation ?? ''}（本级）`, { figures: own, note, filledBy: filledBy ?? '', state: day }),
      ...below.map(({ organisation: name, ...row }) => line(name, row)),
      ...missing.map((name) => [name, ...figureNames.map(() => ''), '', '', '未报送']),
      line('合计', { figures: totals, note: '', filledBy: '', state: '' }),
    ],
  }
}

/** A work report as a table: one line for each part and suggestion. */
export function sheetOfWorkReport({ content }: StoredFiling): Sheet {
  const { organisation, experience, practices, suggestions = [] }: WorkReportContent = content
  return {
    name: '工作情况报告',
    rows: [
      ['单位', '部分', '内容'],
      [organisation ?? '', '典型经验', experience ?? ''],
      [organisation ?? '', '有效做法', practices ?? ''],
      ...suggestions.map(({ target, text }) => [
        organisation ?? '',
        `意见建议（${suggestionTargets[target]}）`,
        text,
      ]),
    ],
  }
}

/** With the mark by which Excel knows UTF-8; nothing in it is a formula. */
export function writeCsv({ rows }: Sheet): Buffer {
  return Buffer.from(`\uFEFF${rows.map((row) => writeCsvLine(row.map(String))).join('')}`)
}

export async function writeWorkbook({ name, rows }: Sheet, madeAt: Date): Promise<Buffer> {
  const workbook = new exceljs.Workbook()
  workbook.created = madeAt
  workbook.modified = madeAt
  const sheet = workbook.addWorksheet(name)
  for (const row of rows)
    sheet.addRow(row.map((cell) => (typeof cell === 'string' ? guardFormula(cell) : cell)))
  return Buffer.from(await workbook.xlsx.writeBuffer())
}
