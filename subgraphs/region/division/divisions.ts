import type pg from 'pg'
import { AndonError } from '../../../platform/errors.js'
import type { Lifecycle } from '../../../platform/lifecycle.js'
import type { Log } from '../../../platform/log.js'
import { Attention } from '../../shared/events/attention.js'
import { DivisionHistory } from './division-history.js'
import type { DivisionRecord } from './division-list.js'
import { DivisionSearch } from './division-search.js'
import { DivisionTree } from './division-tree.js'
import { CountyLocator } from './county-locator.js'
import { readDataFile } from './division-file.js'
import type { HistoryRecord } from './history-list.js'
import { readHistory } from './history.store.js'
import { createPinyinReader, type ReadPinyin } from './pinyin.js'

/** Notified, with an empty payload, in the transaction that stores a new edition. */
export const divisionsChannel = 'andon_region_divisions'

/** One edition of the list in memory, and what was before it. */
export type Divisions = {
  /** Tells two editions apart. */
  readonly checksum: string
  readonly tree: DivisionTree
  readonly search: DivisionSearch
  readonly history: DivisionHistory
  readonly locator: CountyLocator
}

/** What the committed tables tell of any edition. */
export type Readings = Readonly<{ readPinyin: ReadPinyin; locator: CountyLocator }>

export function readTables(): Readings {
  return {
    readPinyin: createPinyinReader(readDataFile('pinyin.txt')),
    locator: new CountyLocator(readDataFile('centres.txt')),
  }
}

type StoredEdition = { checksum: string; records: readonly DivisionRecord[]; history: HistoryRecord }

export function createDivisions(
  { checksum, records, history }: StoredEdition,
  { readPinyin, locator }: Readings,
): Divisions {
  const tree = new DivisionTree(records)
  return {
    checksum,
    tree,
    search: new DivisionSearch(tree, readPinyin),
    history: new DivisionHistory(history, tree, readPinyin),
    locator,
  }
}

/**
 * Keeps the edition in force at hand. A new one is read beside the old one and then takes its place at once.
 *
 * @returns the present edition; throws SUBGRAPH_UNAVAILABLE until the first one is read
 */
export function followDivisions(options: {
  databaseUrl: string
  lifecycle: Lifecycle
  log: Log
}): () => Divisions {
  const { databaseUrl, lifecycle, log } = options
  const readings = readTables()
  let known: Divisions | undefined
  const attention = new Attention({
    databaseUrl,
    channel: divisionsChannel,
    pollMs: 60_000,
    log,
    work: async (client) => {
      const stored = await readEdition(client, known?.checksum)
      if (stored === undefined) return
      known = createDivisions(stored, readings)
      log.info({ divisions: stored.records.length, edition: stored.checksum.slice(0, 12) }, 'divisions read')
    },
  })
  attention.start()
  lifecycle.onClose('divisions', () => attention.stop())
  lifecycle.readyWhen('divisions', () => known !== undefined)
  return () => {
    if (known === undefined) throw new AndonError('SUBGRAPH_UNAVAILABLE')
    return known
  }
}

/** The stored edition, or undefined where there is none or it is the one already known. */
async function readEdition(
  client: pg.Client,
  knownChecksum: string | undefined,
): Promise<StoredEdition | undefined> {
  // One snapshot for all reads: the checksum must be that of the rows.
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  const editions = await client.query<{ checksum: string }>('SELECT checksum FROM region.division_edition')
  const checksum = editions.rows[0]?.checksum
  const isNew = checksum !== undefined && checksum !== knownChecksum
  const divisions = isNew
    ? await client.query<DivisionRecord>(
        'SELECT code, name, level, kind, parent_code AS "parentCode" FROM region.division',
      )
    : undefined
  const history = isNew ? await readHistory(client) : undefined
  await client.query('COMMIT')
  if (checksum === undefined || divisions === undefined || history === undefined) return undefined
  return { checksum, records: divisions.rows, history }
}
