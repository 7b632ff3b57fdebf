import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { systemCodeOf } from '../../../platform/errors.js'
import type { Haystack } from './dump.js'

/** Names are searched too: a file may be called after what it holds. */
export function* filesUnder(
  folder: string,
  options: { changedSinceMs?: number; without?: readonly string[] } = {},
): Generator<Haystack> {
  const { changedSinceMs = 0, without = [] } = options
  for (const file of listFiles(folder, without)) {
    try {
      if (statSync(file).mtimeMs < changedSinceMs) continue
      const where = relative(folder, file)
      yield { where, bytes: Buffer.concat([Buffer.from(`${where}\n`), readFileSync(file)]) }
    } catch (error) {
      // Processes at work make files and take them away.
      if (systemCodeOf(error) !== 'ENOENT') throw error
    }
  }
}

function* listFiles(folder: string, without: readonly string[]): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (without.includes(entry.name)) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* listFiles(path, without)
    else if (entry.isFile()) yield path
  }
}

const pageBytes = 8_192
const longHeaderBytes = 40
const shortHeaderBytes = 24

/**
 * The write-ahead log as one stream of records: a record that runs over the end of a page is interrupted by the header
 * of the next, and nothing in it would be found across that.
 */
export function writeAheadLog(dataDirectory: string): Haystack {
  const folder = join(dataDirectory, 'pg_wal')
  const segments = readdirSync(folder).filter((name) => /^[0-9A-F]{24}$/.test(name))
  const pages = segments.toSorted().flatMap((name) => withoutHeaders(readFileSync(join(folder, name))))
  return { where: basename(folder), bytes: Buffer.concat(pages) }
}

function withoutHeaders(segment: Buffer): Buffer[] {
  const pages: Buffer[] = []
  for (let at = 0; at < segment.length; at += pageBytes) {
    const header = at === 0 ? longHeaderBytes : shortHeaderBytes
    pages.push(segment.subarray(at + header, at + pageBytes))
  }
  return pages
}
