import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { AndonError, type Message } from '../../../platform/errors.js'
import type { Language } from '../../../platform/language.js'
import { industriesOfOtherDepartments, ReporterKind, ReporterMode } from '../../shared/dictionary/matter.js'
import { recordEvent } from '../../shared/events/outbox.entity.js'
import { Consent } from '../consent/consent.entity.js'
import { isCurrent } from '../consent/consent.service.js'
import { normaliseCreditCode, type BlindIndex } from '../content/blind-index.js'
import type { ContentKeys } from '../content/content-key.service.js'
import { sealContent, type ReportContent, type SealedContent } from '../content/report-content.js'
import { SealedIdentity } from '../identity-vault/identity.entity.js'
import { sealIdentity, type SealingKey } from '../identity-vault/seal.js'
import { recordProgress } from '../progress/progress.service.js'
import { PublicProgress } from '../progress/progress.type.js'
import { createReceipt, type ReceiptTagger } from '../receipt/receipt.js'
import type { Jurisdiction, LocateJurisdiction } from '../references/region.client.js'
import { Referral } from './referral.entity.js'
import { StoredReport } from './report.entity.js'
import type { ConsentInput, SubmitReportInput } from './submission.input.js'
import { ReportReferred, ReportSubmitted, SubmissionRefusal, SubmissionRefused } from './submission.result.js'
import { checkSubmission } from './submission.rules.js'

export type SubmissionOutcome = ReportSubmitted | ReportReferred | SubmissionRefused
export type SubmitReport = (
  em: EntityManager,
  input: SubmitReportInput,
  language: Language,
) => Promise<SubmissionOutcome>

/**
 * Takes a report in: every rule is checked here again, whatever the form has checked. The report, its consent, its
 * sealed identity and the fact `ReportSubmitted` are one transaction.
 */
export function createSubmitReport(means: {
  tagOf: ReceiptTagger
  locate: LocateJurisdiction
  sealingKey: SealingKey
  contentKeys: ContentKeys
  blindIndex: BlindIndex
}): SubmitReport {
  return async (em, input, language) => {
    const consent = refuseBrokenRules(input, language)
    const jurisdiction = await means.locate(input.regionCode)
    if (jurisdiction === undefined) throw unknownRegion()
    if (Object.hasOwn(industriesOfOtherDepartments, input.industryCode)) {
      return refer(em, input, jurisdiction)
    }
    const refusal = await whyRefused(em, consent, jurisdiction)
    if (refusal !== undefined)
      return Object.assign(new SubmissionRefused(), { reason: refusal, message: refusals[refusal][language] })
    const { regionPath, authorityId } = jurisdiction
    if (authorityId === null) throw new Error('a place without authority is refused above')
    const receipt = createReceipt()
    const reportId = randomUUID()
    const key = means.contentKeys.create(em, reportId)
    const content = { regionCode: input.regionCode, content: contentOf(input) }
    const sealed = sealContent(key, means.blindIndex, reportId, content)
    const report = toReport(em, input, {
      reportId,
      authorityId,
      sealed,
      receiptTag: await means.tagOf(receipt),
    })
    await em.transactional((inner) =>
      store(inner, { report, regionPath, input, consent, sealingKey: means.sealingKey }),
    )
    return Object.assign(new ReportSubmitted(), {
      receipt,
      submittedAt: report.submittedAt,
      warnings: warningsOf(input, language),
    })
  }
}

function refuseBrokenRules(input: SubmitReportInput, language: Language): ConsentInput {
  const problems = checkSubmission(input)
  const [first] = problems
  if (first === undefined && input.consent) return input.consent
  throw new AndonError('BAD_USER_INPUT', first?.message, {
    ...(first ? { inputPath: first.inputPath } : {}),
    details: {
      problems: problems.map(({ inputPath, message }) => ({ inputPath, message: message[language] })),
    },
  })
}

function unknownRegion(): AndonError {
  return new AndonError(
    'BAD_USER_INPUT',
    {
      zh: '没有这个地区，请重新选择举报事项所在地区。',
      en: 'There is no such region: choose the place of the matter again.',
    },
    { inputPath: 'input.regionCode' },
  )
}

/** Requirement C19: the answer names the department, and that somebody asked is recorded. */
async function refer(
  em: EntityManager,
  input: SubmitReportInput,
  { regionPath }: Jurisdiction,
): Promise<ReportReferred> {
  const { regionCode, industryCode, matterTypes } = input
  const { department } =
    industriesOfOtherDepartments[industryCode as keyof typeof industriesOfOtherDepartments]
  const referral = em.create(Referral, {
    id: randomUUID(),
    regionCode,
    industryCode,
    matterTypes,
    referredAt: new Date(),
  })
  recordEvent(em, {
    name: 'ReportReferred',
    subject: referral.id,
    occurredAt: referral.referredAt,
    payload: { referralId: referral.id, regionCode, regionPath, industryCode, matterTypes },
  })
  await em.persist(referral).flush()
  return Object.assign(new ReportReferred(), {
    referralId: referral.id,
    region: { code: regionCode },
    department,
    legalBasis: '《国务院安全生产委员会成员单位安全生产工作任务分工》（安委〔2020〕10号）',
  })
}

const refusals: Readonly<Record<SubmissionRefusal, Message>> = {
  NOTICE_OUTDATED: {
    zh: '举报须知已更新，请重新阅读并同意后再提交。',
    en: 'The reporting notice has changed: read and agree to its current version.',
  },
  PRIVACY_OUTDATED: {
    zh: '隐私说明已更新，请重新阅读并同意后再提交。',
    en: 'The privacy explanation has changed: read and agree to its current version.',
  },
  NO_AUTHORITY: {
    zh: '该地区尚无受理机关，请选择上一级地区或拨打 12350。',
    en: 'No authority answers for this place: choose the division above it or call 12350.',
  },
}

async function whyRefused(
  em: EntityManager,
  consent: ConsentInput,
  { authorityId }: Jurisdiction,
): Promise<SubmissionRefusal | undefined> {
  if (!(await isCurrent(em, 'REPORTING_NOTICE', consent.noticeVersion)))
    return SubmissionRefusal.NOTICE_OUTDATED
  if (!(await isCurrent(em, 'PRIVACY_EXPLANATION', consent.privacyVersion)))
    return SubmissionRefusal.PRIVACY_OUTDATED
  return authorityId === null ? SubmissionRefusal.NO_AUTHORITY : undefined
}

function toReport(
  em: EntityManager,
  input: SubmitReportInput,
  given: { reportId: string; authorityId: string; sealed: SealedContent; receiptTag: Buffer },
): StoredReport {
  const { channel, mode, reporterKind, regionCode, matterTypes, industryCode } = input
  const { reportId: id, authorityId, sealed, receiptTag } = given
  const place = { regionCode, authorityId }
  const matter = { channel, mode, reporterKind, matterTypes, industryCode }
  const submittedAt = new Date()
  const report = { id, ...matter, ...place, ...sealed, submittedAt, receiptTag }
  return em.create(StoredReport, report, { persist: false })
}

function contentOf({ unitName, unitCreditCode, facts }: SubmitReportInput): ReportContent {
  return {
    unitName: unitName.trim(),
    unitCreditCode: unitCreditCode ? normaliseCreditCode(unitCreditCode) : null,
    facts: {
      what: facts.what.trim(),
      when: facts.when ?? null,
      where: facts.where ?? null,
      who: facts.who ?? null,
      ongoing: facts.ongoing ?? null,
    },
  }
}

type Submission = {
  report: StoredReport
  regionPath: string[]
  input: SubmitReportInput
  consent: ConsentInput
  sealingKey: SealingKey
}

function store(em: EntityManager, submission: Submission): void {
  const { report, input, consent, sealingKey } = submission
  const { id: reportId, submittedAt, channel } = report
  const { noticeVersion, privacyVersion, declaredTrue } = consent
  em.persist(report)
  em.create(Consent, {
    reportId,
    noticeVersion,
    privacyVersion,
    declaredTrue,
    channel,
    agreedAt: submittedAt,
  })
  if (input.mode === ReporterMode.REAL_NAME && input.identity) {
    const { name, phone } = input.identity
    // Blanks between the digits were not counted; an envelope holds so much and no more.
    const identity = { name: name.trim(), phone: phone.replace(/\s/g, '') }
    const envelope = sealIdentity(identity, reportId, sealingKey)
    em.create(SealedIdentity, {
      reportId,
      envelope,
      keyId: sealingKey.id,
      sealedBy: 'SERVER',
      sealedAt: submittedAt,
    })
  }
  recordProgress(em, { reportId, state: PublicProgress.SUBMITTED, at: submittedAt, eventId: null })
  recordSubmission(em, submission)
}

function recordSubmission(em: EntityManager, { report, regionPath }: Submission): void {
  const { id: reportId, submittedAt, channel, mode, reporterKind } = report
  const { regionCode, authorityId, matterTypes, industryCode } = report
  const place = { regionCode, regionPath, authorityId }
  const matter = { matterTypes, industryCode, channel, mode, reporterKind }
  recordEvent(em, {
    name: 'ReportSubmitted',
    subject: reportId,
    occurredAt: submittedAt,
    payload: { reportId, ...place, ...matter, submittedAt: submittedAt.toISOString() },
  })
}

function warningsOf({ mode, reporterKind }: SubmitReportInput, language: Language): string[] {
  if (mode === ReporterMode.REAL_NAME) return []
  const warnings = [{ zh: '匿名举报没有举报奖励。', en: 'Anonymous reports are not rewarded.' }]
  if (reporterKind === ReporterKind.EMPLOYEE) {
    // 应急〔2020〕69号 第四条: the authority may refuse; ours accepts and says so (domain rule 2.2).
    warnings.push({
      zh: '从业人员举报本单位应提供真实姓名和有效联系方式，匿名举报可能影响核查和奖励。',
      en: 'Employees are asked for a name and a contact; without them verification and reward may suffer.',
    })
  }
  return warnings.map((warning) => warning[language])
}
