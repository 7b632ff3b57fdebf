import { dayInChina, dayInWords } from '../../../shared/day.js'
import { openDocument, type DocumentWriter } from '../../../shared/documents/document-writer.js'
import { breakLines } from '../../../shared/documents/break-lines.js'
import type { Cell } from '../../../shared/documents/table-layout.js'
import { writeTable } from '../../../shared/documents/write-table.js'
import {
  addFigures,
  figureNames,
  figures,
  overviewSectionNames,
  overviewSections,
  zeroFigures,
  type Figure,
} from '../summary/figures.js'
import type { PaperRow, SummaryPaper } from './summary-paper.js'

/** The words of the form (附件1 of 应急厅函〔2022〕291号), each line as it is printed there. */
const words = {
  annex: '附件1',
  title: '安全生产举报小程序宣传应用情况汇总表',
  organisation: '单位（盖章）：',
  carriers: '宣传推广载体情况',
  remark: '备注',
  note: '在形成汇总表的同时，对推广应用小程序情况进行总体概述，包括加强领导、健全机制、核查奖励、发布典型案例等情况',
  organising: '组织推动情况',
  filledBy: '填报人：',
  phone: '联系电话：',
  filledAt: '填报时间：',
} as const

const carrierFigures: readonly Figure[] = figureNames.slice(0, 5)
const organisingFigures: readonly Figure[] = figureNames.slice(5)
const formWidths = [46, 15, 33] as const
const [formSize, remarkLines] = [10.5, 20]

/** The form, ready for the seal: the same content gives the same bytes, so that the hash tells what was sealed. */
export async function writeAnnexForm(
  paper: SummaryPaper,
  madeAt: Date,
  withBelow: boolean,
): Promise<Uint8Array> {
  const document = await openDocument({ title: words.title, madeAt })
  const remark = remarkOf(document, paper)
  writeForm(document, paper, remark.shown)
  writeOverview(document, paper, remark.carriedOver)
  if (withBelow) writeBelow(document, paper)
  return document.finish()
}

function writeForm(document: DocumentWriter, paper: SummaryPaper, remark: string): void {
  const { content, totals, filledAt, isUnchecked } = paper
  document.paragraph(words.annex, { size: 14 })
  document.paragraph(words.title, { size: 18, weight: 'bold', align: 'center', after: 14 })
  if (isUnchecked) document.paragraph('草稿，未经审核，不得用印', { size: 10.5, align: 'center', after: 6 })
  // The seal of an office is 42 mm wide and stands on its name.
  document.space(24)
  document.paragraph(`${words.organisation}${content.organisation ?? ''}`, { size: 12, after: 6 })
  writeTable(document, formCells(totals, remark), { widths: formWidths, size: formSize, leastHeight: 34 })
  document.space(12)
  document.paragraph(`${words.filledBy}${content.filledBy ?? ''}`, { size: 12 })
  document.paragraph(`${words.phone}${paper.phone}`, { size: 12 })
  document.paragraph(`${words.filledAt}${filledAt === null ? '' : dayInWords(dayInChina(filledAt))}`, {
    size: 12,
  })
}

function formCells(totals: SummaryPaper['totals'], remark: string): Cell[] {
  const cells: Cell[] = [
    { row: 0, column: 0, columns: 2, text: words.carriers, align: 'center', bold: true },
    { row: 0, column: 2, text: words.remark, align: 'center', bold: true },
  ]
  const organisingRow = 1 + carrierFigures.length
  const figureRow = (figure: Figure, row: number): Cell[] => [
    { row, column: 0, text: figures[figure].label },
    { row, column: 1, text: String(totals[figure]), align: 'center' },
  ]
  for (const [index, figure] of carrierFigures.entries()) {
    cells.push(...figureRow(figure, 1 + index))
    const rows = carrierFigures.length + 1 + organisingFigures.length
    if (index === 0) cells.push({ row: 1, column: 2, rows, text: remark, vertical: 'top' })
  }
  cells.push({
    row: organisingRow,
    column: 0,
    columns: 2,
    text: words.organising,
    align: 'center',
    bold: true,
  })
  for (const [index, figure] of organisingFigures.entries())
    cells.push(...figureRow(figure, organisingRow + 1 + index))
  return cells
}

/** What stands in the column of remarks: the note of the form, then what was written, or where it goes on. */
function remarkOf(
  document: DocumentWriter,
  { content }: SummaryPaper,
): { shown: string; carriedOver: [string, string][] } {
  const written = [
    ['其他宣传方式具体活动形式', content.otherActivitiesNote],
    ['备注', content.remark],
  ].flatMap(([name, text]): [string, string][] => (name == null || text == null ? [] : [[name, text]]))
  const whole = [words.note, ...written.map(([name, text]) => `${name}：${text}`)].join('\n')
  const total = formWidths.reduce((sum, width) => sum + width, 0)
  const width = (document.width * formWidths[2]) / total - 10
  const lines = breakLines(whole, width, (line) => document.widthOf(line, formSize))
  if (lines.length <= remarkLines) return { shown: whole, carriedOver: [] }
  return { shown: `${words.note}\n（其余内容见附页）`, carriedOver: written }
}

function writeOverview(
  document: DocumentWriter,
  { content }: SummaryPaper,
  carriedOver: [string, string][],
): void {
  document.newPage()
  document.paragraph('总体概述', { size: 16, weight: 'bold', align: 'center', after: 8 })
  for (const [index, section] of overviewSectionNames.entries()) {
    const number = ['一', '二', '三', '四'][index] ?? ''
    document.paragraph(`${number}、${overviewSections[section]}`, { weight: 'bold', indent: 2 })
    document.paragraph(content.overview?.[section] ?? '', { indent: 2, after: 6 })
  }
  for (const [name, text] of carriedOver) {
    document.paragraph(`${name}（续表）`, { weight: 'bold', indent: 2 })
    document.paragraph(text, { indent: 2, after: 6 })
  }
}

/** Own figures beside those of everybody below, and who is missing. */
function writeBelow(document: DocumentWriter, { own, totals, below, missing, content }: SummaryPaper): void {
  document.newPage()
  document.paragraph('各单位报送情况', { size: 16, weight: 'bold', align: 'center', after: 8 })
  const sum = below.reduce((total, row) => addFigures(total, row.figures), { ...zeroFigures })
  const line = (name: string, values: PaperRow['figures']): string[] => [
    name,
    ...figureNames.map((figure) => String(values[figure])),
  ]
  const rows = [
    ['单位', ...figureNames.map((figure) => figures[figure].short)],
    line(`${content.organisation ?? ''}（本级）`, own),
    ...below.map(({ organisation, figures: values }) => line(organisation, values)),
    line('下级小计', sum),
    line('合计', totals),
  ]
  const cells = rows.flatMap((texts, row) =>
    texts.map((text, column): Cell => {
      const heading = row === 0 || row >= rows.length - 2
      return { row, column, text, bold: heading, align: column === 0 && row > 0 ? 'left' : 'center' }
    }),
  )
  writeTable(document, cells, { widths: [30, 11, 11, 11, 14, 11, 12, 12], size: 9, headerRows: 1 })
  document.space(8)
  document.paragraph(`未报送单位：${missing.length === 0 ? '无' : missing.join('、')}。`, { size: 10.5 })
}
