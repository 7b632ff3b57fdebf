import { linesOf, startOfDay } from './day'
import { readSearch } from './notice-filter'
import { readOrderedPage, toOrderedConnection, type OrderedPageOf, type OrderedPlace } from './ordered-pages'
import { limitsOf, readPage, toConnection, type Connection } from './pages'
import { picturesOf } from './picture-resolvers'
import type { PageOf } from './public-page'
import type {
  ActivityRecordRow,
  EntryLinkRow,
  FaqRow,
  MatchRow,
  MediaRecordRow,
  PolicyRow,
  PosterTemplateRow,
} from './publicity-rows'
import { readRegionCode } from './region-codes'
import type { Context, Sources } from './resolvers'
import { richText } from './rich-text-resolvers'
import { excerptAround } from './search-excerpt'
import type { SearchKind } from './search-words'

type Paged = { first?: number | null; after?: string | null }
type Listed = Paged & { regionCode?: string | null; kind?: string | null }

const instructionKinds = ['REGISTER', 'USE', 'MANAGE'] as const
const searchKinds: SearchKind[] = ['NOTICE', 'CASE_PUBLICATION', 'POLICY', 'FAQ']
const policyCode = /^[a-z0-9-]{1,60}$/

export function createPublicityResolvers(sources: Sources) {
  return {
    Query: { ...instructionQueries(sources), ...listQueries(sources) },
    Policy: {
      bodyHtml: ({ body }: PolicyRow, _: unknown, context: Context) => richText.html(body, context),
      bodyText: ({ body }: PolicyRow) => richText.words(body),
      bodyBlocks: ({ body }: PolicyRow, _: unknown, context: Context) => richText.blocks(body, context),
      issuedOn: ({ issuedOn }: PolicyRow) => startOfDay(issuedOn),
      region: regionOf,
    },
    Faq: {
      answerHtml: ({ answer }: FaqRow, _: unknown, context: Context) => richText.html(answer, context),
      answerText: ({ answer }: FaqRow) => richText.words(answer),
      answerBlocks: ({ answer }: FaqRow, _: unknown, context: Context) => richText.blocks(answer, context),
    },
    EntryLink: { url: attributed, region: regionOf },
    MediaRecord: {
      issuedOn: ({ issuedOn }: MediaRecordRow) => startOfDay(issuedOn),
      pictures: picturesOf('media_records'),
      region: regionOf,
    },
    ActivityRecord: {
      heldOn: ({ heldOn }: ActivityRecordRow) => startOfDay(heldOn),
      pictures: picturesOf('activity_records'),
      region: regionOf,
    },
    PosterTemplate: {
      lines: ({ lines }: PosterTemplateRow) => linesOf(lines),
      pictures: picturesOf('poster_templates'),
    },
    ContentSearchItem: searchItem,
  }
}

function instructionQueries({ texts }: Sources) {
  const read = (kind: string, version?: number | null) =>
    texts('api::instruction.instruction', version, { kind, disclosure: 'ACTIVE' })
  return {
    instructions: async () =>
      (await Promise.all(instructionKinds.map((kind) => read(kind)))).filter((text) => text !== null),
    instruction: (_: unknown, { kind, version }: { kind: string; version?: number | null }) =>
      read(kind, version),
  }
}

function listQueries({ publicity }: Sources) {
  return {
    policies: (_: unknown, args: Listed) =>
      pageOf(args, (request) => publicity.policies(args.kind, readRegionCode(args.regionCode), request)),
    policy: (_: unknown, { code, version }: { code: string; version?: number | null }) =>
      policyCode.test(code) ? publicity.policy(code, version) : null,
    faqs: (_: unknown, args: Paged & { category?: string | null }) =>
      orderedPageOf(args, (request) => publicity.faqs(args.category, request)),
    entryLinks: (_: unknown, args: Listed) =>
      orderedPageOf(args, (request) =>
        publicity.entryLinks(args.kind, readRegionCode(args.regionCode), request),
      ),
    mediaRecords: (_: unknown, args: Listed & { medium?: string | null }) =>
      pageOf(args, (request) =>
        publicity.mediaRecords(args.medium, readRegionCode(args.regionCode), request),
      ),
    activityRecords: (_: unknown, args: Listed) =>
      pageOf(args, (request) =>
        publicity.activityRecords(args.kind, readRegionCode(args.regionCode), request),
      ),
    posterTemplates: (_: unknown, args: Paged) => pageOf(args, publicity.posterTemplates),
    contentSearch: async (_: unknown, args: Paged & { text: string; kinds?: SearchKind[] | null }) => {
      const { words, pieces } = readSearch(args.text, 'text')
      const kinds = args.kinds?.length ? [...new Set(args.kinds)] : searchKinds
      const page = readPage(args)
      const found = await publicity.matches(kinds, words, pieces, limitsOf(page))
      return toConnection(found, page, (row): Found => ({ ...row, sought: pieces[0] ?? '' }))
    },
  }
}

async function pageOf<Row extends { position: string; documentId: string }>(
  args: Paged,
  read: (request: PageOf) => Promise<Row[]>,
): Promise<Connection<Row>> {
  const page = readPage(args)
  return toConnection(await read(limitsOf(page)), page, (row) => row)
}

async function orderedPageOf<Row extends OrderedPlace>(
  args: Paged,
  read: (request: OrderedPageOf) => Promise<Row[]>,
): Promise<Connection<Row>> {
  const page = readOrderedPage(args)
  return toOrderedConnection(await read(limitsOf(page)), page)
}

type Found = MatchRow & { sought: string }

/** The row says what matched; the thing itself is read through the public source of its type. */
const searchItem = {
  excerpt: ({ words, sought }: Found) => excerptAround(words, sought),
  notice: (found: Found, _: unknown, { loaders }: Context) =>
    found.kind === 'NOTICE' ? loaders.notice.load(found.documentId) : null,
  casePublication: (found: Found, _: unknown, { loaders }: Context) =>
    found.kind === 'CASE_PUBLICATION' ? loaders.casePublication.load(found.documentId) : null,
  policy: (found: Found, _: unknown, { loaders }: Context) =>
    found.kind === 'POLICY' ? loaders.policy.load(found.documentId) : null,
  faq: (found: Found, _: unknown, { loaders }: Context) =>
    found.kind === 'FAQ' ? loaders.faq.load(found.documentId) : null,
}

function regionOf({ regionCode }: { regionCode: string | null }): { code: string } | null {
  return regionCode === null ? null : { code: regionCode }
}

/** Where a citizen comes from is told by the address they follow (A05), and by nothing that tells who they are. */
function attributed({ address, source }: EntryLinkRow): string {
  if (!address.startsWith('https:') || !URL.canParse(address)) return address
  const url = new URL(address)
  url.searchParams.set('source', source)
  return url.href
}
