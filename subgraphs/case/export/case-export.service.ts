import type { EntityManager } from '@mikro-orm/postgresql'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { requireStaff, type StaffViewer, type Viewer } from '../../../platform/viewer/viewer.js'
import { recordAudit } from '../../shared/audit/record.js'
import type { Clock } from '../../shared/clock.js'
import { reachOf } from '../../shared/reach/reach.service.js'
import type { CaseAuditAction } from '../audit-actions.js'
import type { CaseFilter } from '../desk/case-filter.input.js'
import { listOf } from '../desk/case-list.js'
import { StoredCaseExport } from './case-export.entity.js'
import type { CaseExport, ExportFormat } from './case-export.type.js'

const lifeMs = 5 * 60_000
const mostInAnHour = 20

/**
 * Gives an address at which the list can be fetched, once.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT as the list itself, RATE_LIMITED
 */
export async function askForExport(
  { em, viewer, clock }: { em: EntityManager; viewer: Viewer; clock: Clock },
  { filter, format }: { filter: CaseFilter; format: ExportFormat },
): Promise<CaseExport> {
  const staff = requireStaff(viewer, 'READ_CASES')
  const now = clock()
  listOf(staff, await reachOf(em, staff), filter, now)
  if (staff.authorityId === null) throw new AndonError('FORBIDDEN')
  const token = randomBytes(32)
  const expiresAt = new Date(now.getTime() + lifeMs)
  const { subject, authorityId, roles } = staff
  await em.transactional(async (inner) => {
    await inner.execute('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [`andon export ${subject}`])
    const recent = await inner.count(StoredCaseExport, {
      subject,
      askedAt: { $gt: new Date(now.getTime() - 3_600_000) },
    })
    if (recent >= mostInAnHour) throw tooMany()
    const asked = { tokenHash: hashOf(token), subject, authorityId, roles, format, askedAt: now, expiresAt }
    const content = Object.assign<object, CaseFilter>({}, filter)
    inner.persist(inner.create(StoredCaseExport, { id: randomUUID(), ...asked, filter: content }))
  })
  return { url: `/exports/cases/${token.toString('base64url')}`, expiresAt }
}

export type Fetched = { viewer: StaffViewer; filter: CaseFilter; format: ExportFormat }

/**
 * Takes an export that nobody has fetched yet, and records that it is fetched, before its first byte.
 *
 * @returns undefined where there is none at this address, or it is over
 */
export async function takeExport(em: EntityManager, token: string, now: Date): Promise<Fetched | undefined> {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== 32) return undefined
  return em.transactional(async (inner) => {
    const open = { tokenHash: hashOf(bytes), fetchedAt: null, expiresAt: { $gt: now } }
    if ((await inner.nativeUpdate(StoredCaseExport, open, { fetchedAt: now })) === 0) return undefined
    const { id, subject, authorityId, roles, filter, format } = await inner.findOneOrFail(StoredCaseExport, {
      tokenHash: hashOf(bytes),
    })
    const viewer: StaffViewer = { kind: 'STAFF', subject, authorityId, roles }
    const commitment = createHash('sha256').update(bytes).update(JSON.stringify(filter)).digest('hex')
    await recordAudit<CaseAuditAction>(inner, {
      actor: viewer,
      action: 'CASES_EXPORTED',
      thing: { kind: 'EXPORT', id },
      facts: { format, by: Object.keys(filter), commitment },
    })
    return { viewer, filter: reviveFilter(filter), format }
  })
}

const moments = ['openedFrom', 'openedBefore', 'acceptedFrom', 'acceptedBefore', 'dueBefore'] as const

/** A filter as it was given: moments come from storage as text. */
function reviveFilter(stored: CaseFilter): CaseFilter {
  const dates = moments.flatMap((name) =>
    stored[name] == null ? [] : [[name, new Date(stored[name])] as const],
  )
  return Object.assign({}, stored, Object.fromEntries(dates))
}

function hashOf(token: Buffer): Buffer {
  return createHash('sha256').update('andon case export\n').update(token).digest()
}

function tooMany(): AndonError {
  return new AndonError(
    'RATE_LIMITED',
    {
      zh: `每人每小时最多导出 ${String(mostInAnHour)} 次，请稍后再试。`,
      en: `At most ${String(mostInAnHour)} exports an hour.`,
    },
    { details: { retryAfterSeconds: 3_600 } },
  )
}
