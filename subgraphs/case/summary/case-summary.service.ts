import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { requireStaff, type StaffViewer } from '../../../platform/viewer/viewer.js'
import { recordAudit } from '../../shared/audit/record.js'
import { CaseOutcome } from '../../shared/dictionary/loop.js'
import { recordEvent } from '../../shared/events/outbox.entity.js'
import { reachOf } from '../../shared/reach/reach.service.js'
import { isUuid } from '../../shared/uuid.js'
import type { CaseAuditAction } from '../audit-actions.js'
import { continueForPlatform } from '../desk/row-security.js'
import { CaseState } from '../loop/case-state.js'
import { CaseReport } from '../loop/case-report.entity.js'
import { StoredCase } from '../loop/case.entity.js'
import { maySee } from '../loop/standing.js'
import { noSuchCase } from '../loop/step-errors.js'
import { requireText } from '../texts/required-text.js'
import type { WritingDesk } from '../texts/seal-words.js'
import { StoredCaseSummary } from './case-summary.entity.js'
import { toCaseSummaryType, type CaseSummary } from './case-summary.type.js'
import { gatherFacts, type NominatedFacts } from './nominated-facts.js'
import { PublicationConsent, StoredNomination } from './nomination.entity.js'
import type { NominationInput } from './nomination.input.js'
import { placeOf } from './nomination.loader.js'
import { fewestAlike, missingConsents, needsConsent, type ReportInCase } from './publication.rules.js'

/**
 * Nominates a closed case to be told, and prepares what the public may know of it: no place finer than the city, the
 * month, the kinds, amounts in bands. Asking again gives the same summary.
 *
 * @throws AndonError NOT_FOUND, FORBIDDEN, BAD_USER_INPUT, CONFLICT with `missing`: CLOSED, VERIFIED or CONSENT
 */
export async function prepareCaseSummary(
  desk: WritingDesk,
  caseId: string,
  input: NominationInput,
): Promise<CaseSummary> {
  const staff = requireStaff(desk.viewer, 'PREPARE_SUMMARIES')
  const reason = requireText(input.reason, 'input.reason', { min: 10 })
  requireBasis(input)
  const prepared = await desk.em.transactional(async (em) => {
    const source = await holdClosedCase(em, staff, caseId)
    await continueForPlatform(em)
    const known = await em.findOne(StoredCaseSummary, { caseId: source.id, withdrawnAt: null })
    if (known !== null && known.month != null) return known
    const facts = await gatherFacts(em, source, input)
    const consentNeeded = await requireConsents(em, source, input, facts)
    const summary = await keepSummary({ em, staff, now: desk.clock() }, source, { known, facts, input })
    const sealedReason = await desk.texts.seal(em, source.id, placeOf(summary.id, 'sealed_reason'), reason)
    em.persist(
      em.create(StoredNomination, {
        id: summary.id,
        caseId: source.id,
        sealedReason,
        reporterRecognisable: input.reporterRecognisable,
        consentNeeded,
        nominatedBy: staff.subject,
        nominatedAt: summary.preparedAt,
      }),
    )
    await tell({ em, staff }, summary, { facts, consentNeeded, reason })
    return summary
  })
  return toCaseSummaryType(prepared)
}

/** The case under its lock, so that a consent taken back at this moment comes before or after. */
export async function holdCase(em: EntityManager, staff: StaffViewer, id: string): Promise<StoredCase> {
  if (!isUuid(id)) throw noSuchCase()
  const reach = await reachOf(em, staff)
  const source = await em.findOne(StoredCase, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true })
  if (source === null || !maySee({ viewer: staff, reach }, source)) throw noSuchCase()
  return source
}

async function holdClosedCase(em: EntityManager, staff: StaffViewer, id: string): Promise<StoredCase> {
  const source = await holdCase(em, staff, id)
  if (source.state !== CaseState.CLOSED) {
    throw conflict('CLOSED', '案件尚未归档，归档后才能推荐为典型案例。', 'The case is not closed yet.')
  }
  if (source.outcome !== CaseOutcome.VERIFIED) {
    const zh = '只有核查属实或部分属实的案件才能推荐为典型案例。'
    throw conflict('VERIFIED', zh, 'Only a case that was found true, or true in part, is told.')
  }
  return source
}

/** @returns whether consent was needed; it is there */
async function requireConsents(
  em: EntityManager,
  source: StoredCase,
  { reporterRecognisable }: NominationInput,
  { cell }: NominatedFacts,
): Promise<boolean> {
  const recognisable = reporterRecognisable || cell.alike < fewestAlike
  const reports = await reportsWithConsent(em, source.id)
  const missing = missingConsents(reports, { recognisable })
  if (missing.length === 0) return reports.some((report) => needsConsent(report, recognisable))
  throw new AndonError(
    'CONFLICT',
    {
      zh: `公开后举报人可能被认出，须举报人单独同意公开；还有 ${String(missing.length)} 件举报没有同意或已撤回同意。`,
      en: `A reporter might be recognised: ${String(missing.length)} of the reports have no consent to publication.`,
    },
    { inputPath: 'caseId', details: { missing: ['CONSENT'], reportIds: missing } },
  )
}

async function reportsWithConsent(em: EntityManager, caseId: string): Promise<ReportInCase[]> {
  const reports = await em.find(CaseReport, { caseId }, { orderBy: { reportId: 'asc' } })
  const reportId = reports.map((report) => report.reportId)
  const consents = await em.find(PublicationConsent, { reportId })
  const given = new Map(consents.map((consent) => [consent.reportId, consent.given]))
  return reports.map((report) => ({
    reportId: report.reportId,
    reporterKind: report.reporterKind ?? null,
    consent: given.get(report.reportId) ?? null,
    withdrawn: report.withdrawnAt != null,
  }))
}

type Hand = { em: EntityManager; staff: StaffViewer; now: Date }

/** One that was prepared before there were nominations is filled in: its id may stand in a publication. */
async function keepSummary(
  { em, staff, now }: Hand,
  source: StoredCase,
  { known, facts, input }: { known: StoredCaseSummary | null; facts: NominatedFacts; input: NominationInput },
): Promise<StoredCaseSummary> {
  const { cell, penalty, reward, ...plain } = facts
  const summary = em.assign(known ?? new StoredCaseSummary(), {
    ...(known === null ? { id: randomUUID() } : {}),
    caseId: source.id,
    ...plain,
    regionCode: cell.regionCode,
    matterTypes: source.matterTypes,
    industryCode: source.industryCode,
    penaltyFromFen: penalty?.fromFen ?? null,
    penaltyToFen: penalty?.toFen ?? null,
    rewardFromFen: reward?.fromFen ?? null,
    rewardToFen: reward?.toFen ?? null,
    legalBasis: [...new Set(input.legalBasis)],
    preparedBy: staff.subject,
    preparedAt: now,
  })
  await em.persist(summary).flush()
  return summary
}

async function tell(
  { em, staff }: Pick<Hand, 'em' | 'staff'>,
  summary: StoredCaseSummary,
  { facts, consentNeeded, reason }: { facts: NominatedFacts; consentNeeded: boolean; reason: string },
): Promise<void> {
  const { id: summaryId, caseId, regionCode, matterTypes, industryCode, legalBasis } = summary
  const { cell: _cell, penalty, reward, accidentLevel = null, ...plain } = facts
  recordEvent(em, {
    name: 'CaseSummaryPrepared',
    subject: caseId,
    occurredAt: summary.preparedAt,
    payload: {
      ...{ summaryId, caseId, regionCode, matterTypes, industryCode },
      facts: {
        ...plain,
        accidentLevel,
        penalty: asText(penalty),
        reward: asText(reward),
        legalBasis,
        consentNeeded,
      },
    },
  })
  await recordAudit<CaseAuditAction>(em, {
    actor: staff,
    action: 'CASE_NOMINATED',
    thing: { kind: 'CASE', id: caseId },
    facts: { summaryId, consentNeeded },
    reason,
  })
}

function asText(band: NominatedFacts['penalty']) {
  if (band === null) return null
  return { fromFen: band.fromFen.toString(), toFen: band.toFen?.toString() ?? null }
}

function requireBasis({ legalBasis }: NominationInput): void {
  if (legalBasis.length > 0) return
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: '请至少选择一项法律依据。', en: 'Name at least one legal basis.' },
    { inputPath: 'input.legalBasis' },
  )
}

function conflict(missing: string, zh: string, en: string): AndonError {
  return new AndonError('CONFLICT', { zh, en }, { inputPath: 'caseId', details: { missing: [missing] } })
}

/** Summaries by their own id, as long as they stand. They hold nothing that may not be read by everyone. */
export function createSummaryLoader(em: EntityManager): DataLoader<string, CaseSummary | null> {
  return new DataLoader(async (ids: readonly string[]) => {
    const found = await em.find(StoredCaseSummary, { id: ids.filter(isUuid), withdrawnAt: null })
    const byId = new Map(found.map((stored) => [stored.id, toCaseSummaryType(stored)]))
    return ids.map((id) => byId.get(id) ?? null)
  })
}
