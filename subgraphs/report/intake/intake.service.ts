import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { AndonError, type Message } from '../../../platform/errors.js'
import type { Language } from '../../../platform/language.js'
import { ReporterKind, ReporterMode } from '../../shared/dictionary/matter.js'
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
import type { Jurisdiction, LocateJurisdiction, MatterToLocate } from '../references/region.client.js'
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
    const jurisdiction = await means.locate(matterOf(input), language)
    if (jurisdiction.kind === 'REFERRAL') return refer(em, input, jurisdiction)
    const refusal = await whyRefused(em, consent, jurisdiction)
    if (refusal !== undefined) return refuse(refusal, jurisdiction, language)
    if (jurisdiction.kind !== 'AUTHORITY') throw new Error('a place without authority is refused above')
    const { regionPath } = jurisdiction
    const receipt = createReceipt()
    const reportId = randomUUID()
    const key = means.contentKeys.create(em, reportId)
    const content = { regionCode: placeOf(regionPath), content: contentOf(input) }
    const sealed = sealContent(key, means.blindIndex, reportId, content)
    const report = toReport(em, input, jurisdiction, {
      reportId,
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

function matterOf({
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

/** Requirement C19: the answer names the department, and that somebody asked is recorded. */
async function refer(
  em: EntityManager,
  input: SubmitReportInput,
  { regionPath, department, legalBasis, authorityId }: Jurisdiction & { kind: 'REFERRAL' },
): Promise<ReportReferred> {
  const { industryCode, matterTypes } = input
  const regionCode = placeOf(regionPath)
  const referral = em.create(Referral, {
    id: randomUUID(),
    regionCode,
    industryCode,
    matterTypes,
    authorityId,
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
    legalBasis,
  })
}

/** The place itself, at the end of its path. */
function placeOf(regionPath: readonly string[]): string {
  const code = regionPath.at(-1)
  if (code === undefined) throw new Error('a place has a path')
  return code
}

function refuse(
  reason: SubmissionRefusal,
  jurisdiction: Jurisdiction,
  language: Language,
): SubmissionRefused {
  const isNobody = reason === SubmissionRefusal.NO_AUTHORITY && jurisdiction.kind === 'NOBODY'
  const exact = isNobody ? whyNobody[jurisdiction.reason] : undefined
  return Object.assign(new SubmissionRefused(), { reason, message: (exact ?? refusals[reason])[language] })
}

/** By region's reason, where there is more to say than that nobody answers. */
const whyNobody: Readonly<Record<string, Message>> = {
  OUTSIDE_MAINLAND: {
    zh: '香港、澳门、台湾的安全生产事项不由本平台受理，请向当地主管机关反映。',
    en: 'Matters in Hong Kong, Macao and Taiwan are not handled here: turn to the authority of that place.',
  },
  NO_HIGHER_AUTHORITY: {
    zh: '您举报的机关没有上一级受理机关，请拨打 12350 反映。',
    en: 'The authority it is about has none above it here: call 12350.',
  },
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
  { kind }: Jurisdiction,
): Promise<SubmissionRefusal | undefined> {
  if (!(await isCurrent(em, 'REPORTING_NOTICE', consent.noticeVersion)))
    return SubmissionRefusal.NOTICE_OUTDATED
  if (!(await isCurrent(em, 'PRIVACY_EXPLANATION', consent.privacyVersion)))
    return SubmissionRefusal.PRIVACY_OUTDATED
  return kind === 'NOBODY' ? SubmissionRefusal.NO_AUTHORITY : undefined
}

function toReport(
  em: EntityManager,
  input: SubmitReportInput,
  { authorityId, regionPath }: Jurisdiction & { kind: 'AUTHORITY' },
  given: { reportId: string; sealed: SealedContent; receiptTag: Buffer },
): StoredReport {
  const { channel, mode, reporterKind, matterTypes, industryCode } = input
  const { reportId: id, sealed, receiptTag } = given
  const excludedAuthorityIds = input.againstAuthorityId ? [input.againstAuthorityId.toLowerCase()] : []
  const place = { regionCode: placeOf(regionPath), authorityId, excludedAuthorityIds }
  const matter = { channel, mode, reporterKind, matterTypes, industryCode }
  const report = { id, ...matter, ...place, ...sealed, submittedAt: new Date(), receiptTag }
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
  const { regionCode, authorityId, excludedAuthorityIds, matterTypes, industryCode } = report
  const place = { regionCode, regionPath, authorityId, excludedAuthorityIds }
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
