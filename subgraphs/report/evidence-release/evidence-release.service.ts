import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { AndonError, type Message } from '../../../platform/errors.js'
import { requireStaff, type StaffViewer } from '../../../platform/viewer/viewer.js'
import { recordAudit } from '../../shared/audit/record.js'
import { reaches, reachOf } from '../../shared/reach/reach.service.js'
import { isUuid } from '../../shared/uuid.js'
import type { ReportAuditAction } from '../audit-actions.js'
import type { ContentKey } from '../content/content-key.service.js'
import { isText } from '../../shared/is-text.js'
import type { ReportContext } from '../context.js'
import { StoredEvidence } from '../evidence/evidence.entity.js'
import { EvidenceState } from '../evidence/evidence.type.js'
import { StoredReport } from '../intake/report.entity.js'
import { StoredEvidenceRelease } from './evidence-release.entity.js'
import type { EvidenceRelease } from './evidence-release.type.js'
import { placeOfReason, toReleases } from './present-release.js'

export type ReleaseMeans = Pick<
  ReportContext,
  'em' | 'viewer' | 'contentKeys' | 'reports' | 'evidenceLinks' | 'evidenceReleaseDays'
>

const dayMs = 86_400_000

/**
 * Asks for a look at an original: for who may read the report.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND where it is out of reach or not there yet, BAD_USER_INPUT,
 *   CONFLICT while another request of the same person for it waits
 */
export async function requestEvidenceRelease(
  means: ReleaseMeans,
  asked: { evidenceId: string; reason: string },
): Promise<EvidenceRelease> {
  const viewer = requireStaff(means.viewer, 'READ_REPORTS')
  const reason = requireReason(asked.reason)
  const { em } = means
  const file = isUuid(asked.evidenceId)
    ? await em.findOne(StoredEvidence, { id: asked.evidenceId, state: EvidenceState.READY })
    : null
  if (file === null || (await means.reports.load(file.reportId)) === null) throw new AndonError('NOT_FOUND')
  const key = await requireKey(means, file.reportId)
  const release = await em.transactional(async (inner) => {
    const { subject } = viewer
    // The same person pressing twice asks once.
    const lock = `evidence release ${file.id} ${subject}`
    await inner.execute('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [lock])
    const waiting = { evidenceId: file.id, requesterSubject: subject, state: 'PENDING' } as const
    if ((await inner.count(StoredEvidenceRelease, { ...waiting, expiresAt: { $gt: new Date() } })) > 0)
      throw new AndonError('CONFLICT', alreadyAsked)
    const stored = await newRelease(inner, { file, subject, key, reason, days: means.evidenceReleaseDays })
    await record(inner, viewer, { action: 'EVIDENCE_RELEASE_REQUESTED', release: stored, reason })
    return stored
  })
  return presentOne(means, release)
}

/**
 * Approves or refuses: for leaders within reach, never for who asked. Of two who decide at once one does.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN also for one's own request, NOT_FOUND out of reach, BAD_USER_INPUT,
 *   CONFLICT where it was decided already or has run out
 */
export async function decideEvidenceRelease(
  means: ReleaseMeans,
  asked: { requestId: string; approve: boolean; reason: string },
): Promise<EvidenceRelease> {
  const viewer = requireStaff(means.viewer, 'RELEASE_EVIDENCE')
  const reason = requireReason(asked.reason)
  const { em } = means
  const release = isUuid(asked.requestId)
    ? await em.findOne(StoredEvidenceRelease, { id: asked.requestId })
    : null
  if (release === null || !reaches(await reachOf(em, viewer), release)) throw new AndonError('NOT_FOUND')
  if (release.requesterSubject === viewer.subject) throw new AndonError('FORBIDDEN', notOwn)
  const key = await requireKey(means, release.reportId)
  await em.transactional(async (inner) => {
    const now = new Date()
    const decided = await inner.nativeUpdate(
      StoredEvidenceRelease,
      { id: release.id, state: 'PENDING', expiresAt: { $gt: now } },
      {
        state: asked.approve ? 'APPROVED' : 'REFUSED',
        deciderSubject: viewer.subject,
        sealedDecision: key.seal(placeOfReason(release.id, 'sealed_decision'), reason),
        decidedAt: now,
        expiresAt: new Date(now.getTime() + means.evidenceReleaseDays * dayMs),
      },
    )
    if (decided !== 1) throw new AndonError('CONFLICT', decidedAlready)
    const action = asked.approve ? 'EVIDENCE_RELEASE_APPROVED' : 'EVIDENCE_RELEASE_REFUSED'
    await record(inner, viewer, { action, release, reason })
  })
  return presentOne(means, await em.refreshOrFail(release))
}

async function newRelease(
  em: EntityManager,
  made: { file: StoredEvidence; subject: string; key: ContentKey; reason: string; days: number },
): Promise<StoredEvidenceRelease> {
  const { file, subject, key, reason, days } = made
  const { id: evidenceId, reportId, kind } = file
  const report = await em.findOneOrFail(StoredReport, { id: reportId })
  const { regionCode, authorityId, excludedAuthorityIds } = report
  const [id, now] = [randomUUID(), new Date()]
  const release = em.create(StoredEvidenceRelease, {
    ...{ id, reportId, evidenceId, kind, regionCode, authorityId, excludedAuthorityIds },
    state: 'PENDING',
    requesterSubject: subject,
    sealedReason: key.seal(placeOfReason(id, 'sealed_reason'), reason),
    requestedAt: now,
    expiresAt: new Date(now.getTime() + days * dayMs),
  })
  await em.persist(release).flush()
  return release
}

async function record(
  em: EntityManager,
  actor: StaffViewer,
  told: { action: ReportAuditAction; release: StoredEvidenceRelease; reason: string },
): Promise<void> {
  const { id: releaseId, reportId, evidenceId, requesterSubject } = told.release
  await recordAudit(em, {
    actor,
    action: told.action,
    thing: { kind: 'REPORT', id: reportId },
    facts: { releaseId, evidenceId, ownRequest: requesterSubject === actor.subject },
    reason: told.reason,
  })
}

async function presentOne(means: ReleaseMeans, release: StoredEvidenceRelease): Promise<EvidenceRelease> {
  const [presented] = await toReleases(means, [release])
  if (presented === undefined) throw new Error('one release is presented as one')
  return presented
}

/** Gone with the content of the report: then there is nothing to look at. */
async function requireKey({ em, contentKeys }: ReleaseMeans, reportId: string): Promise<ContentKey> {
  const key = (await contentKeys.of(em, [reportId])).get(reportId)
  if (key === undefined) throw new AndonError('NOT_FOUND')
  return key
}

function requireReason(reason: string): string {
  if (isText(reason, 2, 500)) return reason.trim()
  throw new AndonError('BAD_USER_INPUT', sayWhy, { inputPath: 'reason' })
}

const sayWhy: Message = { zh: '请填写 2 到 500 字的理由。', en: 'Give a reason of 2 to 500 characters.' }
const alreadyAsked: Message = {
  zh: '您已申请调阅，请等待审批。',
  en: 'You have asked already: wait for the decision.',
}
const decidedAlready: Message = {
  zh: '该申请已有决定或已过期。',
  en: 'It was decided already, or has run out.',
}
const notOwn: Message = { zh: '不能审批自己的申请。', en: 'Nobody decides about their own request.' }
