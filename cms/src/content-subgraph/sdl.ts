import { filesSdl } from './sdl-files'
import { postersSdl } from './sdl-posters'
import { publicitySdl } from './sdl-publicity'
import { richTextSdl } from './sdl-rich-text'

/**
 * The curated schema of the content subgraph, with what lies beside it in sdl-*.ts; schema.graphql beside it is printed from here by `npm run sdl`. It is
 * a string in TypeScript because Strapi's build copies no other files. Nothing is derived from the content types:
 * a new field in the CMS is not public until it is written here. What hangs at the root, or on a type of another
 * subgraph, may be null: while Strapi is away its part of an answer is missing, and nobody else's. Types of other subgraphs are described by their
 * owners only.
 */
export const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])

"""时刻，ISO-8601，带时区。A moment, ISO-8601 with an offset, such as 2026-03-01T08:00:00.000Z."""
scalar DateTime

type Query {
  """举报须知；不指定版本时为现行（最大的已发布）版本，没有该版本时为 null。The reporting notice: the current, that is the greatest published, version unless one is named; null when there is no such version."""
  reportingNotice(
    """版本号。Version, from 1."""
    version: Int
  ): ReportingNotice
  """举报人隐私说明；不指定版本时为现行版本，没有该版本时为 null。The privacy explanation: the current version unless one is named; null when there is no such version."""
  privacyExplanation(
    """版本号。Version, from 1."""
    version: Int
  ): PrivacyExplanation
  """主动公开的公文公告，新的在前。给出行政区划代码时，包括该区划、其各级上级区划和全国性的公文公告。Public notices, newest first. With a region code: those of that region, of every region above it (by code prefix) and of the whole country."""
  notices(
    """六位或九位行政区划代码。Six- or nine-digit region code."""
    regionCode: ID
    """进一步筛选。Narrows them further."""
    filter: NoticeFilter
    """条数，1 到 100。How many, 1 to 100."""
    first: Int = 20
    """上一页最后的游标。Cursor of the last item of the page before."""
    after: String
  ): NoticeConnection
  """一篇主动公开的公文公告；没有或者不公开时为 null。One public notice; null when there is none or it is not public."""
  notice(
    """编号。Its id."""
    id: ID!
  ): Notice
  """典型案例，新的在前。给出行政区划代码时，为该区划及其下级区划的案例。Typical cases, newest first. With a region code: those of that region and of the regions below it."""
  casePublications(
    """六位或九位行政区划代码。Six- or nine-digit region code."""
    regionCode: ID
    """进一步筛选。Narrows them further."""
    filter: CasePublicationFilter
    """条数，1 到 100。How many, 1 to 100."""
    first: Int = 20
    """上一页最后的游标。Cursor of the last item of the page before."""
    after: String
  ): CasePublicationConnection
  """按编号查点位；编号校验不符时报错，没有该点位时为 null。A placement by the code on its sign: an error when the check character does not fit, null when there is no such placement."""
  qrPlacement(
    """公示牌上的编号，11 个字符。The code on the sign, 11 characters."""
    code: String!
  ): QrPlacement
  """举报二维码公示牌，新的在前。给出行政区划代码时，为该区划及其下级区划的公示牌。Posters with a code, newest first. With a region code: those of that region and of the regions below it."""
  qrPosters(
    """六位或九位行政区划代码。Six- or nine-digit region code."""
    regionCode: ID
    """条数，1 到 100。How many, 1 to 100."""
    first: Int = 20
    """上一页最后的游标。Cursor of the last item of the page before."""
    after: String
  ): QrPosterConnection
}

type Subscription {
  """有主动公开的公文公告发布时推送。给出行政区划代码时，只推送该区划、其各级上级区划和全国性的公文公告。Every public notice as it is published. With a region code: only those of that region, of the regions above it and of the whole country."""
  noticePublished(
    """六位或九位行政区划代码。Six- or nine-digit region code."""
    regionCode: ID
  ): Notice!
}

"""有编号的一条，答复中可以引用。A numbered clause, which an answer can cite."""
type Clause {
  """编号，如 4.2。Its number, such as 4.2."""
  number: String!
  """小标题。Its heading."""
  title: String
  """内容。Its text."""
  text: String!
}

"""举报须知的一个版本；发布后不再改动。One version of the reporting notice; it never changes once published."""
type ReportingNotice {
  """版本号，从 1 起。Version, from 1."""
  version: Int!
  """标题。Title."""
  title: String!
  """引言。Opening words."""
  preface: String
  """条款，按顺序。Clauses in order."""
  clauses: [Clause!]!
  """发布时间。When it was published."""
  publishedAt: DateTime!
}

"""举报人隐私说明的一个版本；发布后不再改动。One version of the privacy explanation; it never changes once published."""
type PrivacyExplanation {
  """版本号，从 1 起。Version, from 1."""
  version: Int!
  """标题。Title."""
  title: String!
  """引言。Opening words."""
  preface: String
  """条款，按顺序。Clauses in order."""
  clauses: [Clause!]!
  """应在显著位置重点说明。To be shown prominently."""
  highlighted: Boolean!
  """发布时间。When it was published."""
  publishedAt: DateTime!
}

"""公文公告的筛选条件，须同时满足。What notices are narrowed by; all of it must hold."""
input NoticeFilter {
  """发文机关全称。Full name of the issuing authority."""
  issuer: String
  """文号全文。The whole document number."""
  docNumber: String
  """成文日期不早于这一刻所在的北京时间日期。Issued no earlier than the day, in China, of this moment."""
  issuedFrom: DateTime
  """成文日期不晚于这一刻所在的北京时间日期。Issued no later than the day, in China, of this moment."""
  issuedTo: DateTime
  """标题、摘要、文号、发文机关和正文中出现的词，以空格分开。Words, separated by spaces, in title, summary, number, issuer and body."""
  text: String
}

"""公文的一个附件。An annex of a notice."""
type NoticeAnnex {
  """标题。Title."""
  title: String!
  """内容，纯文本。Its content as plain text."""
  text: String
  """文件；没有时为 null。Its file, or null."""
  file: PublicFile
}

"""主动公开的公文公告。An official notice open to the public."""
type Notice @key(fields: "id") {
  """编号。Its id."""
  id: ID!
  """标题。Title."""
  title: String!
  """摘要。Summary."""
  summary: String
  """正文，已净化的 HTML。Body as sanitised HTML."""
  bodyHtml: String!
  """正文，纯文本。Body as plain text."""
  bodyText: String!
  """正文，结构化的段落。Body as structured blocks."""
  bodyBlocks: [RichTextBlock!]!
  """行政区划代码；全国性的为 null。Region code; null for the whole country."""
  regionCode: ID
  """所属行政区划；全国性的为 null。Its region; null for the whole country."""
  region: Region
  """文号。Document number."""
  docNumber: String
  """发文机关。Issuing authority."""
  issuer: String
  """成文日期，为北京时间当日零时。Date of issue, as midnight in China."""
  issuedOn: DateTime
  """主送机关，按顺序。Addressees in order."""
  addressees: [String!]!
  """所转发的公文；没有或者不公开时为 null。The document it forwards; null when there is none or it is not public."""
  forwards: Notice
  """附件，按顺序。Annexes in order."""
  annexes: [NoticeAnnex!]!
  """图片，按顺序。Pictures in order."""
  pictures: [Picture!]!
  """联系人。Person to ask."""
  contact: String
  """联系电话。Telephone to ask at."""
  phone: String
  """电子邮箱。E-mail address to ask at."""
  email: String
  """发布时间。When it was published."""
  publishedAt: DateTime!
}

enum MatterType {
  CONCEALED_OR_FALSE_ACCIDENT
  MAJOR_HAZARD
  GENERAL_HAZARD
  ILLEGAL_ACT
}

"""典型案例的筛选条件，须同时满足；没有案件摘要的典型案例不符合任何条件。What typical cases are narrowed by; all of it must hold, and one without a case summary fits nothing."""
input CasePublicationFilter {
  """事项类别。Kind of matter."""
  matterType: MatterType
  """行业领域代码。Code of the industry."""
  industryCode: ID
  """查实的年份。The year in which it was concluded."""
  year: Int
}

"""公布的典型案例，已去除身份信息。A typical case made public, without identities."""
type CasePublication @key(fields: "id") {
  """编号。Its id."""
  id: ID!
  """标题。Title."""
  title: String!
  """摘要。Summary."""
  summary: String
  """正文，已净化的 HTML。Body as sanitised HTML."""
  bodyHtml: String!
  """正文，纯文本。Body as plain text."""
  bodyText: String!
  """正文，结构化的段落。Body as structured blocks."""
  bodyBlocks: [RichTextBlock!]!
  """行政区划代码。Region code."""
  regionCode: ID!
  """所属行政区划。Its region."""
  region: Region
  """公布日期，为北京时间当日零时。Date of publication, as midnight in China."""
  publishedOn: DateTime
  """发布时间。When it was published here."""
  publishedAt: DateTime!
  """案件的公开摘要，人人可见。The public summary of the case, for everyone."""
  caseSummary: CaseSummary
  """案件本身，仅工作人员可见，其他人为 null。The case itself, for staff; null for everyone else."""
  case: Case
}

"""点位类型。What kind of place a sign hangs at."""
enum QrPlaceType {
  """厂区门口。A factory gate."""
  FACTORY_GATE
  """人员密集场所。A crowded place."""
  CROWDED_PLACE
  """部门网站。An authority's website."""
  OFFICIAL_SITE
  """部门官方公众号。An authority's official account."""
  OFFICIAL_ACCOUNT
  """地区通用，不固定在一处。Anywhere in a region: a sign for all of it."""
  REGION
  """其他。Elsewhere."""
  OTHER
}

"""公示牌落实到哪一步。How far a sign has come."""
enum QrInstallation {
  """已制作。Made."""
  MADE
  """已张贴。Posted."""
  POSTED
  """已悬挂。Hung up."""
  HUNG
}

"""经纬度，单位为度。A position in degrees."""
type Coordinates {
  """纬度。Latitude."""
  latitude: Float!
  """经度。Longitude."""
  longitude: Float!
}

"""举报二维码公示牌的一个点位。A place where a sign with the reporting code hangs."""
type QrPlacement {
  """编号，10 个字符加一个校验字符，不含单位和地区信息。Its code: ten characters and a check character, which tell neither unit nor region."""
  code: String!
  """点位类型。What kind of place."""
  placeType: QrPlaceType!
  """单位或场所。Enterprise or place."""
  unit: String!
  """行政区划代码。Region code."""
  regionCode: ID!
  """所在行政区划。Its region."""
  region: Region
  """坐标。Where exactly."""
  coordinates: Coordinates
  """安装日期，为北京时间当日零时。Date of installation, as midnight in China."""
  installedOn: DateTime
  """制作、张贴或悬挂。Whether it was made, posted or hung."""
  installation: QrInstallation
  """网站上的二维码是否在首页显著位置。Of a code on a website: whether it stands prominently on the front page."""
  prominent: Boolean!
  """是否已现场核实。Whether it was verified on the spot."""
  verified: Boolean!
}

type Region @key(fields: "code") {
  code: ID!
  """与该区划有关的主动公开公文公告，新的在前；包括该区划、其各级上级区划和全国性的。Public notices that concern the region, newest first: its own, those of the regions above it and of the whole country."""
  notices(
    """条数，1 到 100。How many, 1 to 100."""
    first: Int = 20
  ): [Notice!]
}

type Case @key(fields: "id") {
  id: ID!
  """由本案写成的典型案例；仅工作人员可见，其他人为 null。The typical case written from it, for staff; null for everyone else."""
  publication: CasePublication
}

type CaseSummary @key(fields: "id", resolvable: false) {
  id: ID!
}

"""分页信息。Where a page stands among its siblings (Relay)."""
type PageInfo @shareable {
  """后面还有。There is more after this page."""
  hasNextPage: Boolean!
  """前面还有。There is more before this page."""
  hasPreviousPage: Boolean!
  """本页首条游标。Cursor of the first item."""
  startCursor: String
  """本页末条游标。Cursor of the last item."""
  endCursor: String
}

"""Notice 的一页。A page of Notice."""
type NoticeConnection {
  """带游标的条目。Items with cursors."""
  edges: [NoticeEdge!]!
  """条目。Items without cursors."""
  nodes: [Notice!]!
  """分页信息。Where the page stands."""
  pageInfo: PageInfo!
}

"""Notice 及其游标。A Notice and its cursor."""
type NoticeEdge {
  """游标，不透明。Opaque cursor."""
  cursor: String!
  """条目。The item."""
  node: Notice!
}

"""CasePublication 的一页。A page of CasePublication."""
type CasePublicationConnection {
  """带游标的条目。Items with cursors."""
  edges: [CasePublicationEdge!]!
  """条目。Items without cursors."""
  nodes: [CasePublication!]!
  """分页信息。Where the page stands."""
  pageInfo: PageInfo!
}

"""CasePublication 及其游标。A CasePublication and its cursor."""
type CasePublicationEdge {
  """游标，不透明。Opaque cursor."""
  cursor: String!
  """条目。The item."""
  node: CasePublication!
}

"""QrPoster 的一页。A page of QrPoster."""
type QrPosterConnection {
  """带游标的条目。Items with cursors."""
  edges: [QrPosterEdge!]!
  """条目。Items without cursors."""
  nodes: [QrPoster!]!
  """分页信息。Where the page stands."""
  pageInfo: PageInfo!
}

"""QrPoster 及其游标。A QrPoster and its cursor."""
type QrPosterEdge {
  """游标，不透明。Opaque cursor."""
  cursor: String!
  """条目。The item."""
  node: QrPoster!
}
${richTextSdl}${filesSdl}${publicitySdl}${postersSdl}`
