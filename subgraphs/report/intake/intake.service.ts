import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import type { Language } from '../../../platform/language.js'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { ownChannels, type Channel, ReporterMode } from '../../shared/dictionary/matter.js'
import { verificationOf } from '../citizen/verification.js'
import { isCurrent } from '../consent/consent.service.js'
import type { ContentKeys } from '../content/content-key.service.js'
import type { Draft } from '../draft/draft.entity.js'
import { holdDraft, isAnswered, requireDraft } from '../draft/draft.service.js'
import { endSavedForm } from '../draft/save-draft.service.js'
import { heldMatterOf } from '../identity-vault/keys/identity-sealing.service.js'
import type { Holding, Holdings } from '../identity-vault/keys/holdings.js'
import { takeIdentities } from '../identity-vault/take-identities.js'
import {
  readNoticeAddress,
  type Reachable,
  type ReadWechatAddress,
} from '../notices/notice-address.service.js'
import type { ProofOfWork } from '../proof-of-work/proof.service.js'
import type { DeriveReceiptKeys } from '../receipt/receipt.js'
import { createLockedReceipt } from '../receipt/receipt.service.js'
import type { Jurisdiction, LocateJurisdiction, MatterToLocate } from '../references/region.client.js'
import { FeedbackPreference } from './form-kinds.js'
import { refer } from './refer.js'
import { refuse } from './refusals.js'
import { StoredReport } from './report.entity.js'
import type { ConsentInput, SubmitReportInput } from './submission.input.js'
import {
  ReportReferred,
  ReportSubmitted,
  SubmissionRefusal,
  type SubmissionRefused,
} from './submission.result.js'
import type { Problem } from './problem.js'
import { checkSubmission } from './submission.rules.js'
import {
  storeSubmission,
  type GivenReceipt,
  type HeldIdentities,
  type StoringMeans,
} from './submission.store.js'
import { warningsOf } from './warnings.js'

export type SubmissionOutcome = ReportSubmitted | ReportReferred | SubmissionRefused
export type SubmitReport = (
  em: EntityManager,
  input: SubmitReportInput,
  from: { viewer: Viewer; language: Language },
) => Promise<SubmissionOutcome>

/**
 * Takes a report in: every rule is checked here again, whatever the form has checked. The report, its consent, its
 * sealed identity and the fact `ReportSubmitted` are one transaction. A draft is answered once: who submits it
 * again, because the answer was lost, gets the same answer.
 */
export function createSubmitReport(means: IntakeMeans): SubmitReport {
  return async (em, input, { viewer, language }) => {
    const citizenId = citizenWho(viewer, input)
    const draft = input.draftId ? await requireDraft(em, input.draftId) : null
    if (draft !== null && isAnswered(draft)) return answerOf(em, draft, language)
    const consent = refuseBrokenRules(input, language)
    if (draft === null && input.mode === ReporterMode.ANONYMOUS) {
      const given = { proof: input.proofOfWork, inputPath: 'input.proofOfWork' }
      await means.proofs.spend(em, 'SUBMIT_REPORT', given)
    }
    const jurisdiction = await means.locate(matterOf(input), language)
    if (jurisdiction.kind === 'REFERRAL') {
      return onceForDraft(em, draft, language, (inner, held) => refer(inner, input, jurisdiction, held))
    }
    const refusal = await whyRefused(em, consent, jurisdiction)
    if (refusal !== undefined) return refuse(refusal, jurisdiction, language)
    if (jurisdiction.kind !== 'AUTHORITY') throw new Error('a place without authority is refused above')
    const holding = await holdingFor(em, input, jurisdiction, means)
    if (holding === null) return refuse(SubmissionRefusal.NO_CUSTODIANS, jurisdiction, language)
    const notices = await noticesOf(input, means)
    const receipt = draft === null ? await newReceipt(em, means) : await receiptOf(em, draft, means)
    const identities = await identitiesOf(em, input, { holding, reportId: receipt.reportId, means })
    if (identities === null) return refuse(SubmissionRefusal.SEALING_OUTDATED, jurisdiction, language)
    const by = { citizenId, verification: await verificationOf(em, citizenId) }
    return onceForDraft(em, draft, language, async (inner, held) => {
      const submission = { input, consent, jurisdiction, receipt, by, held, identities, notices }
      const report = await storeSubmission(inner, submission, means)
      return submitted(report, language, receipt.digits)
    })
  }
}

/** A report that nobody may be able to link comes without a sign-in: the two are refused together. */
function citizenWho(viewer: Viewer, { mode }: SubmitReportInput): string | null {
  if (viewer.kind !== 'CITIZEN') return null
  if (mode === ReporterMode.REAL_NAME) return viewer.citizenId
  throw new AndonError(
    'BAD_USER_INPUT',
    {
      zh: '您已登录，登录状态下只能实名举报。如需匿名举报，请先退出登录再提交，这样举报才不会与您的账号关联。',
      en: 'You are signed in, and signed in you report by real name. To stay anonymous, sign out first: only then nothing links the report to your account.',
    },
    { inputPath: 'input.mode' },
  )
}

export type IntakeMeans = StoringMeans & {
  keysOf: DeriveReceiptKeys
  locate: LocateJurisdiction
  contentKeys: ContentKeys
  proofs: ProofOfWork
  holdings: Holdings
  /** There where a WeChat mini-program is connected. */
  readWechatAddress?: ReadWechatAddress | undefined
}

export function noticesOf(
  { feedbackPreference, noticeAddress: address }: SubmitReportInput,
  { readWechatAddress }: IntakeMeans,
): Promise<Reachable | null> {
  const preference = feedbackPreference ?? FeedbackPreference.RECEIPT_ONLY
  return readNoticeAddress(preference, { address, inputPath: 'input.noticeAddress' }, readWechatAddress)
}

/** Nobody holds what an anonymous report does not have; null where a name could be sealed to nobody. */
export async function holdingFor(
  em: EntityManager,
  { mode, againstAuthorityId }: SubmitReportInput,
  jurisdiction: Jurisdiction,
  { holdings }: IntakeMeans,
): Promise<Holding | 'NOBODY NEEDED' | null> {
  if (mode === ReporterMode.ANONYMOUS) return 'NOBODY NEEDED'
  const excluded = againstAuthorityId ? [againstAuthorityId.toLowerCase()] : []
  return holdings.find(em, heldMatterOf(jurisdiction, excluded))
}

export async function identitiesOf(
  em: EntityManager,
  { identity, identityEnvelope, jointReporters }: SubmitReportInput,
  given: { holding: Holding | 'NOBODY NEEDED'; reportId: string; means: IntakeMeans },
): Promise<HeldIdentities | null> {
  const { holding, reportId, means } = given
  if (holding === 'NOBODY NEEDED') return { taken: [], holding: null }
  const reporter = { identity: identity ?? null, identityEnvelope: identityEnvelope ?? null }
  const people = { reportId, reporter, joint: jointReporters ?? [] }
  const taken = await takeIdentities(em, means.holdings, holding, people)
  return taken === null ? null : { taken, holding }
}

/**
 * The public comes by these; what came by telephone, letter or visit is recorded by the officer who took it.
 *
 * @throws AndonError BAD_USER_INPUT for any other
 */
export function requirePublicChannel(channel: Channel): void {
  if (ownChannels.includes(channel)) return
  throw new AndonError(
    'BAD_USER_INPUT',
    {
      zh: '本人提交的渠道只能是网站或微信小程序，其他渠道由工作人员登记。',
      en: 'One reports by the web site or the mini-program; other channels are recorded by staff.',
    },
    { inputPath: 'input.channel' },
  )
}

/** What a draft already is, or what `take` makes of it, in one transaction. */
function onceForDraft(
  em: EntityManager,
  draft: Draft | null,
  language: Language,
  take: (inner: EntityManager, held: Draft | null) => SubmissionOutcome | Promise<SubmissionOutcome>,
): Promise<SubmissionOutcome> {
  return em.transactional(async (inner) => {
    const held = draft === null ? null : await holdDraft(inner, draft.id)
    if (held === null) return take(inner, null)
    if (isAnswered(held)) return answerOf(inner, held, language)
    await endSavedForm(inner, held)
    return take(inner, held)
  })
}

/** The answer to a draft that was submitted before. Its receipt was given with the draft. */
async function answerOf(em: EntityManager, draft: Draft, language: Language): Promise<SubmissionOutcome> {
  const { referral, reportId } = draft
  if (referral) {
    const { referralId, regionCode, department, legalBasis } = referral
    const region = { code: regionCode }
    return Object.assign(new ReportReferred(), { referralId, region, department, legalBasis })
  }
  return submitted(await em.findOneOrFail(StoredReport, { id: reportId }), language, null)
}

function submitted(report: StoredReport, language: Language, receipt: string | null): ReportSubmitted {
  const { submittedAt } = report
  return Object.assign(new ReportSubmitted(), {
    receipt,
    submittedAt,
    warnings: warningsOf(report).map((warning) => warning[language]),
  })
}

async function newReceipt(em: EntityManager, { keysOf, contentKeys }: IntakeMeans): Promise<GivenReceipt> {
  const reportId = randomUUID()
  const key = contentKeys.create(em, reportId)
  const { receipt: digits, tag, lock } = await createLockedReceipt(keysOf, reportId, key)
  return { reportId, key, digits, tag, lock }
}

async function receiptOf(
  em: EntityManager,
  { reportId, receiptTag, receiptLock }: Draft,
  { contentKeys }: IntakeMeans,
): Promise<GivenReceipt> {
  const key = (await contentKeys.of(em, [reportId])).get(reportId)
  if (!key || !receiptTag || !receiptLock) throw new Error('a draft that is not answered has key and receipt')
  return { reportId, key, digits: null, tag: Buffer.from(receiptTag), lock: Buffer.from(receiptLock) }
}

function refuseBrokenRules(input: SubmitReportInput, language: Language): ConsentInput {
  refuseProblems(checkSubmission(input), language)
  if (input.consent) return input.consent
  throw new Error('a form without consent is refused above')
}

/** @throws AndonError BAD_USER_INPUT with all problems, where there is any */
export function refuseProblems(problems: Problem[], language: Language): void {
  const [first] = problems
  if (first === undefined) return
  throw new AndonError('BAD_USER_INPUT', first.message, {
    inputPath: first.inputPath,
    details: {
      problems: problems.map(({ inputPath, message }) => ({ inputPath, message: message[language] })),
    },
  })
}

export function matterOf({
  regionCode,
  industryCode,
  matterTypes,
  againstAuthorityId,
}: SubmitReportInput): MatterToLocate {
  return {
    regionCode,
    industryCode,
    matterTypes,
    againstAuthorityId: againstAuthorityId?.toLowerCase() ?? null,
  }
}

async function whyRefused(
  em: EntityManager,
  consent: ConsentInput,
  { kind }: Jurisdiction,
): Promise<SubmissionRefusal | undefined> {
  if (!(await isCurrent(em, 'REPORTING_NOTICE', consent.noticeVersion)))
    return SubmissionRefusal.NOTICE_OUTDATED
  if (!(await isCurrent(em, 'PRIVACY_EXPLANATION', consent.privacyVersion)))
    return SubmissionRefusal.PRIVACY_OUTDATED
  return kind === 'NOBODY' ? SubmissionRefusal.NO_AUTHORITY : undefined
}
