import type { EntityManager } from '@mikro-orm/postgresql'
import { toHex } from '../../../client/sealing/bytes.js'
import { describeEnvelope } from '../../../client/sealing/envelope.js'
import type { SuiteName } from '../../../client/sealing/suite.js'
import { AndonError } from '../../../platform/errors.js'
import { rolesMay } from '../../../platform/viewer/roles.js'
import { requireStaff, type StaffViewer, type Viewer } from '../../../platform/viewer/viewer.js'
import { recordAudit } from '../../shared/audit/record.js'
import { prefixOf } from '../../shared/reach/reach.service.js'
import type { ReportAuditAction } from '../audit-actions.js'
import { StoredReport } from '../intake/report.entity.js'
import { handledMatter } from './handling.js'
import { SealedIdentity } from './identity.entity.js'
import type { Holding } from './keys/holdings.js'
import type { Share } from './reseal.rules.js'
import { writeDossier, type VaultMeans } from './reveal/dossier.service.js'
import {
  IdentityPurposeName,
  ResealReason,
  type IdentityDossier,
  type IdentityToReseal,
} from './reveal/reveal.type.js'

const atMost = 100
/** Looked at for one answer: an office whose keys all changed asks again until nothing comes. */
const lookedAt = 1_000

/**
 * Identities of which the viewer's office holds a share that somebody else should hold by now: sealed to a revoked
 * or expired key, or to an office that the case is no longer with. What was sealed anew is no longer among them.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT
 */
export async function identitiesToReseal(means: VaultMeans, first: number): Promise<IdentityToReseal[]> {
  const { em, viewer } = means
  const staff = requireHolder(viewer)
  if (!Number.isInteger(first) || first < 1 || first > atMost)
    throw new AndonError('BAD_USER_INPUT', undefined, { inputPath: 'first' })
  const found: IdentityToReseal[] = []
  const present = await presentHoldings(means)
  for (const which of await suspects(em, staff, present)) {
    const identity = await em.findOneOrFail(SealedIdentity, which)
    found.push(...(await whatToReseal(means, staff, identity, present.keyIds)))
    if (found.length >= first) break
  }
  return found.slice(0, first)
}

/** @throws AndonError UNAUTHENTICATED, FORBIDDEN for who holds no share */
export function requireHolder(viewer: Viewer): StaffViewer {
  const isApprover = viewer.kind === 'STAFF' && rolesMay(viewer.roles, 'APPROVE_REVEALS')
  return requireStaff(viewer, isApprover ? 'APPROVE_REVEALS' : 'REQUEST_REVEALS')
}

/** Which shares of it the viewer's office holds. */
export function sharesOf(staff: StaffViewer, identity: SealedIdentity): Share[] {
  const { authorityId, roles } = staff
  if (authorityId === null || identity.suite === 'INTERIM') return []
  const first = rolesMay(roles, 'REQUEST_REVEALS') && identity.custodianAuthorityId === authorityId
  const second = rolesMay(roles, 'APPROVE_REVEALS') && identity.approverAuthorityIds.includes(authorityId)
  return [...(first ? [1 as const] : []), ...(second ? [2 as const] : [])]
}

/** Who would hold it if it came in today. */
export async function holdingToCome(
  { em, holdings }: Pick<VaultMeans, 'em' | 'holdings'>,
  { reportId, suite }: SealedIdentity,
): Promise<Holding | null> {
  if (suite === 'INTERIM') return null
  return holdingOfReport({ em, holdings }, await em.findOneOrFail(StoredReport, { id: reportId }), suite)
}

/** Who holds what is sealed for a report by now: the holders of the authority that handles its case. */
export async function holdingOfReport(
  { em, holdings }: Pick<VaultMeans, 'em' | 'holdings'>,
  report: StoredReport,
  suite?: SuiteName,
): Promise<Holding | null> {
  const { authorityId, regionCode, excludedAuthorityIds } = handledMatter(report)
  const matter = { authorityId, regionPath: pathOf(regionCode), excludedAuthorityIds }
  return holdings.find(em, matter, suite)
}

/** The divisions above a code are written in it; one that is not there is in no policy. */
function pathOf(code: string): string[] {
  const six = code.slice(0, 6)
  return [...new Set(['000000', `${six.slice(0, 2)}0000`, `${six.slice(0, 4)}00`, six])]
}

/** Everything that could be sealed to today. */
type Present = { keyIds: string[]; own: string[]; regions: string[]; standingIn: string[]; pairs: string[] }

async function presentHoldings({ em, holdings }: VaultMeans): Promise<Present> {
  const pinned = holdings.pinned?.holdings ?? []
  const opened = await Promise.all(
    pinned.flatMap(({ custodians, approvers, regions = [] }) =>
      (['INTL_1', 'SM_1'] as const).map(async (suite) => ({
        custodians,
        regions,
        holding: await holdings.named(em, { suite, custodians, approvers }),
      })),
    ),
  )
  const usable = opened.filter(({ holding }) => holding !== null)
  const holders = usable.flatMap(({ holding }) => [
    ...(holding?.recipients.first ?? []),
    ...(holding?.recipients.second ?? []),
  ])
  const places = usable.flatMap(({ custodians, regions }) => regions.map((code) => ({ code, custodians })))
  return {
    keyIds: [...new Set(holders.map(({ keyId }) => toHex(keyId)))],
    own: usable.map(({ custodians }) => custodians),
    regions: places.map(({ code }) => prefixOf(code)),
    standingIn: places.map(({ custodians }) => custodians),
    pairs: pinned.map(({ custodians, approvers }) => [custodians, ...approvers].join(' ')),
  }
}

type Which = Pick<SealedIdentity, 'reportId' | 'position' | 'purpose'>

/** Held by this office and perhaps by the wrong one; whether it is, is decided one by one. */
async function suspects(em: EntityManager, { authorityId }: StaffViewer, present: Present): Promise<Which[]> {
  const list = (values: readonly string[]): string => JSON.stringify(values)
  const { keyIds, own, regions, standingIn, pairs } = present
  return em.execute<Which[]>(suspectsQuery, [
    ...[list(keyIds), list(own), list(regions), list(standingIn), list(pairs)],
    ...[authorityId, authorityId],
  ])
}

const texts = 'ARRAY(SELECT jsonb_array_elements_text(?::jsonb))'
const suspectsQuery = `
  WITH present AS (
    SELECT ${texts} AS key_ids, ${texts} AS own, ${texts} AS regions, ${texts} AS standing_in, ${texts} AS pairs
  )
  SELECT identity.report_id AS "reportId", identity.position, identity.purpose
  FROM present, report.sealed_identity AS identity JOIN report.report ON report.id = identity.report_id
  WHERE identity.suite <> 'INTERIM'
    AND (identity.custodian_authority_id = ? OR ? = ANY (identity.approver_authority_ids))
    AND (NOT identity.key_ids <@ present.key_ids
      OR concat_ws(' ', identity.custodian_authority_id, array_to_string(identity.approver_authority_ids, ' '))
        <> ALL (present.pairs)
      OR identity.custodian_authority_id::text IS DISTINCT FROM
        CASE WHEN coalesce(report.handled_by, report.authority_id)::text = ANY (present.own)
          THEN coalesce(report.handled_by, report.authority_id)::text
        ELSE (SELECT place.custodians FROM unnest(present.regions, present.standing_in) AS place (prefix, custodians)
          WHERE starts_with(coalesce(report.handled_in, report.region_code), place.prefix) ORDER BY length(place.prefix) DESC LIMIT 1) END)
  ORDER BY identity.sealed_at, identity.report_id, identity.position LIMIT ${String(lookedAt)}`

async function whatToReseal(
  means: VaultMeans,
  staff: StaffViewer,
  identity: SealedIdentity,
  usable: readonly string[],
): Promise<IdentityToReseal[]> {
  const holding = await holdingToCome(means, identity)
  if (holding === null) return []
  const described = describeEnvelope(Uint8Array.from(identity.envelope), [holding.suite])
  return sharesOf(staff, identity).flatMap((share) => {
    const keyIds = share === 1 ? described.custodianKeyIds : described.approverKeyIds
    const reasons = [
      ...(keyIds.some((keyId) => !usable.includes(toHex(keyId))) ? [ResealReason.KEYS_OUT_OF_USE] : []),
      ...(isElsewhere(identity, holding, share) ? [ResealReason.HANDLED_ELSEWHERE] : []),
    ]
    const { reportId, position, purpose } = identity
    const identityPurpose = IdentityPurposeName[purpose]
    return reasons.length === 0 ? [] : [{ reportId, position, identityPurpose, reasons, share }]
  })
}

function isElsewhere(identity: SealedIdentity, holding: Holding, share: Share): boolean {
  if (share === 1) return identity.custodianAuthorityId !== holding.custodianAuthorityId
  return identity.approverAuthorityIds.join() !== holding.approverAuthorityIds.join()
}

/** To be sealed anew by the custodian's program. That it was handed out is recorded, as any other time. */
export async function dossierToReseal(
  means: VaultMeans,
  { reportId, position, identityPurpose: purpose, share }: IdentityToReseal,
): Promise<IdentityDossier> {
  const { em, viewer } = means
  const identity = await em.findOneOrFail(SealedIdentity, { reportId, position, purpose })
  const holding = await holdingToCome(means, identity)
  if (holding === null) throw new AndonError('CONFLICT')
  const dossier = await writeDossier(means, identity, holding)
  const facts = { position, purpose, share, envelopeHash: dossier.recordedHash }
  const thing = { kind: 'REPORT', id: reportId }
  const told = { actor: viewer, action: 'IDENTITY_DOSSIER_TAKEN' as const, thing, facts }
  await em.fork().transactional((inner) => recordAudit<ReportAuditAction>(inner, told))
  return dossier
}
