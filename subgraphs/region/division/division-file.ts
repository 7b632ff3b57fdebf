import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseDivisionList, type DivisionRecord } from './division-list.js'
import { parseHistory, type HistoryRecord } from './history-list.js'

const dataFolder = 'subgraphs/region/division/data'

/** The committed list of today's divisions; `text` is what an edition is told by. */
export function readDivisionList(): { text: string; records: DivisionRecord[] } {
  const text = readDataFile('divisions.txt')
  return { text, records: parseDivisionList(text) }
}

/** The committed history of all divisions since 2002. */
export function readDivisionHistory(): { text: string; history: HistoryRecord } {
  const text = readDataFile('history.txt')
  return { text, history: parseHistory(text) }
}

/** A committed data file. Compiled code runs under dist/, the data stay where they are reviewed. */
export function readDataFile(name: string): string {
  return readFileSync(findAbove(dirname(fileURLToPath(import.meta.url)), join(dataFolder, name)), 'utf8')
}

function findAbove(folder: string, path: string): string {
  const file = join(folder, path)
  if (existsSync(file)) return file
  if (dirname(folder) === folder) throw new Error(`${path} is nowhere above the program`)
  return findAbove(dirname(folder), path)
}
