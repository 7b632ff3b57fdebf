import { noticeChannel } from '../events/notice-announcement'
import { holdConnection } from '../events/lasting-connection'
import { createChannel, type Channel } from './channel'
import type { NoticeRow, PublicRows } from './public-rows'
import { concerns } from './region-codes'

/** Clocks of replicas differ a little; what was told already is not told again. */
const overlapMs = 5_000
const remembered = 500

export type NoticeFeed = {
  follow: (regionCode: string | undefined) => AsyncIterableIterator<NoticeRow>
  isConnected: () => boolean
  close: () => Promise<void>
}

/**
 * Tells followers of every public notice as its publishing commits, whichever replica published it. After a lost
 * connection it tells what was published meanwhile.
 */
export function openNoticeFeed(options: {
  databaseUrl: string
  rows: PublicRows
  onTrouble: (code: string) => void
}): NoticeFeed {
  const followers = new Map<Channel<NoticeRow>, string | undefined>()
  const told = new Set<string>()
  let listening = false
  let lastHeard: Date | undefined
  const tell = (notice: NoticeRow): void => {
    const key = `${notice.documentId} ${notice.position}`
    if (told.has(key)) return
    told.add(key)
    for (const oldest of told) if (told.size > remembered) told.delete(oldest)
    for (const [channel, regionCode] of followers)
      if (concerns(notice.regionCode, regionCode)) channel.push(notice)
  }
  const connection = holdConnection({
    connectionString: options.databaseUrl,
    name: 'andon-cms-notices',
    onTrouble: options.onTrouble,
    hold: async (client, ended) => {
      let work = Promise.resolve()
      const inTurn = (step: () => Promise<void>): void => {
        work = work
          .then(step)
          .catch((error: unknown) => options.onTrouble(String((error as { code?: unknown }).code)))
      }
      client.on('notification', ({ payload }) => {
        inTurn(async () => {
          if (payload !== undefined)
            for (const notice of await options.rows.noticesById([payload])) tell(notice)
          lastHeard = new Date()
        })
      })
      await client.query(`LISTEN ${noticeChannel}`)
      const missedSince = lastHeard
      if (missedSince !== undefined)
        inTurn(async () => {
          const from = new Date(missedSince.getTime() - overlapMs)
          for (const notice of await options.rows.noticesSince(from)) tell(notice)
        })
      lastHeard ??= new Date()
      listening = true
      ended.addEventListener('abort', () => (listening = false), { once: true })
    },
  })
  return {
    isConnected: () => listening,
    follow: (regionCode) => {
      const channel = createChannel<NoticeRow>({ onEnd: () => followers.delete(channel) })
      followers.set(channel, regionCode)
      return channel.iterator
    },
    close: async () => {
      for (const channel of followers.keys()) channel.end()
      await connection.close()
    },
  }
}
