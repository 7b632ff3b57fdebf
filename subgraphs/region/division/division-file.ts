import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseDivisionList, type DivisionRecord } from './division-list.js'

const listFile = 'subgraphs/region/division/data/divisions.txt'

/** The committed list of today's divisions; `text` is what an edition is told by. */
export function readDivisionList(): { text: string; records: DivisionRecord[] } {
  const text = readFileSync(findAbove(dirname(fileURLToPath(import.meta.url))), 'utf8')
  return { text, records: parseDivisionList(text) }
}

/** Compiled code runs under dist/, the list stays where it is reviewed. */
function findAbove(folder: string): string {
  const file = join(folder, listFile)
  if (existsSync(file)) return file
  if (dirname(folder) === folder) throw new Error(`${listFile} is nowhere above the program`)
  return findAbove(dirname(folder))
}
