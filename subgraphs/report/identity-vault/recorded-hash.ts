import type { EntityManager } from '@mikro-orm/postgresql'
import { envelopeHash } from '../../../client/sealing/envelope.js'
import { toHex } from '../../../client/sealing/bytes.js'
import { AndonError } from '../../../platform/errors.js'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { commitmentOf } from '../../shared/audit/link-hash.js'
import { recordAudit } from '../../shared/audit/record.js'
import type { ReportAuditAction } from '../audit-actions.js'
import type { SealedIdentity } from './identity.entity.js'
import { knownSuites } from './keys/sealing-settings.js'

type Recorded = {
  salt: Buffer
  actor: object
  facts: { envelopeHash?: string }
  reason: Buffer | null
  commitment: Buffer
}

/** Commits the chain to an envelope: whichever is found later must be this one. */
export async function recordEnvelope(
  em: EntityManager,
  told: {
    actor: Viewer | 'SYSTEM'
    action: Extract<ReportAuditAction, 'IDENTITY_SEALED' | 'IDENTITY_RESEALED'>
    reason?: string
  },
  identities: readonly SealedIdentity[],
): Promise<void> {
  const entries = identities.map((identity) => ({
    ...told,
    thing: { kind: 'REPORT', id: identity.reportId },
    facts: {
      position: identity.position,
      purpose: identity.purpose,
      suite: identity.suite,
      sealedBy: identity.sealedBy,
      envelopeHash: toHex(identity.envelopeHash ?? new Uint8Array()),
      contentHash: toHex(identity.contentHash ?? new Uint8Array()),
      custodianAuthorityId: identity.custodianAuthorityId ?? null,
      approverAuthorityIds: [...identity.approverAuthorityIds],
    },
  }))
  await recordAudit<ReportAuditAction>(em, entries)
}

/**
 * What the chain says the envelope is, if it is still that one. One that was swapped in the database, or an entry
 * whose details were, is told and recorded, and nothing is handed out.
 *
 * @throws AndonError CONFLICT
 */
export async function requireRecorded(
  em: EntityManager,
  viewer: Viewer,
  identity: SealedIdentity,
): Promise<string> {
  const recorded = await recordedHash(em, identity)
  const found = toHex(envelopeHash(Uint8Array.from(identity.envelope), knownSuites))
  if (recorded === found) return found
  const { reportId, position, purpose } = identity
  const facts = { position, purpose, found, recorded }
  const thing = { kind: 'REPORT', id: reportId }
  // In a transaction of its own: the refusal undoes the other.
  await em
    .fork()
    .transactional((apart) =>
      recordAudit<ReportAuditAction>(apart, { actor: viewer, action: 'IDENTITY_MISMATCH', thing, facts }),
    )
  throw new AndonError('CONFLICT', {
    zh: '该封套与审计链登记的不一致，已停止办理并记入审计，请立即报告安全管理员。',
    en: 'The envelope is not the one in the audit chain. Nothing is handed out: report this at once.',
  })
}

async function recordedHash(
  em: EntityManager,
  { reportId, position, purpose }: SealedIdentity,
): Promise<string | null> {
  const [entry] = await em.execute<Recorded[]>(
    `SELECT salt, actor, facts, reason, commitment FROM report.audit_entry
     JOIN report.audit_link ON entry_id = id
     WHERE thing_kind = 'REPORT' AND thing_id = ? AND action IN ('IDENTITY_SEALED', 'IDENTITY_RESEALED')
       AND (facts ->> 'position')::integer = ? AND facts ->> 'purpose' = ?
     ORDER BY audit_link.position DESC LIMIT 1`,
    [reportId, position, purpose],
  )
  if (entry === undefined) return null
  const { salt, actor, facts, reason, commitment } = entry
  // The chain commits to the details; the details alone could have been rewritten.
  return commitmentOf(salt, { actor, facts, reason }).equals(commitment) ? (facts.envelopeHash ?? null) : null
}
