import DataLoader from 'dataloader'
import type { CasePublicationRow, NoticeRow, PublicRows } from './public-rows'

export type Loaders = ReturnType<typeof createLoaders>

/** Gathers what one request asks for one by one. */
export function createLoaders(rows: PublicRows) {
  return {
    notice: new DataLoader(async (ids: readonly string[]) =>
      inOrder<NoticeRow>(ids, await rows.noticesById(ids), (row) => row.documentId),
    ),
    casePublication: new DataLoader(async (ids: readonly string[]) =>
      inOrder<CasePublicationRow>(ids, await rows.casePublicationsById(ids), (row) => row.documentId),
    ),
    publicationOfCase: new DataLoader(async (caseIds: readonly string[]) =>
      inOrder<CasePublicationRow>(
        caseIds,
        await rows.casePublicationsByCase(caseIds),
        (row) => row.caseId ?? '',
      ),
    ),
    noticesOfRegion: new DataLoader<{ code: string; first: number }, NoticeRow[], string>(
      async (asked) => {
        const codes = [...new Set(asked.map(({ code }) => code))]
        const found = Map.groupBy(
          await rows.newestNoticesOfRegions(codes, Math.max(...asked.map(({ first }) => first))),
          (row) => row.asked,
        )
        return asked.map(({ code, first }) => (found.get(code) ?? []).slice(0, first))
      },
      { cacheKeyFn: ({ code, first }) => `${code} ${String(first)}` },
    ),
  }
}

function inOrder<Row>(keys: readonly string[], rows: Row[], keyOf: (row: Row) => string): (Row | null)[] {
  const found = new Map(rows.map((row) => [keyOf(row), row]))
  return keys.map((key) => found.get(key) ?? null)
}
