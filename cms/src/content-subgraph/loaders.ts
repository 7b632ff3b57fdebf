import DataLoader from 'dataloader'
import type { Epoch } from '../cache/content-epoch'
import type { Kept } from '../cache/kept'
import type { FileRow, PictureRow, PublicFiles, WithPictures } from '../files/public-files'
import type { PosterRows, PublicPoster } from '../posters/poster-rows'
import type { AnnexRow, CasePublicationRow, NoticeRow, PublicRows } from './public-rows'
import type { FaqRow, PolicyRow, PublicityRows } from './publicity-rows'

export type Loaders = ReturnType<typeof createLoaders>
type Sources = {
  rows: PublicRows
  publicity: PublicityRows
  files: PublicFiles
  posters: PosterRows
  kept: Kept
  epoch: Epoch
}

/** Gathers what one request asks for one by one, and takes from what is kept. */
export function createLoaders({ rows, publicity, files, posters, kept, epoch }: Sources) {
  const keeping =
    <Value>(space: string, read: (names: readonly string[]) => Promise<Value[]>) =>
    (names: readonly string[]) =>
      kept.many(epoch, space, names, read)
  const pictures = (table: WithPictures): DataLoader<string, PictureRow[]> =>
    new DataLoader(
      keeping(`pictures of ${table}`, async (ids) => {
        const found = Map.groupBy(await files.picturesOf(table, ids), (row) => row.ownerId)
        return ids.map((id) => found.get(id) ?? [])
      }),
    )
  return {
    ...entityLoaders(rows, publicity, keeping),
    annexesOfNotice: new DataLoader<string, AnnexRow[]>(
      keeping('annexes', async (ids) => {
        const found = Map.groupBy(await rows.annexesOf(ids), (row) => row.noticeId)
        return ids.map((id) => found.get(id) ?? [])
      }),
    ),
    annexFile: new DataLoader(
      keeping('annex file', async (ids) =>
        inOrder<FileRow>(ids, await files.annexFilesOf(ids), (row) => row.ownerId),
      ),
    ),
    textImage: new DataLoader(
      keeping('picture in text', async (hashes) =>
        inOrder<FileRow>(hashes, await files.textImages(hashes), (row) => row.hash),
      ),
    ),
    pictures: {
      notices: pictures('notices'),
      media_records: pictures('media_records'),
      activity_records: pictures('activity_records'),
      poster_templates: pictures('poster_templates'),
    },
    poster: new DataLoader<string, PublicPoster | null>(
      keeping('poster', (ids) => posters.publicPosters(ids)),
    ),
    noticesOfRegion: regionLoader(rows, keeping),
  }
}

type Keeping = <Value>(
  space: string,
  read: (names: readonly string[]) => Promise<Value[]>,
) => (names: readonly string[]) => Promise<Value[]>

function entityLoaders(rows: PublicRows, publicity: PublicityRows, keeping: Keeping) {
  return {
    notice: new DataLoader(
      keeping('notice', async (ids) =>
        inOrder<NoticeRow>(ids, await rows.noticesById(ids.filter(isDocumentId)), (row) => row.documentId),
      ),
    ),
    casePublication: new DataLoader(
      keeping('case publication', async (ids) =>
        inOrder<CasePublicationRow>(
          ids,
          await rows.casePublicationsById(ids.filter(isDocumentId)),
          (row) => row.documentId,
        ),
      ),
    ),
    policy: new DataLoader(
      keeping('policy', async (ids) =>
        inOrder<PolicyRow>(ids, await publicity.byId.POLICY(ids), (row) => row.documentId),
      ),
    ),
    faq: new DataLoader(
      keeping('faq', async (ids) =>
        inOrder<FaqRow>(ids, await publicity.byId.FAQ(ids), (row) => row.documentId),
      ),
    ),
    publicationOfCase: new DataLoader(
      keeping('publication of case', async (caseIds) =>
        inOrder<CasePublicationRow>(
          caseIds,
          await rows.casePublicationsByCase(caseIds.filter(isUuid)),
          (row) => row.caseId ?? '',
        ),
      ),
    ),
  }
}

type OfRegion = { code: string; first: number }
const nameOf = ({ code, first }: OfRegion): string => `${code} ${String(first)}`

/** The newest notices of many regions in one statement. */
function regionLoader(rows: PublicRows, keeping: Keeping): DataLoader<OfRegion, NoticeRow[], string> {
  const read = keeping('notices of region', async (names) => {
    const asked = names.map((name) => ({ code: name.split(' ')[0] ?? '', first: Number(name.split(' ')[1]) }))
    const codes = [...new Set(asked.map(({ code }) => code))]
    const found = Map.groupBy(
      await rows.newestNoticesOfRegions(codes, Math.max(...asked.map(({ first }) => first))),
      (row) => row.asked,
    )
    return asked.map(({ code, first }) => (found.get(code) ?? []).slice(0, first))
  })
  return new DataLoader((asked) => read(asked.map(nameOf)), { cacheKeyFn: nameOf })
}

/** An id that cannot be one is not found; PostgreSQL would stumble over some of them. */
const isDocumentId = (id: unknown): boolean => /^[a-z0-9]{1,40}$/.test(String(id))
const isUuid = (id: unknown): boolean => /^[0-9a-f-]{36}$/.test(String(id))

function inOrder<Row>(keys: readonly string[], rows: Row[], keyOf: (row: Row) => string): (Row | null)[] {
  const found = new Map(rows.map((row) => [keyOf(row), row]))
  return keys.map((key) => found.get(key) ?? null)
}
