import DataLoader from 'dataloader'
import type { FileRow, PictureRow, PublicFiles, WithPictures } from '../files/public-files'
import type { AnnexRow, CasePublicationRow, NoticeRow, PublicRows } from './public-rows'
import type { FaqRow, PolicyRow, PublicityRows } from './publicity-rows'

export type Loaders = ReturnType<typeof createLoaders>

/** Gathers what one request asks for one by one. */
export function createLoaders(rows: PublicRows, publicity: PublicityRows, files: PublicFiles) {
  return {
    notice: new DataLoader(async (ids: readonly string[]) =>
      inOrder<NoticeRow>(ids, await rows.noticesById(ids.filter(isDocumentId)), (row) => row.documentId),
    ),
    casePublication: new DataLoader(async (ids: readonly string[]) =>
      inOrder<CasePublicationRow>(
        ids,
        await rows.casePublicationsById(ids.filter(isDocumentId)),
        (row) => row.documentId,
      ),
    ),
    annexesOfNotice: new DataLoader<string, AnnexRow[]>(async (ids) => {
      const found = Map.groupBy(await rows.annexesOf(ids), (row) => row.noticeId)
      return ids.map((id) => found.get(id) ?? [])
    }),
    annexFile: new DataLoader(async (ids: readonly string[]) =>
      inOrder<FileRow>(ids, await files.annexFilesOf(ids), (row) => row.ownerId),
    ),
    pictures: {
      notices: pictureLoader(files, 'notices'),
      media_records: pictureLoader(files, 'media_records'),
      activity_records: pictureLoader(files, 'activity_records'),
      poster_templates: pictureLoader(files, 'poster_templates'),
    },
    policy: new DataLoader(async (ids: readonly string[]) =>
      inOrder<PolicyRow>(ids, await publicity.byId.POLICY(ids), (row) => row.documentId),
    ),
    faq: new DataLoader(async (ids: readonly string[]) =>
      inOrder<FaqRow>(ids, await publicity.byId.FAQ(ids), (row) => row.documentId),
    ),
    publicationOfCase: new DataLoader(async (caseIds: readonly string[]) =>
      inOrder<CasePublicationRow>(
        caseIds,
        await rows.casePublicationsByCase(caseIds.filter(isUuid)),
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

function pictureLoader(files: PublicFiles, table: WithPictures): DataLoader<string, PictureRow[]> {
  return new DataLoader(async (ids) => {
    const found = Map.groupBy(await files.picturesOf(table, ids), (row) => row.ownerId)
    return ids.map((id) => found.get(id) ?? [])
  })
}

/** An id that cannot be one is not found; PostgreSQL would stumble over some of them. */
const isDocumentId = (id: unknown): boolean => /^[a-z0-9]{1,40}$/.test(String(id))
const isUuid = (id: unknown): boolean => /^[0-9a-f-]{36}$/.test(String(id))

function inOrder<Row>(keys: readonly string[], rows: Row[], keyOf: (row: Row) => string): (Row | null)[] {
  const found = new Map(rows.map((row) => [keyOf(row), row]))
  return keys.map((key) => found.get(key) ?? null)
}
