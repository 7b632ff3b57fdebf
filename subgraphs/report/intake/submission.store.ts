import type { EntityManager } from '@mikro-orm/postgresql'
import { recordEvent } from '../../shared/events/outbox.entity.js'
import { ReporterVerification } from '../citizen/verification.js'
import { countPlacement } from '../attribution/placement-use.service.js'
import { Consent } from '../consent/consent.entity.js'
import { recordConsent } from '../consent/separate-consent.service.js'
import { NoticeAddress } from '../notices/notice-address.entity.js'
import { firstNoticeAddress, type Reachable } from '../notices/notice-address.service.js'
import { checkContact } from './contact.js'
import type { BlindIndex } from '../content/blind-index.js'
import type { ContentKey } from '../content/content-key.service.js'
import { sealContent } from '../content/report-content.js'
import { storeAliases } from '../content/unit-alias.entity.js'
import type { Draft } from '../draft/draft.entity.js'
import type { Holding } from '../identity-vault/keys/holdings.js'
import { recordEnvelope } from '../identity-vault/recorded-hash.js'
import { storeIdentities, type TakenIdentity } from '../identity-vault/take-identities.js'
import { recordProgress } from '../progress/progress.service.js'
import { PublicProgress } from '../progress/progress.type.js'
import type { Jurisdiction } from '../references/region.client.js'
import { contentOf } from './submission.content.js'
import { StoredReport } from './report.entity.js'
import type { ConsentInput, SubmitReportInput } from './submission.input.js'

/** The receipt of a report to be stored; its digits are known only where it is given out now. */
export type GivenReceipt = {
  reportId: string
  key: ContentKey
  digits: string | null
  /** Null where the reporter has none in hand yet that opens anything. */
  tag: Buffer | null
  lock: Buffer | null
}

export type StoringMeans = { blindIndex: BlindIndex }

/** In their envelopes; nobody holds what an anonymous report does not have. */
export type HeldIdentities = { taken: readonly TakenIdentity[]; holding: Holding | null }

/** Who is signed in, only ever with a real-name report; and how far that says who it is. */
export type SignedIn = Pick<StoredReport, 'citizenId'> & { verification: ReporterVerification }

export const nobodySignedIn: SignedIn = { citizenId: null, verification: ReporterVerification.NONE }

type Submission = {
  input: SubmitReportInput
  /** Null where nothing shows that the reporter agreed to documents of this platform. */
  consent: ConsentInput | null
  jurisdiction: Jurisdiction & { kind: 'AUTHORITY' }
  receipt: GivenReceipt
  by: SignedIn
  /** The draft it was, held by the transaction. */
  held: Draft | null
  identities: HeldIdentities
  /** Where notices go; null where the reporter looks for themselves. */
  notices?: Reachable | null
}

/** Everything of a report that was accepted as well-formed, in the transaction of `em`. */
export async function storeSubmission(
  em: EntityManager,
  submission: Submission,
  { blindIndex }: StoringMeans,
): Promise<StoredReport> {
  const { consent, held, identities } = submission
  const report = toReport(em, submission, blindIndex)
  const { id: reportId, submittedAt } = report
  const { notices, receipt } = submission
  if (notices) em.create(NoticeAddress, firstNoticeAddress(receipt.key, reportId, notices))
  const { unitAliases } = contentOf(submission.input)
  storeAliases(em, reportId, { unitAliases, blindIndex })
  const { holding, taken } = identities
  if (holding !== null) {
    const stored = storeIdentities(em, taken, { reportId, holding, sealedAt: submittedAt })
    await recordEnvelope(em, { actor: 'SYSTEM', action: 'IDENTITY_SEALED' }, stored)
  }
  recordProgress(em, { reportId, state: PublicProgress.SUBMITTED, at: submittedAt, eventId: null })
  await countPlacement(em, submission.input.sourcePlacement)
  recordSubmission(em, report, submission.jurisdiction.regionPath)
  if (consent !== null) storeConsents(em, report, consent)
  if (held !== null) Object.assign(held, { submittedAt, receiptTag: null, receiptLock: null })
  return report
}

function storeConsents(
  em: EntityManager,
  { id: reportId, submittedAt: at, channel }: StoredReport,
  consent: ConsentInput,
): void {
  const { noticeVersion, privacyVersion, declaredTrue, declarationVersion, separate } = consent
  const versions = { noticeVersion, privacyVersion, declarationVersion: declarationVersion ?? 1 }
  em.create(Consent, { reportId, ...versions, declaredTrue, channel, agreedAt: at })
  for (const { kind } of separate ?? []) recordConsent(em, { reportId, kind, given: true, channel, at })
}

function toReport(
  em: EntityManager,
  { input, jurisdiction, receipt, by }: Submission,
  blindIndex: BlindIndex,
): StoredReport {
  const { reportId: id, key, tag: receiptTag, lock: receiptLock } = receipt
  const { channel, mode, reporterKind, matterTypes, subKinds, industryCode, formVersion } = input
  const regionCode = placeOf(jurisdiction.regionPath)
  const excludedAuthorityIds = input.againstAuthorityId ? [input.againstAuthorityId.toLowerCase()] : []
  const place = { regionCode, authorityId: jurisdiction.authorityId, excludedAuthorityIds }
  const matter = { channel, mode, reporterKind, matterTypes, subKinds, industryCode }
  const sealed = sealContent(key, blindIndex, id, { regionCode, content: contentOf(input) })
  const receiptOf = { receiptTag, receiptLock, receiptExpiresAt: null, withdrawnAt: null }
  return em.create(StoredReport, {
    id,
    ...matter,
    formVersion: formVersion ?? null,
    contactCheck: checkContact(input),
    ...place,
    ...sealed,
    ...receiptOf,
    ...by,
    submittedAt: new Date(),
  })
}

/** The place itself, at the end of its path. */
export function placeOf(regionPath: readonly string[]): string {
  const code = regionPath.at(-1)
  if (code === undefined) throw new Error('a place has a path')
  return code
}

function recordSubmission(em: EntityManager, report: StoredReport, regionPath: string[]): void {
  const { id: reportId, submittedAt, channel, mode, reporterKind } = report
  const { regionCode, authorityId, excludedAuthorityIds, matterTypes, subKinds, industryCode } = report
  const place = { regionCode, regionPath, authorityId, excludedAuthorityIds }
  const matter = { matterTypes, matterSubKinds: subKinds, industryCode, channel, mode, reporterKind }
  recordEvent(em, {
    name: 'ReportSubmitted',
    subject: reportId,
    occurredAt: submittedAt,
    payload: { reportId, ...place, ...matter, submittedAt: submittedAt.toISOString() },
  })
}
