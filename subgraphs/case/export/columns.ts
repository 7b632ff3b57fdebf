import type { AssignmentMode, CaseOutcome, Conclusion } from '../../shared/dictionary/loop.js'
import type { MatterType } from '../../shared/dictionary/matter.js'
import { showCaseNumber } from '../desk/case-number.js'
import { CaseState, caseStateLabels } from '../loop/case-state.js'

type Cell = string | null | string[] | boolean
export type ExportRow = Readonly<Record<string, Cell>>

const outcomes: Readonly<Record<CaseOutcome, string>> = {
  VERIFIED: '属实或部分属实',
  UNFOUNDED: '不属实',
  UNVERIFIABLE: '无法核实',
  REFUSED: '不予受理',
  REFERRED: '已转告',
  WITHDRAWN: '举报人撤回',
  MERGED: '已并案',
}
const conclusions: Readonly<Record<Conclusion, string>> = {
  SUBSTANTIATED: '属实',
  PARTLY_SUBSTANTIATED: '部分属实',
  UNSUBSTANTIATED: '不属实',
  UNVERIFIABLE: '无法核实',
}
const modes: Readonly<Record<AssignmentMode, string>> = {
  OWN: '自办',
  OFFICE: '分办',
  SUBORDINATE: '交办',
  TRANSFER: '转办',
}
const matters: Readonly<Record<MatterType, string>> = {
  CONCEALED_OR_FALSE_ACCIDENT: '瞒报谎报事故',
  MAJOR_HAZARD: '重大事故隐患',
  GENERAL_HAZARD: '一般事故隐患',
  ILLEGAL_ACT: '违法行为',
}
const states = Object.fromEntries(Object.values(CaseState).map((state) => [state, caseStateLabels[state].zh]))

/** A word of a closed list; one that is not in it yet is shown as it is. */
const word =
  (words: Readonly<Record<string, string>>) =>
  (cell: Cell): string =>
    [cell]
      .flat()
      .map((code) => (typeof code === 'string' ? (words[code] ?? code) : ''))
      .join('、')

const day = (column: string): string =>
  `CASE WHEN isfinite(${column}) THEN to_char(${column} AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') END`

/** What a file of cases tells: its heading, what is selected, how it is shown. */
export const columns: readonly { heading: string; sql: string; show: (cell: Cell) => string }[] = [
  { heading: '案件编号', sql: 'c.number', show: (cell) => showCaseNumber(String(cell)) },
  { heading: '状态', sql: 'c.state', show: word(states) },
  { heading: '结果', sql: 'c.outcome', show: word(outcomes) },
  { heading: '核查结论', sql: 'c.conclusion', show: word(conclusions) },
  { heading: '地区代码', sql: 'c.region_code', show: word({}) },
  { heading: '办理机关编号', sql: 'c.authority_id::text', show: word({}) },
  { heading: '分办方式', sql: 'c.assignment_mode', show: word(modes) },
  { heading: '承办处室', sql: 'c.handling_office', show: word({}) },
  { heading: '承办人', sql: 'c.handling_officer', show: word({}) },
  { heading: '事项类别', sql: 'c.matter_types', show: word(matters) },
  { heading: '行业领域代码', sql: 'c.industry_code', show: word({}) },
  { heading: '立案时间', sql: day('c.opened_at'), show: word({}) },
  { heading: '受理时间', sql: day('c.accepted_at'), show: word({}) },
  { heading: '结论时间', sql: day('c.concluded_at'), show: word({}) },
  { heading: '归档时间', sql: day('c.closed_at'), show: word({}) },
  { heading: '下一期限', sql: day('c.next_due_at'), show: word({}) },
  { heading: '正在督办', sql: 'c.supervised', show: (cell) => (cell === true ? '是' : '否') },
  { heading: '已延期', sql: 'c.extended', show: (cell) => (cell === true ? '是' : '否') },
]
