import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../../platform/errors.js'
import { requireStaff, type StaffViewer, type Viewer } from '../../../../platform/viewer/viewer.js'
import { recordAudit } from '../../../shared/audit/record.js'
import { reaches, reachOf } from '../../../shared/reach/reach.service.js'
import { isUuid } from '../../../shared/uuid.js'
import type { ReportAuditAction } from '../../audit-actions.js'
import { isText } from '../../../shared/is-text.js'
import { StoredReport } from '../../intake/report.entity.js'
import { handledMatter } from '../handling.js'
import { SealedIdentity, type IdentityPurpose } from '../identity.entity.js'
import { identityRow } from '../identity-row.js'
import type { Holding, Holdings } from '../keys/holdings.js'
import { bundlesOf } from '../keys/identity-sealing.service.js'
import { SealingSuite } from '../keys/key-bundle.type.js'
import { toBase64 } from '../papers.js'
import { requireRecorded } from '../recorded-hash.js'
import {
  IdentityPurposeName,
  SealedByName,
  type IdentityDossier,
  type RevealPurpose,
  type SealedIdentityInfo,
} from './reveal.type.js'

export type VaultMeans = { em: EntityManager; viewer: Viewer; holdings: Holdings }

export type WhichIdentity = { reportId: string; position: number; purpose: IdentityPurpose }

/**
 * What is sealed of a report, for custodians of the authority that holds it; nothing where they may not know of it.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN
 */
export async function sealedIdentitiesOf(
  { em, viewer }: VaultMeans,
  reportId: string,
): Promise<SealedIdentityInfo[]> {
  const staff = requireStaff(viewer, 'REQUEST_REVEALS')
  if ((await reportWithin(em, staff, reportId)) === null) return []
  const found = await em.find(SealedIdentity, { reportId }, { orderBy: { position: 'asc', purpose: 'asc' } })
  return found.filter((each) => isHeldBy(staff, each)).map(describeIdentity)
}

/** An envelope from before there were holders is nobody's: who reaches the report may know that it is there. */
function isHeldBy({ authorityId }: StaffViewer, { suite, custodianAuthorityId }: SealedIdentity): boolean {
  return suite === 'INTERIM' || (authorityId !== null && custodianAuthorityId === authorityId)
}

export function describeIdentity(identity: SealedIdentity): SealedIdentityInfo {
  const { reportId, position, purpose, suite, sealedBy, sealedAt, resealedAt } = identity
  return {
    ...{ reportId, position, sealedAt, resealedAt: resealedAt ?? null },
    identityPurpose: IdentityPurposeName[purpose],
    suite: suite === 'INTERIM' ? null : SealingSuite[suite],
    sealedBy: SealedByName[sealedBy],
  }
}

/**
 * Hands the envelope to a custodian, who can do nothing with it alone. It is recorded with its reason all the same:
 * two people with keys need the platform no more once they have it.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, NOT_FOUND where it is not theirs to hold, CONFLICT
 *   where it is not the one in the audit chain, or its holders' bundles have run out
 */
export async function takeIdentityDossier(
  means: VaultMeans,
  which: WhichIdentity,
  why: { purpose: RevealPurpose; reason: string },
): Promise<IdentityDossier> {
  const { em, viewer } = means
  const staff = requireStaff(viewer, 'REQUEST_REVEALS')
  requireReason(why.reason, 'reason')
  const identity = await requireHeld(em, staff, which)
  const dossier = await writeDossier(means, identity, await holdingOf(means, identity))
  const { reportId, position, purpose } = identity
  const facts = { position, purpose, revealPurpose: why.purpose, envelopeHash: dossier.recordedHash }
  const thing = { kind: 'REPORT', id: reportId }
  const told = { actor: viewer, action: 'IDENTITY_DOSSIER_TAKEN' as const, thing, facts, reason: why.reason }
  await em.transactional((inner) => recordAudit<ReportAuditAction>(inner, told))
  return dossier
}

export async function writeDossier(
  { em, viewer }: VaultMeans,
  identity: SealedIdentity,
  holding: Holding,
): Promise<IdentityDossier> {
  const recordedHash = await requireRecorded(em, viewer, identity)
  const { reportId, position, purpose, envelope } = identity
  return {
    envelope: toBase64(envelope),
    row: identityRow(reportId, position, purpose),
    recordedHash,
    bundles: bundlesOf(holding),
  }
}

/**
 * The identity, for a custodian of the authority that holds it, within reach and not of an office the report is about.
 *
 * @throws AndonError NOT_FOUND otherwise, as if there were none
 */
export async function requireHeld(
  em: EntityManager,
  staff: StaffViewer,
  which: WhichIdentity,
): Promise<SealedIdentity> {
  const report = await reportWithin(em, staff, which.reportId)
  const identity = report === null ? null : await em.findOne(SealedIdentity, which)
  const isTheirs = identity !== null && identity.suite !== 'INTERIM' && isHeldBy(staff, identity)
  if (isTheirs) return identity
  throw new AndonError('NOT_FOUND')
}

async function reportWithin(
  em: EntityManager,
  staff: StaffViewer,
  reportId: string,
): Promise<StoredReport | null> {
  const report = isUuid(reportId) ? await em.findOne(StoredReport, { id: reportId }) : null
  if (report === null) return null
  const reach = await reachOf(em, staff)
  // Until it is sealed anew, the former holder alone can open it.
  return reaches(reach, report) || reaches(reach, handledMatter(report)) ? report : null
}

/** @throws AndonError CONFLICT where the holders of an envelope have no bundle in force */
export async function holdingOf(
  { em, holdings }: Pick<VaultMeans, 'em' | 'holdings'>,
  { suite, custodianAuthorityId, approverAuthorityIds }: SealedIdentity,
): Promise<Holding> {
  const named =
    suite === 'INTERIM' || !custodianAuthorityId
      ? null
      : await holdings.named(em, { suite, custodians: custodianAuthorityId, approvers: approverAuthorityIds })
  if (named !== null) return named
  throw new AndonError('CONFLICT', {
    zh: '持有机关的公钥清单已失效，请先发布新的清单。',
    en: 'The bundles of its holders are not in force: publish new ones first.',
  })
}

/** @throws AndonError BAD_USER_INPUT */
export function requireReason(text: string, inputPath: string): void {
  if (isText(text, 2, 500)) return
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: '请写明理由，2 到 500 字。', en: 'Give the reason in 2 to 500 characters.' },
    { inputPath },
  )
}
