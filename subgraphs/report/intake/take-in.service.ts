import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import type { Language } from '../../../platform/language.js'
import type { ContentKey } from '../content/content-key.service.js'
import type { Jurisdiction } from '../references/region.client.js'
import { Draft, type DraftReferral } from '../draft/draft.entity.js'
import {
  holdingFor,
  identitiesOf,
  matterOf,
  noticesOf,
  refuseProblems,
  type IntakeMeans,
} from './intake.service.js'
import type { Reachable } from '../notices/notice-address.service.js'
import { refer } from './refer.js'
import { refuse } from './refusals.js'
import { StoredReport } from './report.entity.js'
import { SubmitReportInput, type ConsentInput } from './submission.input.js'
import { SubmissionRefusal, type ReportReferred, type SubmissionRefused } from './submission.result.js'
import { checkSubmission } from './submission.rules.js'
import { storeSubmission, type HeldIdentities, nobodySignedIn } from './submission.store.js'

/** How a report came that its reporter did not send here: by an operator, or from another system. */
export type Arrival = {
  /** The id the report gets: an envelope made where the identity was typed is bound to it. */
  reportId: string
  /** What shows that the reporter agreed to documents of this platform; null where nothing does. */
  consent: ConsentInput | null
  /** Whether the versions agreed to count. */
  refusesConsent: (em: EntityManager) => Promise<SubmissionRefusal | undefined>
  /** Holds its place until the transaction ends; false where it was taken before. */
  isFirst: (em: EntityManager) => Promise<boolean>
  /** What is kept of the arrival, in the transaction of the report or of the referral. */
  record: (em: EntityManager, came: Came) => Promise<void> | void
}

export type Came = { report: StoredReport; key: ContentKey } | { referral: ReportReferred }

export type TakenIn = Came | { refusal: SubmissionRefused } | { takenBefore: true }

export type TakeIn = (
  em: EntityManager,
  input: SubmitReportInput,
  arrival: Arrival,
  language: Language,
) => Promise<TakenIn>

/**
 * Takes a report in by the same form, the same rules and the same storing as from the reporter. It has no receipt
 * that opens it: whoever brings a report must not be able to look through it.
 */
export function createTakeIn(means: IntakeMeans): TakeIn {
  return async (em, input, arrival, language) => {
    // An envelope is bound to the id of its report; where a draft gives it else, it is known here all the same.
    const known = Object.assign(new SubmitReportInput(), input, { draftId: arrival.reportId })
    const demands = { consent: arrival.consent !== null }
    refuseProblems(checkSubmission(known, new Date(), demands), language)
    const jurisdiction = await means.locate(matterOf(input), language)
    const refusal = await whyRefused(em, arrival, jurisdiction)
    if (refusal !== undefined) return { refusal: refuse(refusal, jurisdiction, language) }
    const identities = await identitiesFor(em, { input, jurisdiction, reportId: arrival.reportId }, means)
    if (typeof identities === 'string') return { refusal: refuse(identities, jurisdiction, language) }
    const notices = await noticesOf(input, means)
    return em.transactional(async (inner) => {
      if (!(await arrival.isFirst(inner))) return { takenBefore: true }
      const came = await take(inner, { input, arrival, jurisdiction, identities, notices }, means)
      await arrival.record(inner, came)
      return came
    })
  }
}

/** The identities in their envelopes, or why they cannot be sealed; none for what is referred. */
async function identitiesFor(
  em: EntityManager,
  brought: { input: SubmitReportInput; jurisdiction: Jurisdiction; reportId: string },
  means: IntakeMeans,
): Promise<HeldIdentities | SubmissionRefusal> {
  const { input, jurisdiction, reportId } = brought
  if (jurisdiction.kind === 'REFERRAL') return { taken: [], holding: null }
  const holding = await holdingFor(em, input, jurisdiction, means)
  if (holding === null) return SubmissionRefusal.NO_CUSTODIANS
  return (await identitiesOf(em, input, { holding, reportId, means })) ?? SubmissionRefusal.SEALING_OUTDATED
}

async function take(
  em: EntityManager,
  brought: {
    input: SubmitReportInput
    arrival: Arrival
    jurisdiction: Jurisdiction
    identities: HeldIdentities
    notices: Reachable | null
  },
  means: IntakeMeans,
): Promise<Came> {
  const { input, jurisdiction, identities, notices } = brought
  const { consent, reportId } = brought.arrival
  if (jurisdiction.kind === 'REFERRAL') return { referral: refer(em, input, jurisdiction, null) }
  if (jurisdiction.kind !== 'AUTHORITY') throw new Error('a place without authority is refused above')
  const isTaken = (await em.count(StoredReport, { id: reportId })) + (await em.count(Draft, { reportId })) > 0
  if (isTaken) throw new AndonError('CONFLICT')
  const key = means.contentKeys.create(em, reportId)
  const receipt = { reportId, key, digits: null, tag: null, lock: null }
  const from = { by: nobodySignedIn, held: null }
  const submission = { input, consent, jurisdiction, receipt, ...from, identities, notices }
  return { report: await storeSubmission(em, submission, means), key }
}

async function whyRefused(
  em: EntityManager,
  arrival: Arrival,
  { kind }: Jurisdiction,
): Promise<SubmissionRefusal | undefined> {
  if (kind === 'REFERRAL') return undefined
  return (
    (await arrival.refusesConsent(em)) ?? (kind === 'NOBODY' ? SubmissionRefusal.NO_AUTHORITY : undefined)
  )
}

/** A referral as it is kept beside its arrival, to be answered again. */
export function asKept({ referralId, region, department, legalBasis }: ReportReferred): DraftReferral {
  return { referralId, regionCode: region.code, department, legalBasis }
}
