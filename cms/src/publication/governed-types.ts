import type { UID } from '@strapi/strapi'

type VersionedType = {
  table: string
  name: string
  /** What keeps the rows of one text together, where the type holds several. */
  series?: 'kind' | 'code'
  publishedEvent?: 'ReportingNoticePublished' | 'PrivacyExplanationPublished'
}

/** Texts a citizen consents to or relies on: their published versions stay readable for ever. */
export const versionedTexts = {
  'api::reporting-notice.reporting-notice': {
    table: 'reporting_notices',
    name: '举报须知',
    publishedEvent: 'ReportingNoticePublished',
  },
  'api::privacy-explanation.privacy-explanation': {
    table: 'privacy_explanations',
    name: '隐私说明',
    publishedEvent: 'PrivacyExplanationPublished',
  },
  'api::instruction.instruction': { table: 'instructions', name: '使用说明', series: 'kind' },
  'api::policy.policy': { table: 'policies', name: '制度文件', series: 'code' },
} as const satisfies Record<string, VersionedType>

/** Publicity that is to explain registration, use and management along with it (B11). */
export const publicityItems = {
  'api::media-record.media-record': { table: 'media_records', name: '媒体刊发记录' },
  'api::activity-record.activity-record': { table: 'activity_records', name: '宣传活动记录' },
  'api::poster-template.poster-template': { table: 'poster_templates', name: '海报模板' },
} as const

/** What leaves the house in an authority's name: nobody publishes the words they wrote last. */
export const fourEyesTypes = {
  'api::notice.notice': { table: 'notices', name: '公文公告' },
  'api::case-publication.case-publication': { table: 'case_publications', name: '典型案例' },
  ...versionedTexts,
  'api::faq.faq': { table: 'faqs', name: '常见问题' },
  'api::entry-link.entry-link': { table: 'entry_links', name: '举报入口' },
  ...publicityItems,
} as const

/** Nobody publishes these before somebody has agreed to exactly these words. */
const reviewedTypes = new Set<string>([
  'api::notice.notice',
  'api::reporting-notice.reporting-notice',
  'api::privacy-explanation.privacy-explanation',
  'api::case-publication.case-publication',
])

/** Documents with a number are issued, and the head of the authority has approved them (requirement D25). */
export const issuedTypes = {
  'api::notice.notice': { table: 'notices', name: '公文' },
  'api::policy.policy': { table: 'policies', name: '制度文件' },
} as const

export const noticeType = 'api::notice.notice'
export const casePublicationType = 'api::case-publication.case-publication'
export const placementType = 'api::qr-placement.qr-placement'

export type VersionedTextType = keyof typeof versionedTexts
export type FourEyesType = keyof typeof fourEyesTypes
export type PublicityItemType = keyof typeof publicityItems

export const isVersionedText = (uid: string): uid is VersionedTextType => Object.hasOwn(versionedTexts, uid)
export const isFourEyes = (uid: string): uid is FourEyesType => Object.hasOwn(fourEyesTypes, uid)
export const isPublicityItem = (uid: string): uid is PublicityItemType => Object.hasOwn(publicityItems, uid)

export const isReviewed = (uid: string): boolean => reviewedTypes.has(uid)
export const isIssued = (uid: string): uid is keyof typeof issuedTypes => Object.hasOwn(issuedTypes, uid)

export const versionedTextOf = (uid: VersionedTextType): VersionedType => versionedTexts[uid]

/** Every content type of ours that people edit. */
export const contentTypes = [...Object.keys(fourEyesTypes), placementType] as UID.ContentType[]

export const tableOf = (uid: string): string => (isFourEyes(uid) ? fourEyesTypes[uid].table : 'qr_placements')
