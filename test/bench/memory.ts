import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'

/** All processes that a process has started, by their program. */
export function processesBelow(ancestor: number): { pid: number; name: string }[] {
  return descendantsOf(ancestor).map((pid) => ({ pid, name: nameOf(pid) }))
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

/** Proportional set size in MiB: pages shared by several processes count once in all. Linux only. */
export function pssOf(pid: number): number {
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
