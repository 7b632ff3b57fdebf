import type { Client } from 'pg'
import { noticeChannel } from '../events/notice-announcement'
import { codeOf, holdConnection } from '../events/lasting-connection'
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
  const { rows, onTrouble } = options
  const followers = createFollowers()
  let listening = false
  let heardUntil: Date | undefined
  /** At first nobody follows yet: what is out already counts as told. */
  const tellMissed = async (since: Date | undefined): Promise<void> => {
    const from = new Date((since?.getTime() ?? Date.now()) - overlapMs)
    for (const notice of await rows.noticesSince(from))
      if (since === undefined) followers.remember(notice)
      else followers.tell(notice)
  }
  const hold = async (client: Client, ended: AbortSignal): Promise<void> => {
    ended.addEventListener('abort', () => (listening = false), { once: true })
    let work = Promise.resolve()
    client.on('notification', ({ payload = '' }) => {
      work = work
        .then(async () => {
          for (const notice of await rows.noticesById([payload])) followers.tell(notice)
          heardUntil = new Date()
        })
        .catch((error: unknown) => onTrouble(codeOf(error)))
    })
    await client.query(`LISTEN ${noticeChannel}`)
    const before = heardUntil
    // Failing here gives the session up, and the next one asks from the same moment.
    await tellMissed(before)
    heardUntil = new Date()
    listening = true
  }
  const connection = holdConnection({
    connectionString: options.databaseUrl,
    name: 'andon-cms-notices',
    onTrouble,
    hold,
  })
  return {
    isConnected: () => listening,
    follow: followers.add,
    close: async () => {
      followers.endAll()
      await connection.close()
    },
  }
}

function createFollowers() {
  const followers = new Map<Channel<NoticeRow>, string | undefined>()
  const told = new Set<string>()
  /** False when it was told before. */
  const remember = ({ documentId, position }: NoticeRow): boolean => {
    const key = `${documentId} ${position}`
    if (told.has(key)) return false
    told.add(key)
    for (const oldest of told) if (told.size > remembered) told.delete(oldest)
    return true
  }
  return {
    remember,
    tell: (notice: NoticeRow): void => {
      if (!remember(notice)) return
      for (const [channel, regionCode] of followers)
        if (concerns(notice.regionCode, regionCode)) channel.push(notice)
    },
    add: (regionCode: string | undefined): AsyncIterableIterator<NoticeRow> => {
      const channel = createChannel<NoticeRow>({ onEnd: () => followers.delete(channel) })
      followers.set(channel, regionCode)
      return channel.iterator
    },
    endAll: (): void => {
      for (const channel of followers.keys()) channel.end()
    },
  }
}
