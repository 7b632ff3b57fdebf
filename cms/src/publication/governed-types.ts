import type { UID } from '@strapi/strapi'

/** Texts a citizen consents to: their published versions stay readable for ever. */
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
} as const

/** What leaves the house in an authority's name: nobody publishes the words they wrote last. */
export const fourEyesTypes = {
  'api::notice.notice': { table: 'notices', name: '公文公告' },
  'api::case-publication.case-publication': { table: 'case_publications', name: '典型案例' },
} as const

export const noticeType = 'api::notice.notice'
export const placementType = 'api::qr-placement.qr-placement'

export type VersionedTextType = keyof typeof versionedTexts
export type FourEyesType = keyof typeof fourEyesTypes

export const isVersionedText = (uid: string): uid is VersionedTextType => Object.hasOwn(versionedTexts, uid)
export const isFourEyes = (uid: string): uid is FourEyesType => Object.hasOwn(fourEyesTypes, uid)

/** Every content type of ours that people edit. */
export const contentTypes = [
  ...Object.keys(versionedTexts),
  ...Object.keys(fourEyesTypes),
  placementType,
] as UID.ContentType[]
