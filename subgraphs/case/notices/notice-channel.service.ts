import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { AndonError } from '../../../platform/errors.js'
import { requireStaff, type StaffViewer, type Viewer } from '../../../platform/viewer/viewer.js'
import { recordAudit } from '../../shared/audit/record.js'
import { reachOf } from '../../shared/reach/reach.service.js'
import type { CaseAuditAction } from '../audit-actions.js'
import type { CaseDesk } from '../loop/take-step.js'
import { StoredNoticeChannel, type ChannelKind } from './notice-channel.entity.js'
import type { NoticeChannel } from './notice-channel.type.js'
import type { NoticeSettings } from './settings.js'

type Means = CaseDesk & { noticeSettings: NoticeSettings }

/** @throws AndonError UNAUTHENTICATED, FORBIDDEN for who does not lead an authority */
export async function noticeChannels({ em, viewer }: Pick<Means, 'em' | 'viewer'>): Promise<NoticeChannel[]> {
  const { authorityId } = await requireLeader(em, viewer)
  return em.find(StoredNoticeChannel, { authorityId }, { orderBy: { kind: 'asc' } })
}

/**
 * Sets where the own authority is told, or removes it. A mailbox of the office, never a person's; a webhook only on
 * hosts the platform was told of: whoever could name any address would make it call anything inside the network.
 *
 * @param address null removes it
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT
 */
export async function setNoticeChannel(
  { em, viewer, clock, noticeSettings }: Means,
  { kind, address }: { kind: ChannelKind; address: string | null },
): Promise<NoticeChannel[]> {
  const { authorityId, subject: setBy } = await requireLeader(em, viewer)
  if (address !== null) requireAddress(kind, address, noticeSettings)
  await em.transactional(async (inner) => {
    await inner.nativeDelete(StoredNoticeChannel, { authorityId, kind })
    const row = { id: randomUUID(), authorityId, kind, setBy, setAt: clock() }
    if (address !== null) inner.persist(inner.create(StoredNoticeChannel, { ...row, address }))
    await recordAudit<CaseAuditAction>(inner, {
      actor: viewer,
      action: 'NOTICE_CHANNEL_SET',
      thing: { kind: 'AUTHORITY', id: authorityId },
      facts: { kind, removed: address === null },
    })
  })
  return noticeChannels({ em: em.fork(), viewer })
}

async function requireLeader(
  em: EntityManager,
  viewer: Viewer,
): Promise<StaffViewer & { authorityId: string }> {
  const staff = requireStaff(viewer, 'APPROVE_CASES')
  const { authorityId } = staff
  const reach = await reachOf(em, staff)
  if (authorityId === null || !reach.line.includes(authorityId)) throw new AndonError('FORBIDDEN')
  return { ...staff, authorityId }
}

const mailbox = z.email().max(254)

function requireAddress(
  kind: ChannelKind,
  address: string,
  { NOTICE_WEBHOOK_HOSTS: hosts }: NoticeSettings,
): void {
  const fits = kind === 'EMAIL' ? mailbox.safeParse(address).success : isAllowedUrl(address, hosts)
  if (fits) return
  throw new AndonError(
    'BAD_USER_INPUT',
    {
      zh: kind === 'EMAIL' ? '请填写单位邮箱地址。' : '接口地址须为 https，且主机在平台允许的名单内。',
      en:
        kind === 'EMAIL'
          ? 'Give a mailbox of the office.'
          : 'A webhook is https, on a host the platform allows.',
    },
    { inputPath: 'address' },
  )
}

function isAllowedUrl(address: string, hosts: readonly string[]): boolean {
  if (address.length > 300 || !URL.canParse(address)) return false
  const { protocol, host, username, password } = new URL(address)
  return protocol === 'https:' && username === '' && password === '' && hosts.includes(host)
}
