import type { EntityManager } from '@mikro-orm/postgresql'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { AndonError } from '../../../../platform/errors.js'
import { isUuid } from '../../../shared/uuid.js'
import { StoredFiling } from '../filing/filing.entity.js'
import type { OutreachDesk } from '../filing/filing.service.js'
import { countingStates } from '../filing/filing-table.js'
import { isInLine, requireSeat } from '../seat.js'
import { StoredOutreachDocument } from './document.entity.js'
import type { OutreachExport, OutreachFormat } from './document.type.js'

const lifeMs = 5 * 60_000
const mostInAnHour = 60

/**
 * Gives an address at which a document can be fetched, once: of the own authority, or of one below that submitted it.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, RATE_LIMITED
 */
export async function askForDocument(
  { em, viewer, clock }: OutreachDesk,
  { filingId, format, withBelow }: { filingId: string; format: OutreachFormat; withBelow: boolean },
): Promise<OutreachExport> {
  const seat = await requireSeat(em, viewer, 'READ_OUTREACH')
  const { subject, authorityId, roles } = seat
  const filing = isUuid(filingId) ? await em.findOne(StoredFiling, { id: filingId }) : null
  if (filing === null || !(await mayRead(em, filing, authorityId))) throw new AndonError('NOT_FOUND')
  const now = clock()
  const token = randomBytes(32)
  const expiresAt = new Date(now.getTime() + lifeMs)
  await em.transactional(async (inner) => {
    await inner.execute('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [`andon outreach ${subject}`])
    const hourAgo = new Date(now.getTime() - 3_600_000)
    if ((await inner.count(StoredOutreachDocument, { subject, askedAt: { $gt: hourAgo } })) >= mostInAnHour)
      throw tooMany()
    const asked = { filingId, filingVersion: filing.version, format, withBelow }
    const by = { subject, authorityId, roles, askedAt: now, expiresAt }
    const id = randomUUID()
    inner.persist(inner.create(StoredOutreachDocument, { id, tokenHash: hashOf(token), ...asked, ...by }))
  })
  return { url: `/exports/outreach/${token.toString('base64url')}`, expiresAt }
}

async function mayRead(em: EntityManager, filing: StoredFiling, ownId: string): Promise<boolean> {
  if (filing.authorityId === ownId) return true
  return countingStates.includes(filing.state) && (await isInLine(em, filing.authorityId, ownId))
}

/**
 * Takes a document that nobody has fetched yet.
 *
 * @returns undefined where there is none at this address, or it is over, or who asked may not read it any more
 */
export async function takeDocument(
  em: EntityManager,
  token: string,
  now: Date,
): Promise<{ asked: StoredOutreachDocument; filing: StoredFiling } | undefined> {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== 32) return undefined
  const open = { tokenHash: hashOf(bytes), fetchedAt: null, expiresAt: { $gt: now } }
  if ((await em.nativeUpdate(StoredOutreachDocument, open, { fetchedAt: now })) === 0) return undefined
  const asked = await em.findOneOrFail(StoredOutreachDocument, { tokenHash: hashOf(bytes) })
  const filing = await em.findOneOrFail(StoredFiling, { id: asked.filingId })
  return (await mayRead(em, filing, asked.authorityId)) ? { asked, filing } : undefined
}

function hashOf(token: Buffer): Buffer {
  return createHash('sha256').update('andon outreach document\n').update(token).digest()
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
