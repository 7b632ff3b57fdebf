import { isPlacementCode } from '../publication/placement-code'
import { dateTime, linesOf, startOfDay } from './day'
import { AndonError, type Language } from './errors'
import type { Loaders } from './loaders'
import type { NoticeFeed } from './notice-feed'
import { limitsOf, readFirst, readPage, toConnection } from './pages'
import type { CasePublicationRow, NoticeRow, PlacementRow, PublicRows } from './public-rows'
import { casePublicationConditions, type CasePublicationFilter } from './case-publication-filter'
import { noticeConditions, type NoticeFilter } from './notice-filter'
import { pictureResolvers, picturesOf } from './picture-resolvers'
import { createPosterResolvers, type PosterSources } from './poster-resolvers'
import { createPublicityResolvers } from './publicity-resolvers'
import type { PublicityRows } from './publicity-rows'
import { readRegionCode } from './region-codes'
import { richText } from './rich-text-resolvers'
import type { createVersionedTexts } from './versioned-texts'
import type { Viewer } from './viewer'

export type Context = {
  /** What answers may depend on and be kept for others who ask the same: whether the asker works here. */
  readonly isStaff: boolean
  /** Who exactly asks. An answer that looked is for them alone. */
  readonly viewer: Viewer
  language: Language
  loaders: Loaders
  /** Keeps the answer for nobody: it did something, or may be another a moment later. */
  alone: () => void
  /** Forgets what was loaded: each message of a subscription shows what is public when it is sent. */
  renew: () => void
}
type PageArguments = { regionCode?: string | null; first?: number | null; after?: string | null }
/** Nothing holds a caller to the key that the schema names. */
type Reference = { id?: string }
export type Sources = {
  rows: PublicRows
  publicity: PublicityRows
  texts: ReturnType<typeof createVersionedTexts>
  feed: NoticeFeed
} & PosterSources

export function createResolvers(sources: Sources) {
  const publicity = createPublicityResolvers(sources)
  const posters = createPosterResolvers(sources)
  return {
    ...publicity,
    ...posters,
    ...pictureResolvers,
    DateTime: dateTime,
    Query: { ...queries(sources), ...publicity.Query, ...posters.Query },
    Subscription: {
      noticePublished: {
        subscribe: (_: unknown, args: { regionCode?: string | null }) =>
          sources.feed.follow(readRegionCode(args.regionCode)),
        resolve: (row: NoticeRow, _: unknown, context: Context) => {
          context.renew()
          return row
        },
      },
    },
    Notice: {
      ...body,
      id: ({ documentId }: NoticeRow) => documentId,
      region: ({ regionCode }: NoticeRow) => (regionCode === null ? null : { code: regionCode }),
      issuedOn: ({ issuedOn }: NoticeRow) => startOfDay(issuedOn),
      pictures: picturesOf('notices'),
      addressees: ({ addressees }: NoticeRow) => linesOf(addressees),
      forwards: ({ forwardsId }: NoticeRow, _: unknown, { loaders }: Context) =>
        forwardsId === null ? null : loaders.notice.load(forwardsId),
      annexes: ({ documentId }: NoticeRow, _: unknown, { loaders }: Context) =>
        loaders.annexesOfNotice.load(documentId),
      __resolveReference: ({ id }: Reference, { loaders }: Context) =>
        id === undefined ? null : loaders.notice.load(id),
    },
    CasePublication: {
      ...body,
      id: ({ documentId }: CasePublicationRow) => documentId,
      region: ({ regionCode }: CasePublicationRow) => ({ code: regionCode }),
      publishedOn: ({ publishedOn }: CasePublicationRow) => startOfDay(publishedOn),
      caseSummary: ({ summaryId }: CasePublicationRow) => (summaryId ? { id: summaryId } : null),
      case: ({ caseId }: CasePublicationRow, _: unknown, { isStaff }: Context) =>
        caseId && isStaff ? { id: caseId } : null,
      __resolveReference: ({ id }: Reference, { loaders }: Context) =>
        id === undefined ? null : loaders.casePublication.load(id),
    },
    QrPlacement: {
      region: ({ regionCode }: PlacementRow) => ({ code: regionCode }),
      coordinates: ({ latitude, longitude }: PlacementRow) =>
        latitude === null || longitude === null ? null : { latitude, longitude },
      installedOn: ({ installedOn }: PlacementRow) => startOfDay(installedOn),
    },
    Region: {
      notices: ({ code }: { code: string }, args: { first?: number | null }, { loaders }: Context) =>
        loaders.noticesOfRegion.load({ code: readRegionCode(code) ?? '', first: readFirst(args.first) }),
      __resolveReference: ({ code }: { code: string }) => ({ code }),
    },
    Case: {
      // Which case a publication tells of is known inside only.
      publication: ({ id }: { id: string }, _: unknown, { isStaff, loaders }: Context) =>
        isStaff ? loaders.publicationOfCase.load(id) : null,
      __resolveReference: ({ id }: { id: string }) => ({ id }),
    },
  }
}

function queries({ rows, texts }: Sources) {
  return {
    reportingNotice: (_: unknown, { version }: { version?: number | null }) =>
      texts('api::reporting-notice.reporting-notice', version),
    privacyExplanation: (_: unknown, { version }: { version?: number | null }) =>
      texts('api::privacy-explanation.privacy-explanation', version),
    notices: async (_: unknown, args: PageArguments & { filter?: NoticeFilter | null }) => {
      const page = readPage(args)
      const conditions = noticeConditions(args.filter ?? {})
      return toConnection(
        await rows.notices(readRegionCode(args.regionCode), conditions, limitsOf(page)),
        page,
        asIs,
      )
    },
    notice: (_: unknown, { id }: { id: string }, { loaders }: Context) => loaders.notice.load(id),
    casePublications: async (_: unknown, args: PageArguments & { filter?: CasePublicationFilter | null }) => {
      const page = readPage(args)
      const conditions = casePublicationConditions(args.filter ?? {})
      return toConnection(
        await rows.casePublications(readRegionCode(args.regionCode), conditions, limitsOf(page)),
        page,
        asIs,
      )
    },
    qrPlacement: async (_: unknown, { code }: { code: string }) => {
      if (!isPlacementCode(code)) throw unreadableCode()
      return (await rows.placementByCode(code)) ?? null
    },
    qrPosters: async (_: unknown, args: PageArguments) => {
      const page = readPage(args)
      const found = await rows.placements(readRegionCode(args.regionCode), limitsOf(page))
      return toConnection(found, page, (placement) => ({ placement }))
    },
  }
}

const asIs = <Row>(row: Row): Row => row

type Texted = { body: unknown }
const body = {
  bodyHtml: (row: Texted, _: unknown, context: Context) => richText.html(row.body, context),
  bodyText: (row: Texted) => richText.words(row.body),
  bodyBlocks: (row: Texted, _: unknown, context: Context) => richText.blocks(row.body, context),
}

function unreadableCode(): AndonError {
  return new AndonError(
    'BAD_USER_INPUT',
    {
      zh: '公示牌编号不正确，请核对后重新输入，或重新扫码。',
      en: 'The code on the sign does not read right: check it or scan again.',
    },
    'code',
  )
}
