import { createHash } from 'node:crypto'
import { codeOf } from '../events/lasting-connection'
import { dayOf } from '../content-subgraph/day'
import type { ScanStore } from './scan-store'

const flushMs = 5_000
const mostCodes = 20_000
const mostAttempts = 50_000

export type ScanCounter = {
  /**
   * @param attempt whatever the client drew at random for this one scan: sent again, it is not counted again
   */
  record: (code: string, attempt?: string) => void
  flush: () => Promise<void>
  close: () => Promise<void>
}

/**
 * Counts in memory and writes every few seconds. So the answer to a scan is the same and takes as long whether the
 * code is known or not, and neither a row nor the order of rows tells when somebody stood at a gate. A process that is
 * killed loses the scans of those seconds: a count of scans is an estimate.
 */
export function openScanCounter(options: {
  store: Pick<ScanStore, 'add' | 'closeDays'>
  onTrouble: (code: string) => void
  now?: () => Date
}): ScanCounter {
  const { store, onTrouble, now = () => new Date() } = options
  let counted = new Map<string, number>()
  let attempts = new Set<string>()
  let before = new Set<string>()
  let writing: Promise<void> = Promise.resolve()
  let closedDay = ''

  const count = (key: string, scans: number): void => {
    if (counted.size < mostCodes || counted.has(key)) counted.set(key, (counted.get(key) ?? 0) + scans)
  }
  const write = async (): Promise<void> => {
    const given = counted
    counted = new Map()
    try {
      if (given.size > 0)
        await store.add(
          [...given].map(([key, scans]) => ({ day: key.slice(0, 10), code: key.slice(11), scans })),
        )
    } catch (error) {
      for (const [key, scans] of given) count(key, scans)
      onTrouble(codeOf(error))
      return
    }
    await closeDays()
  }
  const closeDays = async (): Promise<void> => {
    const today = dayOf(now())
    if (closedDay === today) return
    await store.closeDays(today).then(
      () => (closedDay = today),
      (error: unknown) => onTrouble(codeOf(error)),
    )
  }
  const flush = (): Promise<void> => (writing = writing.then(write))
  const timer = setInterval(() => void flush(), flushMs).unref()
  return {
    record: (code, attempt) => {
      if (attempt !== undefined) {
        // A hash: whoever reads the memory finds no token that a client might use elsewhere.
        const known = createHash('sha256').update(`${code} ${attempt}`).digest('base64url')
        if (attempts.has(known) || before.has(known)) return
        if (attempts.size >= mostAttempts) [before, attempts] = [attempts, new Set()]
        attempts.add(known)
      }
      count(`${dayOf(now())} ${code}`, 1)
    },
    flush,
    close: async () => {
      clearInterval(timer)
      await flush()
    },
  }
}
