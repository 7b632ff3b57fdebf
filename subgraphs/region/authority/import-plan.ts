import { randomUUID } from 'node:crypto'
import { problem, type CsvProblem, type CsvRow } from '../../shared/csv/csv.js'
import { isUuid } from '../../shared/uuid.js'
import { columns, contactColumns, kindLabels, levelLabels } from './authority-columns.js'
import { contactKinds, type Contact, type StoredAuthority } from './authority.entity.js'
import { draftOf, type AuthorityDraft } from './draft.js'

export type PlannedRow = { row: number; id: string; draft: AuthorityDraft; before: AuthorityDraft | null }

/** What a file would make of the authorities there are. */
export type ImportPlan = {
  rows: PlannedRow[]
  problems: CsvProblem[]
  /** All authorities as they would be. */
  plan: Map<string, AuthorityDraft & { closedOn?: string | null }>
}

type Known = Pick<StoredAuthority, keyof AuthorityDraft | 'id' | 'closedOn'>

/**
 * Reads the rows of a file against the authorities there are. An authority above is named by its id or its name,
 * and may stand in the file itself, before or after.
 */
export function planImport(rows: readonly CsvRow[], known: readonly Known[]): ImportPlan {
  const problems: CsvProblem[] = []
  const byId = new Map(known.map((authority) => [authority.id, authority]))
  const idsByName = new Map(
    known.flatMap(({ id, name, closedOn }) => (closedOn == null ? [[name, id] as const] : [])),
  )
  const identified = identify(rows, byId, idsByName, problems)
  for (const { cell, id } of identified) idsByName.set(cell(columns.name), id)
  const planned = identified.map(({ row, id, cell }): PlannedRow => {
    const stored = byId.get(id)
    const draft = readDraft({ row, cell, problems, idsByName })
    return { row, id, draft, before: stored === undefined ? null : draftOf(stored) }
  })
  const plan: ImportPlan['plan'] = new Map(
    known.map((authority) => [authority.id, { ...draftOf(authority), closedOn: authority.closedOn ?? null }]),
  )
  for (const { id, draft } of planned) plan.set(id, draft)
  return { rows: planned, problems, plan }
}

type Identified = { row: number; id: string; cell: (column: string) => string }

function identify(
  rows: readonly CsvRow[],
  byId: ReadonlyMap<string, Known>,
  idsByName: ReadonlyMap<string, string>,
  problems: CsvProblem[],
): Identified[] {
  const seen = new Map<string, number>()
  return rows.map(({ row, cells }) => {
    const cell = (column: string): string => cells.get(column) ?? ''
    const [given, name] = [cell(columns.id).toLowerCase(), cell(columns.name)]
    const stored = byId.get(given)
    if (given !== '' && (!isUuid(given) || stored === undefined))
      problems.push(problem(row, columns.id, '没有这个机关', 'there is no such authority'))
    else if (stored?.closedOn != null)
      problems.push(problem(row, columns.id, '该机关已停用', 'that authority is closed'))
    const key = stored?.id ?? idsByName.get(name) ?? name
    const earlier = seen.get(key)
    if (earlier !== undefined && name !== '')
      problems.push(
        problem(
          row,
          columns.name,
          `与第 ${String(earlier)} 行是同一机关`,
          `the same authority as row ${String(earlier)}`,
        ),
      )
    seen.set(key, row)
    return { row, id: stored?.id ?? idsByName.get(name) ?? randomUUID(), cell }
  })
}

type Reading = {
  row: number
  cell: (column: string) => string
  problems: CsvProblem[]
  idsByName: ReadonlyMap<string, string>
}

function readDraft(reading: Reading): AuthorityDraft {
  const { cell } = reading
  return {
    kind: readLabel(reading, columns.kind, kindLabels, 'OTHER_DEPARTMENT'),
    name: cell(columns.name),
    level: readLabel(reading, columns.level, levelLabels, 'COUNTY'),
    regionCode: cell(columns.regionCode) || null,
    parentAuthorityId: readReference(reading, columns.parentAuthorityId),
    objectionAuthorityId: readReference(reading, columns.objectionAuthorityId),
    contacts: readContacts(cell),
    toConfirm: readYes(reading),
  }
}

/** By its label or its code. */
function readLabel<Code extends string>(
  { row, cell, problems }: Reading,
  column: string,
  labels: Readonly<Record<Code, string>>,
  otherwise: Code,
): Code {
  const text = cell(column)
  const codes = Object.keys(labels) as Code[]
  const code = codes.find((candidate) => text === candidate || text === labels[candidate])
  if (code !== undefined) return code
  const allowed = codes.map((candidate) => labels[candidate]).join('、')
  problems.push(problem(row, column, `应为 ${allowed} 之一`, `one of ${codes.join(', ')}`))
  return otherwise
}

function readReference({ row, cell, problems, idsByName }: Reading, column: string): string | null {
  const text = cell(column)
  if (text === '') return null
  if (isUuid(text)) return text.toLowerCase()
  const id = idsByName.get(text)
  if (id === undefined)
    problems.push(problem(row, column, `没有名为“${text}”的机关`, 'no authority has this name'))
  return id ?? null
}

function readContacts(cell: (column: string) => string): Contact[] {
  return contactKinds.flatMap((kind) =>
    cell(contactColumns[kind])
      .split(/[；;]/)
      .map((value) => value.trim())
      .filter(Boolean)
      .map((value) => ({ kind, value })),
  )
}

function readYes({ row, cell, problems }: Reading): boolean {
  const text = cell(columns.toConfirm)
  if (!['', '是', '否'].includes(text))
    problems.push(problem(row, columns.toConfirm, '应为“是”或“否”', 'should be 是 or 否'))
  return text === '是'
}
