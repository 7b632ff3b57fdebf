import type { EntityManager, FilterQuery } from '@mikro-orm/postgresql'
import { rolesMay } from '../../../../platform/viewer/roles.js'
import { requireStaff, type StaffViewer, type Viewer } from '../../../../platform/viewer/viewer.js'
import { readPageRequest, toConnection, unknownCursor } from '../../../shared/connection/connection.js'
import { isUuid } from '../../../shared/uuid.js'
import { SealedIdentity } from '../identity.entity.js'
import { toBase64 } from '../papers.js'
import { holdingOf, writeDossier } from './dossier.service.js'
import { StoredReveal } from './reveal.entity.js'
import { stateAt } from './reveal.rules.js'
import { mayDecide, reasonPlace, refusalPlace, type RevealMeans } from './reveal.service.js'
import {
  IdentityPurposeName,
  RevealState,
  type IdentityDossier,
  type Reveal,
  type RevealConnection,
  type RevealReason,
} from './reveal.type.js'

/**
 * One reveal, for the custodians it was asked by and the approvers it waits for; null for everybody else.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN
 */
export async function readReveal({ em, viewer }: RevealMeans, id: string): Promise<Reveal | null> {
  const staff = requireParty(viewer)
  const reveal = isUuid(id) ? await em.findOne(StoredReveal, { id }) : null
  if (reveal === null || !(await isParty(em, staff, reveal))) return null
  return describeReveal(reveal, staff)
}

/** @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT */
export async function readReveals(
  { em, viewer }: RevealMeans,
  asked: { state: RevealState | null; first: number; after: string | null },
): Promise<RevealConnection> {
  const staff = requireParty(viewer)
  const page = readPageRequest(asked.first, asked.after)
  const start = page.afterId === undefined ? null : await em.findOne(StoredReveal, { id: page.afterId })
  if (page.afterId !== undefined && start === null) throw unknownCursor()
  const rows = await em.find(
    StoredReveal,
    { $and: [ownPart(staff), inState(asked.state), behind(start)] },
    { orderBy: { requestedAt: 'desc', id: 'asc' }, limit: page.first + 1 },
  )
  const seen = await Promise.all(rows.map((reveal) => isParty(em.fork(), staff, reveal)))
  return toConnection(
    rows.filter((_, at) => seen[at]).map((reveal) => describeReveal(reveal, staff)),
    page,
  )
}

function requireParty(viewer: RevealMeans['viewer']): StaffViewer {
  const isApprover = viewer.kind === 'STAFF' && rolesMay(viewer.roles, 'APPROVE_REVEALS')
  return requireStaff(viewer, isApprover ? 'APPROVE_REVEALS' : 'REQUEST_REVEALS')
}

function ownPart({ authorityId, roles }: StaffViewer): FilterQuery<StoredReveal> {
  if (authorityId === null) return { id: [] }
  const parts: FilterQuery<StoredReveal>[] = []
  if (rolesMay(roles, 'REQUEST_REVEALS')) parts.push({ custodianAuthorityId: authorityId })
  if (rolesMay(roles, 'APPROVE_REVEALS')) parts.push({ approverAuthorityIds: { $contains: [authorityId] } })
  return { $or: parts }
}

function inState(state: RevealState | null): FilterQuery<StoredReveal> {
  if (state === null) return {}
  const now = new Date()
  if (state === RevealState.EXPIRED) {
    const overdue = { state: ['REQUESTED' as const, 'APPROVED' as const], expiresAt: { $lte: now } }
    return { $or: [{ state }, overdue] }
  }
  const isOpen = state === RevealState.REQUESTED || state === RevealState.APPROVED
  return isOpen ? { state, expiresAt: { $gt: now } } : { state }
}

function behind(start: StoredReveal | null): FilterQuery<StoredReveal> {
  if (start === null) return {}
  const { requestedAt, id } = start
  return { $or: [{ requestedAt: { $lt: requestedAt } }, { requestedAt, id: { $gt: id } }] }
}

async function isParty(em: EntityManager, staff: StaffViewer, reveal: StoredReveal): Promise<boolean> {
  const isCustodian =
    rolesMay(staff.roles, 'REQUEST_REVEALS') && reveal.custodianAuthorityId === staff.authorityId
  if (isCustodian) return true
  return rolesMay(staff.roles, 'APPROVE_REVEALS') && (await mayDecide(em, staff, reveal))
}

export function describeReveal(reveal: StoredReveal, viewer: Viewer): Reveal {
  const { id, reportId, position, requestedBy, requestedAt, expiresAt, custodianAuthorityId } = reveal
  const isTheirs = viewer.kind === 'STAFF' && viewer.subject === requestedBy
  const isReleased = reveal.state === 'RELEASED' && isTheirs
  return {
    ...{ id, reportId, position, requestedBy, requestedAt, expiresAt, custodianAuthorityId },
    identityPurpose: IdentityPurposeName[reveal.purpose],
    state: RevealState[stateAt(reveal, new Date())],
    purpose: reveal.revealPurpose,
    request: toBase64(reveal.request),
    decidedBy: reveal.decidedBy ?? null,
    decidedAt: reveal.decidedAt ?? null,
    releasedAt: reveal.releasedAt ?? null,
    approval: isReleased && reveal.approval ? toBase64(reveal.approval) : null,
  }
}

/** As it was signed, for the approver's program; null once the report was erased. */
export async function reasonOf(
  { em, contentKeys }: RevealMeans,
  { id, reportId }: Reveal,
): Promise<RevealReason | null> {
  const reveal = await em.findOneOrFail(StoredReveal, { id })
  const key = (await contentKeys.of(em, [reportId])).get(reportId)
  if (key === undefined) return null
  const salt = Buffer.from(reveal.reasonSalt).toString('hex')
  return { text: key.open(reasonPlace(id), reveal.sealedReason), salt }
}

export async function refusalOf(
  { em, contentKeys }: RevealMeans,
  { id, reportId }: Reveal,
): Promise<string | null> {
  const { sealedRefusal } = await em.findOneOrFail(StoredReveal, { id })
  const key = (await contentKeys.of(em, [reportId])).get(reportId)
  return key === undefined || !sealedRefusal ? null : key.open(refusalPlace(id), sealedRefusal)
}

/** What both programs need; null once there is nothing left to decide or to open. */
export async function dossierOf(means: RevealMeans, reveal: Reveal): Promise<IdentityDossier | null> {
  if (reveal.state === RevealState.REFUSED || reveal.state === RevealState.EXPIRED) return null
  const { reportId, position, identityPurpose: purpose } = reveal
  const identity = await means.em.findOne(SealedIdentity, { reportId, position, purpose })
  return identity === null ? null : writeDossier(means, identity, await holdingOf(means, identity))
}
