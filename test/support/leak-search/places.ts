import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { checkoutFolder } from '../../../local/checkout.js'
import type { LaunchedPlatform } from '../launched-platform.js'
import { adminUrlOf } from '../platform.js'
import { databasesOf, dumpDatabases, type Haystack } from './dump.js'
import type { Encodings } from './encodings.js'
import { filesUnder, writeAheadLog } from './files.js'

/** Leaves what it is given the way its place is written to, and says in which encodings that could be done. */
export type Plant = (encodings: Encodings) => Promise<string[]>

/** Where something told in confidence could have come to lie. */
export type Place = {
  name: string
  haystacks: () => AsyncIterable<Haystack> | Iterable<Haystack>
  /** A canary each: a search that finds one of them reaches that corner of the place. */
  plants: Readonly<Record<string, Plant>>
}

/** A folder of the checkout that belongs to the canary alone. */
export const nestInCheckout = join(checkoutFolder, 'cms', 'public', 'uploads', 'canary')

/** @param startedMs what was changed before has nothing of this story */
export async function openPlaces(platform: LaunchedPlatform, startedMs: number): Promise<Place[]> {
  const { dataFolder } = platform
  const urlOf = (database: string): string => adminUrlOf(platform, database)
  const [row] = await platform.ask<{ data_directory: string }>('SHOW data_directory')
  const dataDirectory = row?.data_directory ?? ''
  const inCheckout = { changedSinceMs: startedMs, without: ['node_modules', '.git'] }
  return [
    {
      name: 'data folder: logs, evidence, temporary files, run file',
      haystacks: () => filesUnder(dataFolder, { without: ['postgres'] }),
      plants: {
        ...Object.fromEntries(
          ['logs', 'evidence', 'tmp', '.'].map((name) => [name, inFiles(join(dataFolder, name))]),
        ),
        'log of PostgreSQL': inLogOfPostgres(urlOf('postgres')),
      },
    },
    {
      name: 'what was written into the checkout, uploads of the CMS among it',
      haystacks: () => filesUnder(checkoutFolder, inCheckout),
      plants: { uploads: inFiles(nestInCheckout) },
    },
    {
      name: 'dump of all databases',
      haystacks: () => dumpDatabases(urlOf),
      plants: await inEverySchema(urlOf),
    },
    {
      name: 'data files',
      haystacks: () => filesUnder(dataDirectory, { without: ['pg_wal'] }),
      plants: { row: inRows(urlOf('andon'), 'public') },
    },
    {
      name: 'write-ahead log',
      haystacks: () => [writeAheadLog(dataDirectory), ...filesUnder(join(dataDirectory, 'pg_wal'))],
      plants: { row: inRows(urlOf('andon'), 'public') },
    },
  ]
}

/** Jobs, outboxes and events are tables like others. */
async function inEverySchema(urlOf: (database: string) => string): Promise<Record<string, Plant>> {
  const plants: Record<string, Plant> = {}
  for (const database of await databasesOf(urlOf('postgres'))) {
    const client = new pg.Client({ connectionString: urlOf(database) })
    await client.connect()
    const { rows } = await client.query<{ schema: string }>(
      "SELECT nspname AS schema FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'",
    )
    await client.end()
    for (const { schema } of rows) plants[`${database}.${schema}`] = inRows(urlOf(database), schema)
  }
  return plants
}

function inFiles(folder: string): Plant {
  return async (encodings) => {
    mkdirSync(folder, { recursive: true })
    const nest = join(folder, `nest-${randomBytes(4).toString('hex')}`)
    writeFileSync(nest, Buffer.concat([...encodings.values()].flatMap((bytes) => [bytes, Buffer.from('\n')])))
    return Promise.resolve([...encodings.keys()])
  }
}

function inRows(url: string, schema: string): Plant {
  return async (encodings) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      await client.query(`CREATE TABLE IF NOT EXISTS "${schema}".nest (bytes bytea)`)
      for (const bytes of encodings.values())
        await client.query(`INSERT INTO "${schema}".nest VALUES ($1)`, [bytes])
    } finally {
      await client.end()
    }
    return [...encodings.keys()]
  }
}

/** PostgreSQL logs text only: what is no UTF-8 cannot come to stand there. */
function inLogOfPostgres(url: string): Plant {
  return async (encodings) => {
    const asText = [...encodings].filter(([name]) => name !== 'UTF-16LE' && name !== 'GBK')
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      for (const [, bytes] of asText)
        await client.query(`DO $nest$ BEGIN RAISE LOG '%', $said$${bytes.toString()}$said$; END $nest$`)
    } finally {
      await client.end()
    }
    return asText.map(([name]) => name)
  }
}
