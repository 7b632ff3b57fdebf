/** Rows of a form from top to bottom; fields of a row stand side by side, equally wide. */
type Form = {
  /** What a row of a list, a relation, or a window is called by. */
  title: string
  edit: string[][]
  list?: string[]
  sortBy?: string
}

const versions = ['registerVersion', 'useVersion', 'manageVersion']
const versioned = [['title'], ['preface'], ['clauses']]

/** In the order in which somebody writes: what it says, whom it concerns, who may see it, and the files of the office last. */
export const forms: Record<string, Form> = {
  'api::notice.notice': {
    title: 'title',
    edit: [
      ['title'],
      ['summary'],
      ['body'],
      ['regionCode', 'disclosure'],
      ['expiresAt'],
      ['pictures'],
      ['docNumber', 'issuer', 'issuedOn'],
      ['addressees'],
      ['forwards'],
      ['annexes'],
      ['contact', 'phone', 'email'],
      ['approver', 'approvedOn'],
      ['handlingUnit', 'handler', 'copies'],
    ],
    list: ['title', 'regionCode', 'disclosure', 'updatedAt'],
  },
  'api::case-publication.case-publication': {
    title: 'title',
    edit: [
      ['title'],
      ['summary'],
      ['body'],
      ['regionCode', 'disclosure'],
      ['publishedOn'],
      ['expiresAt'],
      ['source'],
      ['summaryId'],
      ['caseId'],
    ],
    list: ['title', 'regionCode', 'disclosure', 'updatedAt'],
  },
  'api::reporting-notice.reporting-notice': {
    title: 'title',
    edit: [...versioned, ['version']],
    list: ['title', 'version', 'updatedAt'],
  },
  'api::privacy-explanation.privacy-explanation': {
    title: 'title',
    edit: [...versioned, ['version', 'highlighted']],
    list: ['title', 'version', 'updatedAt'],
  },
  'api::instruction.instruction': {
    title: 'title',
    edit: [['kind', 'disclosure', 'version'], ...versioned],
    list: ['title', 'kind', 'version', 'disclosure', 'updatedAt'],
  },
  'api::policy.policy': {
    title: 'title',
    edit: [
      ['title'],
      ['summary'],
      ['body'],
      ['kind', 'regionCode', 'disclosure'],
      ['code', 'version'],
      ['docNumber', 'issuer', 'issuedOn'],
      ['approver', 'approvedOn'],
    ],
    list: ['title', 'kind', 'version', 'disclosure', 'updatedAt'],
  },
  'api::faq.faq': {
    title: 'question',
    edit: [['question'], ['answer'], ['category', 'position', 'disclosure'], ['expiresAt']],
    list: ['question', 'category', 'position', 'disclosure'],
    sortBy: 'position',
  },
  'api::entry-link.entry-link': {
    title: 'title',
    edit: [
      ['title', 'authority'],
      ['kind', 'regionCode', 'disclosure'],
      ['address'],
      ['source', 'position'],
      ['expiresAt'],
    ],
    list: ['title', 'kind', 'regionCode', 'disclosure'],
    sortBy: 'position',
  },
  'api::media-record.media-record': {
    title: 'title',
    edit: [
      ['title'],
      ['medium', 'mediumType', 'mediumName'],
      ['columnName', 'issuedOn'],
      ['link'],
      ['authority', 'regionCode', 'disclosure'],
      ['summary'],
      ['pictures'],
      versions,
      ['expiresAt'],
    ],
    list: ['title', 'medium', 'issuedOn', 'disclosure'],
    sortBy: 'issuedOn',
  },
  'api::activity-record.activity-record': {
    title: 'title',
    edit: [
      ['title'],
      ['kind', 'heldOn', 'place'],
      ['authority', 'regionCode', 'disclosure'],
      ['participants', 'brochures'],
      ['enterprisesCovered', 'communitiesCovered'],
      ['summary'],
      ['pictures'],
      versions,
      ['expiresAt'],
    ],
    list: ['title', 'kind', 'heldOn', 'regionCode', 'disclosure'],
    sortBy: 'heldOn',
  },
  'api::poster-template.poster-template': {
    title: 'title',
    edit: [
      ['title'],
      ['material', 'paper', 'orientation'],
      ['headline', 'slogan'],
      ['steps'],
      ['privacy'],
      ['reward'],
      ['lines'],
      ['phone', 'authority'],
      ['footer'],
      ['placeType', 'accentColour'],
      ['publicPdf', 'disclosure'],
      ['pictures'],
      versions,
      ['expiresAt'],
    ],
    list: ['title', 'material', 'paper', 'orientation', 'disclosure'],
  },
  'api::qr-placement.qr-placement': {
    title: 'unit',
    edit: [
      ['unit', 'placeType'],
      ['regionCode', 'registryEntryId'],
      ['latitude', 'longitude'],
      ['installation', 'installedOn', 'verified'],
      ['pageAddress', 'prominent'],
      ['proof'],
      ['proofNote'],
      ['code'],
    ],
    list: ['unit', 'code', 'placeType', 'regionCode', 'verified'],
  },
  'notice.clause': { title: 'title', edit: [['number', 'title'], ['text']] },
  'notice.annex': { title: 'title', edit: [['title'], ['text'], ['file']] },
  'media.picture': { title: 'alternativeText', edit: [['image', 'alternativeText']] },
}
