import { writeFileSync } from 'node:fs'

const dayMs = 86_400_000

/** The clock of the case subgraph of a platform, by the file its setting CLOCK_FILE names. */
export type StoryClock = { file: string; moveDays: (days: number) => void; now: () => Date }

export function openStoryClock(file: string): StoryClock {
  let aheadMs = 0
  const now = () => new Date(Date.now() + aheadMs)
  return {
    file,
    now,
    moveDays: (days) => {
      aheadMs += days * dayMs
      writeFileSync(file, now().toISOString())
    },
  }
}
