import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startPlatform } from '../../local/platform.js'
import { outsideFolder } from '../../local/postgres/placement.js'
import { processesBelow, pssOf } from './memory.js'
import { median, printTable } from './report.js'

const secondStarts = 3

/** Start on an empty data folder, starts after it, and what all processes hold when nobody asks anything. */
export async function benchStart(): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'andon-bench-'))
  try {
    const first = await timedStart(dataFolder)
    await first.stop()
    const seconds: number[] = []
    for (let n = 0; n < secondStarts; n += 1) {
      const again = await timedStart(dataFolder)
      seconds.push(again.tookMs)
      if (n === secondStarts - 1) {
        await sleep(10_000)
        printTable([['process', 'PSS MiB'], ...memoryOfProcesses()])
      }
      await again.stop()
    }
    printTable([
      ['start, everything installed and built', 's'],
      ['first, on an empty data folder', (first.tookMs / 1000).toFixed(1)],
      [`after that, median of ${String(secondStarts)}`, (median(seconds) / 1000).toFixed(1)],
    ])
  } finally {
    for (const folder of [dataFolder, outsideFolder(dataFolder)])
      rmSync(folder, { recursive: true, force: true })
  }
}

async function timedStart(dataFolder: string): Promise<{ tookMs: number; stop: () => Promise<void> }> {
  const startedAt = performance.now()
  const platform = await startPlatform({ dataFolder })
  return { tookMs: performance.now() - startedAt, stop: () => platform.stop() }
}

function memoryOfProcesses(): string[][] {
  const byName = Map.groupBy(processesBelow(process.pid), ({ name }) => name)
  const rows = [...byName].map(
    ([name, all]) => [name, all.reduce((sum, { pid }) => sum + pssOf(pid), 0)] as const,
  )
  const total = rows.reduce((sum, [, size]) => sum + size, 0)
  return [...rows, ['all', total] as const].map(([name, size]) => [name, size.toFixed(0)])
}
