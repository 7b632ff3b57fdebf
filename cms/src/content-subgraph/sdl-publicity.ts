export const publicitySdl = `
extend type Query {
  """小程序注册、使用和管理说明的现行版本，按注册、使用、管理排列。The current instructions: registering, using, managing, in this order."""
  instructions: [Instruction!]
  """一种使用说明；不指定版本时为现行版本，没有时为 null。One instruction: its current version unless one is named; null when there is none."""
  instruction(
    """种类。Which one."""
    kind: InstructionKind!
    """版本号。Version, from 1."""
    version: Int
  ): Instruction
  """现行的制度文件，新的在前。给出行政区划代码时，包括该区划、其各级上级区划和全国性的。Policies in their current versions, newest first. With a region code: those of that region, of the regions above it and of the whole country."""
  policies(
    """种类。Their kind."""
    kind: PolicyKind
    """六位或九位行政区划代码。Six- or nine-digit region code."""
    regionCode: ID
    """条数，1 到 100。How many, 1 to 100."""
    first: Int = 20
    """上一页最后的游标。Cursor of the last item of the page before."""
    after: String
  ): PolicyConnection
  """一份制度文件；不指定版本时为现行版本，没有时为 null。One policy: its current version unless one is named; null when there is none."""
  policy(
    """制度代号。The code of the policy."""
    code: ID!
    """版本号。Version, from 1."""
    version: Int
  ): Policy
  """常见问题，按编排顺序。Frequently asked questions, in the desk's order."""
  faqs(
    """类别。Their category."""
    category: FaqCategory
    """条数，1 到 100。How many, 1 to 100."""
    first: Int = 20
    """上一页最后的游标。Cursor of the last item of the page before."""
    after: String
  ): FaqConnection
  """举报入口，按编排顺序。给出行政区划代码时，包括该区划、其各级上级区划和全国性的。Entries to reporting, in the desk's order. With a region code: those of that region, of the regions above it and of the whole country."""
  entryLinks(
    """种类。Their kind."""
    kind: EntryLinkKind
    """六位或九位行政区划代码。Six- or nine-digit region code."""
    regionCode: ID
    """条数，1 到 100。How many, 1 to 100."""
    first: Int = 20
    """上一页最后的游标。Cursor of the last item of the page before."""
    after: String
  ): EntryLinkConnection
  """媒体刊发记录，新的在前。给出行政区划代码时，为该区划及其下级区划的。Publications in the media, newest first. With a region code: those of that region and of the regions below it."""
  mediaRecords(
    """媒体。The medium."""
    medium: Medium
    """六位或九位行政区划代码。Six- or nine-digit region code."""
    regionCode: ID
    """条数，1 到 100。How many, 1 to 100."""
    first: Int = 20
    """上一页最后的游标。Cursor of the last item of the page before."""
    after: String
  ): MediaRecordConnection
  """宣传活动记录，新的在前。给出行政区划代码时，为该区划及其下级区划的。Publicity activities, newest first. With a region code: those of that region and of the regions below it."""
  activityRecords(
    """种类。Their kind."""
    kind: ActivityKind
    """六位或九位行政区划代码。Six- or nine-digit region code."""
    regionCode: ID
    """条数，1 到 100。How many, 1 to 100."""
    first: Int = 20
    """上一页最后的游标。Cursor of the last item of the page before."""
    after: String
  ): ActivityRecordConnection
  """海报模板，新的在前。Templates of posters, newest first."""
  posterTemplates(
    """条数，1 到 100。How many, 1 to 100."""
    first: Int = 20
    """上一页最后的游标。Cursor of the last item of the page before."""
    after: String
  ): PosterTemplateConnection
  """在主动公开的公文公告、典型案例、现行制度文件和常见问题中搜索，新的在前。Searches public notices, typical cases, current policies and frequently asked questions, newest first."""
  contentSearch(
    """要找的词，1 到 100 个字，以空格分开的须同时出现。Words to look for, 1 to 100 characters; words separated by spaces must all occur."""
    text: String!
    """只找这些种类。Only these kinds."""
    kinds: [ContentSearchKind!]
    """条数，1 到 100。How many, 1 to 100."""
    first: Int = 20
    """上一页最后的游标。Cursor of the last item of the page before."""
    after: String
  ): ContentSearchItemConnection
}

"""使用说明的种类。Which instruction."""
enum InstructionKind {
  """注册。Registering."""
  REGISTER
  """使用。Using."""
  USE
  """管理。Managing."""
  MANAGE
}

"""小程序使用说明的一个版本；发布后不再改动。One version of an instruction for the mini-program; it never changes once published."""
type Instruction {
  """种类。Which one."""
  kind: InstructionKind!
  """版本号，从 1 起。Version, from 1."""
  version: Int!
  """标题。Title."""
  title: String!
  """引言。Opening words."""
  preface: String
  """步骤，按顺序。Steps in order."""
  clauses: [Clause!]!
  """发布时间。When it was published."""
  publishedAt: DateTime!
}

"""制度文件的种类。What a policy is about."""
enum PolicyKind {
  """举报受理查处。How reports are accepted and handled."""
  HANDLING
  """举报人信息保护。How reporters are protected."""
  REPORTER_PROTECTION
  """举报奖励。Rewards."""
  REWARD
  """政策依据。What all this rests on."""
  BASIS
  """其他。Something else."""
  OTHER
}

"""制度文件的一个版本；发布后不再改动。One version of a policy; it never changes once published."""
type Policy {
  """制度代号，各版本相同。Its code, the same for every version."""
  code: ID!
  """版本号，从 1 起。Version, from 1."""
  version: Int!
  """种类。What it is about."""
  kind: PolicyKind!
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
  """文号。Document number."""
  docNumber: String
  """发文机关。Issuing authority."""
  issuer: String
  """成文日期，为北京时间当日零时。Date of issue, as midnight in China."""
  issuedOn: DateTime
  """行政区划代码；全国性的为 null。Region code; null for the whole country."""
  regionCode: ID
  """所属行政区划；全国性的为 null。Its region; null for the whole country."""
  region: Region
  """发布时间。When it was published."""
  publishedAt: DateTime!
}

"""Policy 的一页。A page of Policy."""
type PolicyConnection {
  """带游标的条目。Items with cursors."""
  edges: [PolicyEdge!]!
  """条目。Items without cursors."""
  nodes: [Policy!]!
  """分页信息。Where the page stands."""
  pageInfo: PageInfo!
}

"""Policy 及其游标。A Policy and its cursor."""
type PolicyEdge {
  """游标，不透明。Opaque cursor."""
  cursor: String!
  """条目。The item."""
  node: Policy!
}

"""常见问题的类别。What a question is about."""
enum FaqCategory {
  """举报之前。Before reporting."""
  BEFORE
  """填写和提交。Filling in and sending."""
  REPORTING
  """查询和反馈。Progress and feedback."""
  PROGRESS
  """奖励。Rewards."""
  REWARD
  """隐私保护。Privacy."""
  PRIVACY
  """其他。Something else."""
  OTHER
}

"""一个常见问题。A frequently asked question."""
type Faq {
  """问题。The question."""
  question: String!
  """类别。What it is about."""
  category: FaqCategory!
  """解答，已净化的 HTML。The answer as sanitised HTML."""
  answerHtml: String!
  """解答，纯文本。The answer as plain text."""
  answerText: String!
  """解答，结构化的段落。The answer as structured blocks."""
  answerBlocks: [RichTextBlock!]!
  """发布时间。When it was published."""
  publishedAt: DateTime!
}

"""Faq 的一页。A page of Faq."""
type FaqConnection {
  """带游标的条目。Items with cursors."""
  edges: [FaqEdge!]!
  """条目。Items without cursors."""
  nodes: [Faq!]!
  """分页信息。Where the page stands."""
  pageInfo: PageInfo!
}

"""Faq 及其游标。A Faq and its cursor."""
type FaqEdge {
  """游标，不透明。Opaque cursor."""
  cursor: String!
  """条目。The item."""
  node: Faq!
}

"""举报入口的种类。What kind of entry."""
enum EntryLinkKind {
  """网站。A website."""
  WEBSITE
  """微信公众号。A WeChat official account."""
  WECHAT_ACCOUNT
  """小程序。A mini-program."""
  MINI_PROGRAM
  """应用程序。An app."""
  APP
  """电话。A telephone line."""
  HOTLINE
}

"""一个部门的举报入口。An authority's entry to reporting."""
type EntryLink {
  """名称。Its name."""
  title: String!
  """部门名称。The authority."""
  authority: String!
  """种类。What kind of entry."""
  kind: EntryLinkKind!
  """地址，网址带来源标识。Where it leads; a web address carries the source."""
  url: String!
  """来源标识，用来区分从哪个入口来。The source it is told apart by."""
  source: String!
  """行政区划代码；全国性的为 null。Region code; null for the whole country."""
  regionCode: ID
  """所属行政区划；全国性的为 null。Its region; null for the whole country."""
  region: Region
}

"""EntryLink 的一页。A page of EntryLink."""
type EntryLinkConnection {
  """带游标的条目。Items with cursors."""
  edges: [EntryLinkEdge!]!
  """条目。Items without cursors."""
  nodes: [EntryLink!]!
  """分页信息。Where the page stands."""
  pageInfo: PageInfo!
}

"""EntryLink 及其游标。An EntryLink and its cursor."""
type EntryLinkEdge {
  """游标，不透明。Opaque cursor."""
  cursor: String!
  """条目。The item."""
  node: EntryLink!
}

"""媒体。A medium."""
enum Medium {
  """《中国应急管理报》。China Emergency Management News."""
  CHINA_EMERGENCY_MANAGEMENT_NEWS
  """《中国煤炭报》。China Coal News."""
  CHINA_COAL_NEWS
  """《中国安全生产》。China Work Safety."""
  CHINA_WORK_SAFETY
  """《劳动保护》。Labour Protection."""
  LABOUR_PROTECTION
  """《现代职业安全》。Modern Occupational Safety."""
  MODERN_OCCUPATIONAL_SAFETY
  """《中国煤炭》。China Coal."""
  CHINA_COAL
  """《当代矿工》。Contemporary Miners."""
  CONTEMPORARY_MINERS
  """中国应急信息网。China Emergency Information Network."""
  CHINA_EMERGENCY_INFORMATION_NETWORK
  """中国安全生产网。China Work Safety Network."""
  CHINA_WORK_SAFETY_NETWORK
  """其他媒体。Another medium."""
  OTHER
}

"""媒体类型。What kind of medium."""
enum MediumType {
  """广播。Radio."""
  BROADCAST
  """电视。Television."""
  TV
  """报纸。A newspaper."""
  NEWSPAPER
  """期刊。A periodical."""
  PERIODICAL
  """门户网站。A portal."""
  PORTAL
  """微信。WeChat."""
  WECHAT
  """微信公众号。A WeChat official account."""
  WECHAT_ACCOUNT
  """抖音。Douyin."""
  DOUYIN
  """微博。Weibo."""
  WEIBO
  """部门官网。An authority's site."""
  OFFICIAL_SITE
  """部门官方公众号。An authority's official account."""
  OFFICIAL_ACCOUNT
}

"""一次媒体刊发。A publication in a medium."""
type MediaRecord {
  """图片，按顺序。Pictures in order."""
  pictures: [Picture!]!
  """媒体。The medium."""
  medium: Medium!
  """其他媒体的名称。Name of another medium."""
  mediumName: String
  """媒体类型。What kind of medium."""
  mediumType: MediumType!
  """标题。Title."""
  title: String!
  """栏目或版面。Column or page."""
  columnName: String
  """刊发日期，为北京时间当日零时。Date of publication, as midnight in China."""
  issuedOn: DateTime!
  """网址。Where to read it."""
  link: String
  """刊发部门。The authority behind it."""
  authority: String
  """行政区划代码；全国性的为 null。Region code; null for the whole country."""
  regionCode: ID
  """所属行政区划；全国性的为 null。Its region; null for the whole country."""
  region: Region
  """摘要。Summary."""
  summary: String
}

"""MediaRecord 的一页。A page of MediaRecord."""
type MediaRecordConnection {
  """带游标的条目。Items with cursors."""
  edges: [MediaRecordEdge!]!
  """条目。Items without cursors."""
  nodes: [MediaRecord!]!
  """分页信息。Where the page stands."""
  pageInfo: PageInfo!
}

"""MediaRecord 及其游标。A MediaRecord and its cursor."""
type MediaRecordEdge {
  """游标，不透明。Opaque cursor."""
  cursor: String!
  """条目。The item."""
  node: MediaRecord!
}

"""宣传活动的种类。What kind of activity."""
enum ActivityKind {
  """会议。A meeting."""
  MEETING
  """培训。A training."""
  TRAINING
  """宣讲。A lecture."""
  LECTURE
  """执法检查。An enforcement inspection."""
  ENFORCEMENT_INSPECTION
  """其他。Something else."""
  OTHER
}

"""一次宣传活动。A publicity activity."""
type ActivityRecord {
  """图片，按顺序。Pictures in order."""
  pictures: [Picture!]!
  """种类。What kind."""
  kind: ActivityKind!
  """名称。Its name."""
  title: String!
  """日期，为北京时间当日零时。Its day, as midnight in China."""
  heldOn: DateTime!
  """地点。Where."""
  place: String
  """组织部门。Who held it."""
  authority: String
  """行政区划代码。Region code."""
  regionCode: ID!
  """所在行政区划。Its region."""
  region: Region
  """参加人数。How many took part."""
  participants: Int
  """发放宣传手册份数。How many brochures were handed out."""
  brochures: Int
  """覆盖生产经营单位数。How many enterprises it covered."""
  enterprisesCovered: Int
  """覆盖街道社区数。How many streets and communities it covered."""
  communitiesCovered: Int
  """摘要。Summary."""
  summary: String
}

"""ActivityRecord 的一页。A page of ActivityRecord."""
type ActivityRecordConnection {
  """带游标的条目。Items with cursors."""
  edges: [ActivityRecordEdge!]!
  """条目。Items without cursors."""
  nodes: [ActivityRecord!]!
  """分页信息。Where the page stands."""
  pageInfo: PageInfo!
}

"""ActivityRecord 及其游标。A ActivityRecord and its cursor."""
type ActivityRecordEdge {
  """游标，不透明。Opaque cursor."""
  cursor: String!
  """条目。The item."""
  node: ActivityRecord!
}

"""宣传品的种类。What is printed."""
enum PosterMaterial {
  """告示海报。A notice as a poster."""
  POSTER_NOTICE
  """宣传海报。A poster."""
  POSTER
  """展板。A display board."""
  DISPLAY_BOARD
  """宣传册。A brochure."""
  BROCHURE
}

"""纸张。Paper."""
enum PosterPaper {
  """A3，297 × 420 毫米。A3, 297 × 420 mm."""
  A3
  """A4，210 × 297 毫米。A4, 210 × 297 mm."""
  A4
}

"""方向。How the paper stands."""
enum PosterOrientation {
  """竖版。Upright."""
  PORTRAIT
  """横版。Lying."""
  LANDSCAPE
}

"""海报的文字和版式。Words and layout of a poster."""
type PosterTemplate {
  """图片，按顺序。Pictures in order."""
  pictures: [Picture!]!
  """模板名称。Name of the template."""
  title: String!
  """宣传品的种类。What is printed."""
  material: PosterMaterial!
  """纸张。Paper."""
  paper: PosterPaper!
  """方向。How the paper stands."""
  orientation: PosterOrientation!
  """大字标题。The headline."""
  headline: String!
  """标语。The slogan."""
  slogan: String
  """正文各行。Lines of text."""
  lines: [String!]!
  """落款。The foot."""
  footer: String
  """主色，如 #c8102e。Main colour, such as #c8102e."""
  accentColour: String
}

"""PosterTemplate 的一页。A page of PosterTemplate."""
type PosterTemplateConnection {
  """带游标的条目。Items with cursors."""
  edges: [PosterTemplateEdge!]!
  """条目。Items without cursors."""
  nodes: [PosterTemplate!]!
  """分页信息。Where the page stands."""
  pageInfo: PageInfo!
}

"""PosterTemplate 及其游标。A PosterTemplate and its cursor."""
type PosterTemplateEdge {
  """游标，不透明。Opaque cursor."""
  cursor: String!
  """条目。The item."""
  node: PosterTemplate!
}

"""搜索的种类。What is searched."""
enum ContentSearchKind {
  """公文公告。Notices."""
  NOTICE
  """典型案例。Typical cases."""
  CASE_PUBLICATION
  """制度文件。Policies."""
  POLICY
  """常见问题。Frequently asked questions."""
  FAQ
}

"""搜索到的一项。Something that was found."""
type ContentSearchItem {
  """种类。What kind."""
  kind: ContentSearchKind!
  """标题或问题。Its title or question."""
  title: String!
  """所找的词前后的文字，纯文本。Words around the first that was looked for, as plain text."""
  excerpt: String!
  """公文公告；其他种类为 null。The notice; null of other kinds."""
  notice: Notice
  """典型案例；其他种类为 null。The typical case; null of other kinds."""
  casePublication: CasePublication
  """制度文件；其他种类为 null。The policy; null of other kinds."""
  policy: Policy
  """常见问题；其他种类为 null。The question; null of other kinds."""
  faq: Faq
}

"""ContentSearchItem 的一页。A page of ContentSearchItem."""
type ContentSearchItemConnection {
  """带游标的条目。Items with cursors."""
  edges: [ContentSearchItemEdge!]!
  """条目。Items without cursors."""
  nodes: [ContentSearchItem!]!
  """分页信息。Where the page stands."""
  pageInfo: PageInfo!
}

"""ContentSearchItem 及其游标。A ContentSearchItem and its cursor."""
type ContentSearchItemEdge {
  """游标，不透明。Opaque cursor."""
  cursor: String!
  """条目。The item."""
  node: ContentSearchItem!
}
`
