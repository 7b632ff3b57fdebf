import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import { isStaffWho, requireStaff, type StaffViewer, type Viewer } from '../../../platform/viewer/viewer.js'
import { recordAudit } from '../../shared/audit/record.js'
import type { ReportAuditAction } from '../audit-actions.js'
import { isText } from '../../shared/is-text.js'
import { ExternalSystem } from './external-system.entity.js'
import type { RegisteredSystem } from './sync.type.js'

/**
 * Lets another system send its reports, or changes its name or account. The account speaks for one system only.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, CONFLICT where the account speaks for another system
 */
export async function registerExternalSystem(
  em: EntityManager,
  viewer: Viewer,
  given: { code: string; name: string; subject: string },
): Promise<RegisteredSystem> {
  const admin = requireStaff(viewer, 'MANAGE_SYSTEM')
  const { code, name, subject } = given
  if (!/^[A-Z][A-Z0-9_]{1,39}$/.test(code)) throw wrong('code')
  if (!isText(name, 2, 100)) throw wrong('name')
  if (!/^[\x21-\x7e]{1,200}$/.test(subject)) throw wrong('subject')
  return em.transactional(async (inner) => {
    const other = await inner.findOne(ExternalSystem, { subject, code: { $ne: code } })
    if (other !== null) throw new AndonError('CONFLICT', undefined, { inputPath: 'subject' })
    const row = { code, name: name.trim(), subject, registeredBy: admin.subject }
    const system = await inner.upsert(ExternalSystem, { ...row, registeredAt: new Date(), closedAt: null })
    await recordSystem(inner, admin, 'SYSTEM_REGISTERED', code)
    return toType(system)
  })
}

/** From now on it sends nothing more; what it has sent stays. */
export async function closeExternalSystem(
  em: EntityManager,
  viewer: Viewer,
  code: string,
): Promise<RegisteredSystem> {
  const admin = requireStaff(viewer, 'MANAGE_SYSTEM')
  return em.transactional(async (inner) => {
    const system = await inner.findOne(ExternalSystem, { code })
    if (system === null) throw new AndonError('NOT_FOUND')
    system.closedAt ??= new Date()
    await recordSystem(inner, admin, 'SYSTEM_CLOSED', code)
    return toType(system)
  })
}

export async function externalSystems(em: EntityManager, viewer: Viewer): Promise<RegisteredSystem[]> {
  requireStaff(viewer, 'MANAGE_SYSTEM')
  const systems = await em.find(ExternalSystem, {}, { orderBy: { code: 'asc' }, limit: 200 })
  return systems.map(toType)
}

/** The machine account of this very system; of another one, of none and of a closed one is told alike. */
export async function requireMachine(em: EntityManager, viewer: Viewer, code: string): Promise<StaffViewer> {
  const machine = requireStaff(viewer, 'SYNC_REPORTS')
  const system = await em.findOne(ExternalSystem, { code, subject: machine.subject, closedAt: null })
  if (system === null) throw new AndonError('FORBIDDEN')
  return machine
}

/** Its machine account, or an administrator: counts and ids say nothing of what was reported. */
export async function requireMachineOrAdmin(em: EntityManager, viewer: Viewer, code: string): Promise<void> {
  if (!isStaffWho(viewer, 'MANAGE_SYSTEM')) await requireMachine(em, viewer, code)
}

function recordSystem(
  em: EntityManager,
  actor: StaffViewer,
  action: ReportAuditAction,
  code: string,
): Promise<string[]> {
  return recordAudit<ReportAuditAction>(em, { actor, action, thing: { kind: 'EXTERNAL_SYSTEM', id: code } })
}

function toType({ code, name, subject, closedAt }: ExternalSystem): RegisteredSystem {
  return { code, name, subject, closedAt: closedAt ?? null }
}

function wrong(inputPath: string): AndonError {
  return new AndonError('BAD_USER_INPUT', undefined, { inputPath })
}
