import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startPlatform } from '../../local/platform.js'
import { outsideFolder } from '../../local/postgres/placement.js'
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

/** Proportional set size: pages shared by several processes count once in all. Linux only. */
function memoryOfProcesses(): string[][] {
  const children = descendantsOf(process.pid)
  const byName = Map.groupBy(children, (pid) => nameOf(pid))
  const rows = [...byName].map(
    ([name, pids]) => [name, pids.reduce((sum, pid) => sum + pssOf(pid), 0)] as const,
  )
  const total = rows.reduce((sum, [, size]) => sum + size, 0)
  return [...rows, ['all', total] as const].map(([name, size]) => [name, size.toFixed(0)])
}

function descendantsOf(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      const status = readOrEmpty(`/proc/${entry}/status`)
      const parent = /^PPid:\s+(\d+)/m.exec(status)?.[1]
      return parent === undefined ? [] : [{ pid: Number(entry), parent: Number(parent) }]
    })
  const below = (ancestor: number): number[] =>
    parents.filter(({ parent }) => parent === ancestor).flatMap((child) => [child.pid, ...below(child.pid)])
  return below(pid)
}

function nameOf(pid: number): string {
  const words = readOrEmpty(`/proc/${String(pid)}/cmdline`).split('\0')
  if (words[0]?.startsWith('postgres:') || basename(words[0] ?? '') === 'postgres')
    return 'postgres (all of its processes)'
  const entry = words.find((word) => word.endsWith('.js')) ?? words[0] ?? String(pid)
  return entry.replace(/^.*\/dist\//, '').replace(/^server\.js$/, 'cms')
}

function pssOf(pid: number): number {
  return Number(/^Pss:\s+(\d+)/m.exec(readOrEmpty(`/proc/${String(pid)}/smaps_rollup`))?.[1] ?? 0) / 1024
}

/** A process may end while it is looked at. */
function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
