import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../../platform/errors.js'
import { requireStaff, type StaffViewer } from '../../../../platform/viewer/viewer.js'
import { recordAudit } from '../../../shared/audit/record.js'
import { reachOf } from '../../../shared/reach/reach.service.js'
import { isUuid } from '../../../shared/uuid.js'
import type { ReportAuditAction } from '../../audit-actions.js'
import type { Place } from '../../content/cipher.js'
import type { ContentKeys } from '../../content/content-key.service.js'
import { holdWithKey } from '../../intake/hold-report.js'
import { StoredReport } from '../../intake/report.entity.js'
import { SealedIdentity } from '../identity.entity.js'
import { requireRecorded } from '../recorded-hash.js'
import { checkApprovalPaper, checkRequestPaper, requireSameEnvelope } from './check-papers.js'
import { holdingOf, requireHeld, requireReason, type VaultMeans } from './dossier.service.js'
import { StoredReveal } from './reveal.entity.js'
import { mayBecome, type RevealStateName } from './reveal.rules.js'
import type { RequestRevealInput } from './reveal.type.js'

export type RevealMeans = VaultMeans & { contentKeys: ContentKeys }

/**
 * A custodian asks. The paper is what an approver's program checks again, away from every server; here it is checked
 * so that nothing false waits for anybody, and so that the chain holds who asked and why.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, NOT_FOUND, CONFLICT
 */
export async function requestReveal(means: RevealMeans, input: RequestRevealInput): Promise<StoredReveal> {
  const { em, viewer, contentKeys } = means
  const staff = requireStaff(viewer, 'REQUEST_REVEALS')
  requireReason(input.reason.text, 'input.reason.text')
  const { reportId, position, identityPurpose: purpose } = input
  const identity = await requireHeld(em, staff, { reportId, position, purpose })
  const envelopeHash = Buffer.from(await requireRecorded(em, viewer, identity), 'hex')
  const holding = await holdingOf(means, identity)
  const now = new Date()
  const { request, bytes, salt } = checkRequestPaper(input, { identity, holding, staff, now })
  const id = randomUUID()
  return em.transactional(async (inner) => {
    const { key } = await holdWithKey(inner, contentKeys, reportId)
    // Erased since it was found, there is nothing left to ask for.
    if ((await inner.count(SealedIdentity, { reportId, position, purpose })) === 0)
      throw new AndonError('CONFLICT')
    await refuseSecond(inner, { reportId, position, purpose, requestHash: Buffer.from(request.hash) })
    const reveal = inner.create(StoredReveal, {
      ...{ id, reportId, position, purpose, state: 'REQUESTED' as const, envelopeHash },
      revealPurpose: input.purpose,
      request: Buffer.from(bytes),
      requestHash: Buffer.from(request.hash),
      sealedReason: key.seal(reasonPlace(id), input.reason.text),
      reasonSalt: Buffer.from(salt),
      custodianAuthorityId: holding.custodianAuthorityId,
      approverAuthorityIds: [...holding.approverAuthorityIds],
      ...{ requestedBy: staff.subject, requestedAt: now, expiresAt: request.expiresAt },
      ...{ decidedBy: null, decidedAt: null, approval: null, sealedRefusal: null, releasedAt: null },
    })
    inner.persist(reveal)
    await record(inner, reveal, { actor: staff, action: 'REVEAL_REQUESTED', reason: input.reason.text })
    return reveal
  })
}

/** One open request for an identity at a time, and no paper twice; the report is held. */
async function refuseSecond(
  em: EntityManager,
  given: Pick<StoredReveal, 'reportId' | 'position' | 'purpose' | 'requestHash'>,
): Promise<void> {
  const { requestHash, ...of } = given
  const open = { ...of, state: ['REQUESTED' as const, 'APPROVED' as const], expiresAt: { $gt: new Date() } }
  const found = await em.count(StoredReveal, { $or: [open, { requestHash }] })
  if (found === 0) return
  throw new AndonError('CONFLICT', {
    zh: '该身份已有未办结的揭示申请，或本申请书已提交过。',
    en: 'There is an open request for this identity, or this paper was used before.',
  })
}

/**
 * An approver of another office agrees; their program has sealed the second share to the one who asked.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, NOT_FOUND, CONFLICT
 */
export async function approveReveal(
  means: RevealMeans,
  { id, approval }: { id: string; approval: string },
): Promise<StoredReveal> {
  const { em, viewer } = means
  const staff = requireStaff(viewer, 'APPROVE_REVEALS')
  return em.transactional(async (inner) => {
    const reveal = await holdForApprover(inner, staff, id, 'APPROVED')
    const identity = await identityOf(inner, reveal)
    requireSameEnvelope(reveal, identity)
    const holding = await holdingOf({ ...means, em: inner }, identity)
    const now = new Date()
    const bytes = checkApprovalPaper(approval, { reveal, holding, staff, now })
    Object.assign(reveal, { ...decided(staff, now), state: 'APPROVED', approval: Buffer.from(bytes) })
    await record(inner, reveal, { actor: staff, action: 'REVEAL_APPROVED' })
    return reveal
  })
}

/** @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, NOT_FOUND, CONFLICT */
export async function refuseReveal(
  { em, viewer, contentKeys }: RevealMeans,
  { id, reason }: { id: string; reason: string },
): Promise<StoredReveal> {
  const staff = requireStaff(viewer, 'APPROVE_REVEALS')
  requireReason(reason, 'reason')
  return em.transactional(async (inner) => {
    const reveal = await holdForApprover(inner, staff, id, 'REFUSED')
    const key = (await contentKeys.of(inner, [reveal.reportId])).get(reveal.reportId)
    const sealedRefusal = key?.seal(refusalPlace(id), reason) ?? null
    Object.assign(reveal, { ...decided(staff, new Date()), state: 'REFUSED', sealedRefusal })
    await record(inner, reveal, { actor: staff, action: 'REVEAL_REFUSED', reason })
    return reveal
  })
}

/**
 * Hands the approval to the custodian who asked, and to nobody else: from then on the identity can be opened. The
 * envelope is compared with the chain once more, so that a swapped one, or payee, is found before.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT
 */
export async function releaseReveal({ em, viewer }: RevealMeans, id: string): Promise<StoredReveal> {
  const staff = requireStaff(viewer, 'REQUEST_REVEALS')
  return em.transactional(async (inner) => {
    const reveal = await hold(inner, id)
    const isTheirs =
      reveal?.requestedBy === staff.subject && reveal.custodianAuthorityId === staff.authorityId
    if (reveal === null || !isTheirs) throw new AndonError('NOT_FOUND')
    // Asked for again because the answer was lost.
    if (reveal.state === 'RELEASED') return reveal
    requireStep(reveal, 'RELEASED')
    const { reportId, position, purpose } = reveal
    const identity = await requireHeld(inner, staff, { reportId, position, purpose })
    requireSameEnvelope(reveal, identity)
    await requireRecorded(inner, viewer, identity)
    Object.assign(reveal, { state: 'RELEASED', releasedAt: new Date() })
    await record(inner, reveal, { actor: staff, action: 'REVEAL_RELEASED' })
    return reveal
  })
}

/** Writes down what has run out. */
export async function expireReveals(em: EntityManager): Promise<void> {
  await em.transactional(async (inner) => {
    const over = await inner.find(
      StoredReveal,
      { state: ['REQUESTED', 'APPROVED'], expiresAt: { $lte: new Date() } },
      { limit: 500, lockMode: LockMode.PESSIMISTIC_PARTIAL_WRITE },
    )
    for (const reveal of over) {
      reveal.state = 'EXPIRED'
      await record(inner, reveal, { actor: 'SYSTEM', action: 'REVEAL_EXPIRED' })
    }
  })
}

/**
 * The reveal, held for a decision by an approver of an office that holds the second share: never the one who asked,
 * never of the authority that asked, never of one the report is about.
 */
async function holdForApprover(
  em: EntityManager,
  staff: StaffViewer,
  id: string,
  to: RevealStateName,
): Promise<StoredReveal> {
  const reveal = await hold(em, id)
  if (reveal === null || !(await mayDecide(em, staff, reveal))) throw new AndonError('NOT_FOUND')
  requireStep(reveal, to)
  return reveal
}

export async function mayDecide(
  em: EntityManager,
  staff: StaffViewer,
  reveal: StoredReveal,
): Promise<boolean> {
  const { authorityId, subject } = staff
  const isOther = authorityId !== reveal.custodianAuthorityId && subject !== reveal.requestedBy
  if (authorityId === null || !isOther || !reveal.approverAuthorityIds.includes(authorityId)) return false
  const report = await em.findOneOrFail(StoredReport, { id: reveal.reportId })
  const { line } = await reachOf(em, staff)
  return !report.excludedAuthorityIds.some((excluded) => line.includes(excluded))
}

async function hold(em: EntityManager, id: string): Promise<StoredReveal | null> {
  if (!isUuid(id)) return null
  return em.findOne(StoredReveal, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
}

function requireStep(reveal: StoredReveal, to: RevealStateName): void {
  if (mayBecome(reveal, to, new Date())) return
  throw new AndonError('CONFLICT', {
    zh: '该揭示申请已经办理或已过期。',
    en: 'This reveal has been decided, or has run out.',
  })
}

async function identityOf(em: EntityManager, reveal: StoredReveal): Promise<SealedIdentity> {
  const { reportId, position, purpose } = reveal
  const identity = await em.findOne(SealedIdentity, { reportId, position, purpose })
  if (identity !== null) return identity
  throw new AndonError('CONFLICT')
}

function decided(staff: StaffViewer, decidedAt: Date) {
  return { decidedBy: staff.subject, decidedByAuthorityId: staff.authorityId, decidedAt }
}

async function record(
  em: EntityManager,
  reveal: StoredReveal,
  told: { actor: StaffViewer | 'SYSTEM'; action: ReportAuditAction; reason?: string },
): Promise<void> {
  const { id, reportId, position, purpose, revealPurpose, requestHash, envelopeHash } = reveal
  const hashes = {
    requestHash: Buffer.from(requestHash).toString('hex'),
    envelopeHash: Buffer.from(envelopeHash).toString('hex'),
  }
  const facts = { revealId: id, position, purpose, revealPurpose, ...hashes }
  await recordAudit<ReportAuditAction>(em, { ...told, thing: { kind: 'REPORT', id: reportId }, facts })
}

export function reasonPlace(id: string): Place {
  return { table: 'reveal', rowId: id, field: 'sealed_reason', version: 1 }
}

export function refusalPlace(id: string): Place {
  return { table: 'reveal', rowId: id, field: 'sealed_refusal', version: 1 }
}
