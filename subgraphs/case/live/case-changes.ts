import type pg from 'pg'
import { z } from 'zod'
import type { Lifecycle } from '../../../platform/lifecycle.js'
import type { Log } from '../../../platform/log.js'
import { Attention } from '../../shared/events/attention.js'
import { asGenerator } from '../../shared/live.js'

const noticeShape = z.object({
  caseId: z.uuid(),
  /** What decided who may see it before; null of a new case. */
  was: z
    .object({
      regionCode: z.string(),
      authorityId: z.uuid(),
      coHandlingAuthorityIds: z.array(z.uuid()),
      excludedAuthorityIds: z.array(z.uuid()),
      newlyExcluded: z.array(z.string()),
    })
    .nullable(),
})

export type CaseNotice = z.output<typeof noticeShape>

/** Further behind than this a watcher is let go: it lists anew. */
const mostWaiting = 2_000

type Watcher = { waiting: Map<string, CaseNotice>; wake: () => void; lost: boolean }

/** That a case changed, for those who watch. Of a case that changes often, a slow watcher is told once. */
export class CaseChanges {
  private readonly watchers = new Set<Watcher>()

  get watcherCount(): number {
    return this.watchers.size
  }

  announce(notice: CaseNotice): void {
    for (const watcher of this.watchers) {
      const earlier = watcher.waiting.get(notice.caseId)
      watcher.waiting.set(notice.caseId, earlier === undefined ? notice : merged(earlier, notice))
      watcher.lost ||= watcher.waiting.size > mostWaiting
      watcher.wake()
    }
  }

  watch(): AsyncGenerator<CaseNotice, void, void> {
    const watcher: Watcher = { waiting: new Map(), wake: () => undefined, lost: false }
    let ended = false
    this.watchers.add(watcher)
    const end = (): Promise<IteratorResult<CaseNotice, void>> => {
      ended = true
      this.watchers.delete(watcher)
      watcher.wake()
      return Promise.resolve({ value: undefined, done: true })
    }
    const next = async (): Promise<IteratorResult<CaseNotice, void>> => {
      for (;;) {
        if (ended || watcher.lost) return end()
        const [first] = watcher.waiting.values()
        if (first !== undefined) {
          watcher.waiting.delete(first.caseId)
          return { value: first, done: false }
        }
        await new Promise<void>((resolve) => {
          watcher.wake = resolve
        })
      }
    }
    return asGenerator({ next, end })
  }
}

/** Where it stood when somebody was told last, and whoever was shut out since. */
function merged(earlier: CaseNotice, later: CaseNotice): CaseNotice {
  if (earlier.was === null) return earlier
  const newlyExcluded = [...earlier.was.newlyExcluded, ...(later.was?.newlyExcluded ?? [])]
  return { caseId: earlier.caseId, was: { ...earlier.was, newlyExcluded } }
}

/** Hears from the database what any replica changed. */
export function listenForCases(
  changes: CaseChanges,
  { databaseUrl, lifecycle, log }: { databaseUrl: string; lifecycle: Lifecycle; log: Log },
): void {
  const heard = new WeakSet<pg.Client>()
  const attention = new Attention({
    databaseUrl,
    channel: 'andon_case_changed',
    pollMs: 60_000,
    log,
    work: (client) => {
      if (!heard.has(client)) {
        heard.add(client)
        client.on('notification', ({ payload }) =>
          changes.announce(noticeShape.parse(JSON.parse(payload ?? ''))),
        )
      }
      return Promise.resolve()
    },
  })
  attention.start()
  lifecycle.onClose('case changes', () => attention.stop())
}
