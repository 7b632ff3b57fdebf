import type { Message } from '../platform/errors.js'

const firstSignMs = 3_000
const nextSignMs = 10_000

/** Tells a person what happens while the platform starts. */
export type Announcer = {
  /** Runs a step: a line when it is done, and signs of life before that when it takes long. */
  step: <T>(title: Message, work: () => Promise<T>) => Promise<T>
  note: (message: Message) => void
}

export function createAnnouncer(write: (line: string) => void): Announcer {
  return {
    note: ({ zh, en }) => write(`  ! ${zh}\n    ${en}`),
    step: async ({ zh, en }, work) => {
      const began = performance.now()
      const elapsed = (): string => `${((performance.now() - began) / 1000).toFixed(1)} s`
      const sign = (): void => write(`  · ${zh} ${en} … ${elapsed()}`)
      let signs = setTimeout(() => {
        sign()
        signs = setInterval(sign, nextSignMs)
      }, firstSignMs)
      try {
        const result = await work()
        write(`  ✓ ${zh} ${en} (${elapsed()})`)
        return result
      } finally {
        clearTimeout(signs)
      }
    },
  }
}

/** For programs that start a platform for themselves. */
export const silent: Announcer = { note: () => undefined, step: (_title, work) => work() }
