import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import type { Language } from '../../../platform/language.js'
import { requireStaff, type StaffViewer, type Viewer } from '../../../platform/viewer/viewer.js'
import { recordAudit } from '../../shared/audit/record.js'
import { isUuid } from '../../shared/uuid.js'
import type { ReportAuditAction } from '../audit-actions.js'
import { wasInForce, wasPublished } from '../consent/consent.service.js'
import type { ContentKey, ContentKeys } from '../content/content-key.service.js'
import { refuseProblems } from '../intake/intake.service.js'
import { warningsOf } from '../intake/warnings.js'
import { StoredReport } from '../intake/report.entity.js'
import type { SubmitReportInput } from '../intake/submission.input.js'
import { ReportReferred, SubmissionRefusal, type SubmissionRefused } from '../intake/submission.result.js'
import { asKept, type Arrival, type Came, type TakeIn } from '../intake/take-in.service.js'
import { OperatorReceipt } from '../receipt/operator-receipt.entity.js'
import {
  issueOperatorReceipt,
  prepareReceipt,
  type PreparedReceipt,
} from '../receipt/operator-receipt.service.js'
import type { DeriveReceiptKeys } from '../receipt/receipt.js'
import { attachableUntil } from './attaching.js'
import { OperatorIntake } from './operator-intake.entity.js'
import { checkOperatorIntake } from './operator-intake.rules.js'
import { ConsentManner, ReportRecorded, type OperatorIntakeInput } from './operator-intake.type.js'

type Given = { input: SubmitReportInput; intake: OperatorIntakeInput }
type Operator = StaffViewer & { authorityId: string }
export type RecordingOutcome = ReportRecorded | ReportReferred | SubmissionRefused
export type RecordReport = (
  em: EntityManager,
  viewer: Viewer,
  given: Given,
  language: Language,
) => Promise<RecordingOutcome>

/**
 * Records a report for somebody who called, wrote or came. The place may lie anywhere: a caller may have rung the
 * wrong county, and region says who answers. What is sent again under the same entry id is recorded once.
 */
export function createRecordReport(means: {
  takeIn: TakeIn
  keysOf: DeriveReceiptKeys
  contentKeys: ContentKeys
}): RecordReport {
  return async (em, viewer, given, language) => {
    const operator = requireOperator(viewer)
    const entryId = given.intake.entryId.toLowerCase()
    const earlier = isUuid(entryId) ? await em.findOne(OperatorIntake, { entryId }) : null
    if (earlier !== null) return answerAgain(em, earlier, { operator, language }, means)
    refuseProblems(checkOperatorIntake(given.input, given.intake, Date.now()), language)
    const prepared = await prepareReceipt(means.keysOf)
    const arrival = arrivalOf(given, operator, prepared)
    const taken = await means.takeIn(em, given.input, arrival, language)
    if ('refusal' in taken) return taken.refusal
    if ('referral' in taken) return taken.referral
    const intake = await em.fork().findOneOrFail(OperatorIntake, { entryId })
    // Somebody was faster between the look above and the transaction.
    if ('takenBefore' in taken) return answerAgain(em, intake, { operator, language }, means)
    return recorded(em, intake, { digits: prepared.digits, language })
  }
}

/** @throws AndonError FORBIDDEN also where the provider names no authority: an entry must say whose it is */
function requireOperator(viewer: Viewer): Operator {
  const operator = requireStaff(viewer, 'RECORD_REPORTS')
  const { authorityId } = operator
  if (authorityId === null) throw new AndonError('FORBIDDEN')
  return { ...operator, authorityId }
}

function arrivalOf({ input, intake }: Given, operator: Operator, prepared: PreparedReceipt): Arrival {
  const entryId = intake.entryId.toLowerCase()
  return {
    reportId: entryId,
    consent: input.consent ?? null,
    refusesConsent: (em) => refusesConsent(em, { input, intake }),
    isFirst: async (em) => {
      await em.execute('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [`entry ${entryId}`])
      return (await em.count(OperatorIntake, { entryId })) === 0
    },
    record: async (em, came) => {
      await recordAudit<ReportAuditAction>(em, {
        actor: operator,
        action: 'REPORT_RECORDED',
        thing: thingOf(came),
        facts: { channel: input.channel, consentManner: intake.consentManner },
      })
      const row = {
        entryId,
        operatorSubject: operator.subject,
        operatorAuthorityId: operator.authorityId,
        receivedAt: intake.receivedAt,
        recordedAt: new Date(),
        consentManner: intake.consentManner,
      }
      if ('referral' in came) {
        const referral = asKept(came.referral)
        em.persist(em.create(OperatorIntake, { ...row, reportId: null, referral, sealedReference: null }))
        return
      }
      const { report, key } = came
      const sealedReference = sealReference(key, entryId, intake.reference)
      const about = { reportId: report.id, referral: null, sealedReference }
      em.persist(em.create(OperatorIntake, { ...row, ...about }))
      await issueOperatorReceipt(em, { reportId: report.id, key, prepared, issuedBy: operator.subject })
    },
  }
}

function thingOf(came: Came): { kind: string; id: string } {
  return 'report' in came
    ? { kind: 'REPORT', id: came.report.id }
    : { kind: 'REFERRAL', id: came.referral.referralId }
}

function sealReference(
  key: ContentKey,
  entryId: string,
  reference: string | null | undefined,
): Buffer | null {
  return reference ? key.seal(referencePlace(entryId), reference.trim()) : null
}

export function referencePlace(entryId: string) {
  return { table: 'operator_intake', rowId: entryId, field: 'sealed_reference', version: 1 }
}

/** What was read out counts if it was in force then, what was enclosed if it ever was. */
async function refusesConsent(
  em: EntityManager,
  { input, intake }: Given,
): Promise<SubmissionRefusal | undefined> {
  const { consent } = input
  if (!consent) return undefined
  const counts = (kind: 'REPORTING_NOTICE' | 'PRIVACY_EXPLANATION', version: number): Promise<boolean> =>
    intake.consentManner === ConsentManner.ENCLOSED
      ? wasPublished(em, kind, version)
      : wasInForce(em, kind, version, intake.receivedAt)
  if (!(await counts('REPORTING_NOTICE', consent.noticeVersion))) return SubmissionRefusal.NOTICE_OUTDATED
  if (!(await counts('PRIVACY_EXPLANATION', consent.privacyVersion)))
    return SubmissionRefusal.PRIVACY_OUTDATED
  return undefined
}

/** To the operator who recorded it: with a new receipt, since the digits of the first are kept nowhere. */
async function answerAgain(
  em: EntityManager,
  intake: OperatorIntake,
  to: { operator: Operator; language: Language },
  means: { keysOf: DeriveReceiptKeys; contentKeys: ContentKeys },
): Promise<RecordingOutcome> {
  if (intake.operatorSubject !== to.operator.subject) {
    throw new AndonError('CONFLICT', undefined, { inputPath: 'intake.entryId' })
  }
  const { reportId, referral } = intake
  if (referral) {
    const { regionCode, ...said } = referral
    return Object.assign(new ReportReferred(), { ...said, region: { code: regionCode } })
  }
  if (!reportId) throw new Error('an entry is a report or a referral')
  const key = (await means.contentKeys.of(em, [reportId])).get(reportId)
  if (key === undefined) throw new AndonError('CONFLICT')
  const prepared = await prepareReceipt(means.keysOf)
  const isIssued = await em.transactional(async (inner) => {
    await inner.execute('SELECT FROM report.report WHERE id = ? FOR UPDATE', [reportId])
    const held = await inner.findOne(OperatorReceipt, { reportId })
    if (held?.changedAt) return false
    await issueOperatorReceipt(inner, { reportId, key, prepared, issuedBy: to.operator.subject })
    return true
  })
  return recorded(em, intake, { digits: isIssued ? prepared.digits : null, language: to.language })
}

async function recorded(
  em: EntityManager,
  intake: OperatorIntake,
  { digits, language }: { digits: string | null; language: Language },
): Promise<ReportRecorded> {
  const fresh = em.fork()
  const report = await fresh.findOneOrFail(StoredReport, { id: intake.reportId ?? '' })
  const held = await fresh.findOne(OperatorReceipt, { reportId: report.id })
  return Object.assign(new ReportRecorded(), {
    reportId: report.id,
    receipt: digits,
    receiptExpiresAt: digits === null ? null : (held?.expiresAt ?? null),
    evidenceUntil: attachableUntil(intake),
    warnings: warningsOf(report).map((warning) => warning[language]),
  })
}
