import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import type { CaseTexts } from '../texts/case-texts.js'
import { recordTextLooks } from '../texts/text-looks.js'

/** What was decided about a case and said to the reports it had then. */
type AnswerRow = { id: string; caseId: string; reportIds: string[] }

/** What was sealed of an answer, opened; null where there was none or it was erased. */
export type Opened<Field extends string> = Readonly<Record<Field, string | null>>

type Sealed<Field extends string> = Readonly<Record<Field, Uint8Array | null | undefined>>

/** For whom the last one is looked up. */
export type Of = 'CASE' | 'REPORT'

/** Whose answers are looked for, as a condition. */
export type Whose = { caseId: string[] } | { reportIds: { $overlap: string[] } }

export type AnswerMeans = { em: EntityManager; viewer: Viewer; texts: CaseTexts }

/** A kind of answer: where it stands, what of it is sealed, what is shown of it. */
export type AnswerKind<Row extends AnswerRow, Field extends string, Shown> = {
  table: string
  /** First to last. */
  find: (em: EntityManager, whose: Whose) => Promise<Row[]>
  sealed: (row: Row) => Sealed<Field>
  show: (row: Row, opened: Opened<Field>, em: EntityManager) => Shown | Promise<Shown>
}

/**
 * The last answer of a kind to each report, or in each case, opened, in the transaction in which a look of staff is
 * recorded: a few queries for a whole list. Whoever loads has looked whether the viewer may read it.
 */
export function createAnswerLoader<Row extends AnswerRow, Field extends string, Shown>(
  { em, viewer, texts }: AnswerMeans,
  of: Of,
  kind: AnswerKind<Row, Field, Shown>,
): DataLoader<string, Shown | null> {
  return new DataLoader((keys: readonly string[]) =>
    em.fork().transactional(async (inner) => {
      const whose = of === 'CASE' ? { caseId: [...keys] } : { reportIds: { $overlap: [...keys] } }
      const all = await kind.find(inner, whose)
      const newest = keys.map((key) =>
        all.findLast(({ caseId, reportIds }) => (of === 'CASE' ? caseId === key : reportIds.includes(key))),
      )
      const rows = [...new Set(newest.filter((row) => row !== undefined))]
      await recordTextLooks(
        inner,
        viewer,
        rows.map(({ caseId }) => caseId),
      )
      const opened = await openRows(inner, texts, kind, rows)
      const shown = await Promise.all(rows.map((row) => kind.show(row, opened(row.id), inner)))
      const byId = new Map(rows.map(({ id }, index) => [id, shown[index] as Shown]))
      return newest.map((row) => (row === undefined ? null : (byId.get(row.id) ?? null)))
    }),
  )
}

async function openRows<Row extends AnswerRow, Field extends string>(
  em: EntityManager,
  texts: CaseTexts,
  { table, sealed }: { table: string; sealed: (row: Row) => Sealed<Field> },
  rows: readonly Row[],
): Promise<(rowId: string) => Opened<Field>> {
  const cells = rows.flatMap((row) =>
    (Object.entries(sealed(row)) as [Field, Uint8Array | null | undefined][]).map(([field, bytes]) => ({
      row,
      field,
      bytes,
    })),
  )
  const present = cells.flatMap(({ row, field, bytes }) =>
    bytes == null
      ? []
      : [{ field, caseId: row.caseId, place: { table, rowId: row.id, field }, sealed: bytes }],
  )
  const words = await texts.openAll(em, present)
  return (rowId) => {
    const own = cells
      .filter(({ row }) => row.id === rowId)
      .map(({ field }) => {
        const index = present.findIndex((one) => one.place.rowId === rowId && one.field === field)
        return [field, words[index] ?? null] as const
      })
    return Object.fromEntries(own) as Opened<Field>
  }
}
