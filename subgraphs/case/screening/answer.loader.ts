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

export type AnswerMeans = { em: EntityManager; viewer: Viewer; texts: CaseTexts }

/**
 * The last answer of a kind to each report, opened, in the transaction in which a look of staff is recorded: a few
 * queries for a whole list. Whoever loads has looked whether the viewer may read it.
 */
export function createAnswerLoader<Row extends AnswerRow, Field extends string, Shown>(
  { em, viewer, texts }: AnswerMeans,
  kind: {
    table: string
    /** First to last. */
    find: (em: EntityManager, reportIds: string[]) => Promise<Row[]>
    sealed: (row: Row) => Sealed<Field>
    show: (row: Row, opened: Opened<Field>, em: EntityManager) => Shown | Promise<Shown>
  },
): DataLoader<string, Shown | null> {
  return new DataLoader((reportIds: readonly string[]) =>
    em.fork().transactional(async (inner) => {
      const all = await kind.find(inner, [...reportIds])
      const newest = reportIds.map((id) => all.findLast((row) => row.reportIds.includes(id)))
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
