import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'

/** All files under a folder that `keep` accepts, except in folders named `without` and in hidden ones. */
export function filesUnder(folder, { keep = () => true, without = [] } = {}) {
  const found = []
  const visit = (place) => {
    for (const entry of readdirSync(place, { withFileTypes: true })) {
      if (entry.name.startsWith('.') && entry.isDirectory()) continue
      const path = join(place, entry.name)
      if (entry.isDirectory()) {
        if (!without.includes(relative(folder, path)) && !without.includes(entry.name)) visit(path)
      } else if (entry.isFile() && keep(entry.name)) {
        found.push(path)
      }
    }
  }
  visit(folder)
  return found.sort()
}

/** One hash over names and contents. The platform is part of it: a folder carried to another machine is built anew. */
export function fingerprint(folder, files) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`)
  for (const file of files) {
    const content = createHash('sha256').update(readFileSync(file)).digest('hex')
    hash.update(`${relative(folder, file)} ${content}\n`)
  }
  return hash.digest('hex')
}

/** A file that remembers for which fingerprint a step was finished; absent while the step runs. */
export function openStamp(path) {
  return {
    holds: (expected) => existsSync(path) && readFileSync(path, 'utf8').trim() === expected,
    remove: () => rmSync(path, { force: true }),
    write: (value) => {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, `${value}\n`)
    },
  }
}
