import type { EntityManager } from '@mikro-orm/postgresql'
import { requireStaff } from '../../../platform/viewer/viewer.js'
import {
  readPageRequest,
  toConnection,
  unknownCursor,
  type Connection,
  type PageRequest,
} from '../../shared/connection/connection.js'
import { openReason, recordAudit } from '../../shared/audit/record.js'
import { isUuid } from '../../shared/uuid.js'
import type { ReportAuditAction } from '../audit-actions.js'
import type { ReportContext } from '../context.js'
import type { AuditAction, AuditEntry, AuditEntryFilter } from './audit-entry.type.js'

type Row = {
  id: string
  position: string
  at: Date
  action: AuditAction
  thing_kind: string
  thing_id: string
  actor: { kind: string; subject?: string; authorityId?: string | null } | null
  facts: Record<string, unknown> | null
  reason: Buffer | null
  prev_hash: string
  hash: string
}

/**
 * A page of the chain, newest first. Reading it is an entry too, written in the transaction that reads.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN for anybody but an audit administrator, BAD_USER_INPUT
 */
export async function pageOfEntries(
  context: Pick<ReportContext, 'em' | 'viewer'>,
  asked: { first: number; after: string | null; filter: AuditEntryFilter },
): Promise<Connection<AuditEntry>> {
  const viewer = requireStaff(context.viewer, 'READ_AUDIT')
  const request = readPageRequest(asked.first, asked.after)
  return context.em.fork().transactional(async (em) => {
    const rows = await find(em, request, asked.filter)
    const { action, reportId } = asked.filter
    const about = isUuid(reportId ?? '') ? { reportId: reportId ?? null } : {}
    await recordAudit<ReportAuditAction>(em, {
      actor: viewer,
      action: 'AUDIT_READ',
      thing: { kind: 'AUDIT_CHAIN', id: 'report' },
      facts: {
        ...about,
        action: action ?? null,
        bySubject: asked.filter.subject != null,
        count: rows.length,
      },
    })
    return toConnection(
      rows.map((row) => toEntry(em, row)),
      request,
    )
  })
}

async function find(em: EntityManager, request: PageRequest, filter: AuditEntryFilter): Promise<Row[]> {
  const conditions: [sql: string, value: unknown][] = []
  if (filter.reportId != null)
    conditions.push([`e.thing_kind = 'REPORT' AND e.thing_id = ?`, filter.reportId])
  if (filter.action != null) conditions.push(['e.action = ?', filter.action])
  if (filter.subject != null) conditions.push([`e.actor ->> 'subject' = ?`, filter.subject])
  if (filter.from != null) conditions.push(['l.at >= ?', filter.from])
  if (filter.to != null) conditions.push(['l.at < ?', filter.to])
  if (request.afterId !== undefined)
    conditions.push(['l.position < ?', await positionOf(em, request.afterId)])
  const where = conditions.map(([sql]) => `AND ${sql}`).join(' ')
  return em.execute<Row[]>(
    `SELECT e.id, l.position, l.at, e.action, e.thing_kind, e.thing_id, e.actor, e.facts, e.reason,
       encode(l.prev_hash, 'hex') AS prev_hash, encode(l.hash, 'hex') AS hash
     FROM report.audit_link l JOIN report.audit_entry e ON e.id = l.entry_id
     WHERE true ${where} ORDER BY l.position DESC LIMIT ?`,
    [...conditions.map(([, value]) => value), request.first + 1],
  )
}

async function positionOf(em: EntityManager, id: string): Promise<string> {
  const [link] = await em.execute<{ position: string }[]>(
    'SELECT position FROM report.audit_link WHERE entry_id = ?',
    [id],
  )
  if (link === undefined) throw unknownCursor()
  return link.position
}

function toEntry(em: EntityManager, row: Row): AuditEntry {
  const { id, action, actor, facts, hash } = row
  return {
    ...{ id, action, hash },
    position: row.position,
    at: new Date(row.at),
    thingKind: row.thing_kind,
    thingId: row.thing_id,
    actor: actor && {
      kind: actor.kind,
      subject: actor.subject ?? null,
      authorityId: actor.authorityId ?? null,
    },
    facts: facts && Object.entries(facts).map(([name, value]) => ({ name, values: spellValues(value) })),
    reason: openReason(em, { id, reason: row.reason }),
    erased: actor === null,
    prevHash: row.prev_hash,
  }
}

function spellValues(value: unknown): string[] {
  return value === null ? [] : (Array.isArray(value) ? value : [value]).map(String)
}
