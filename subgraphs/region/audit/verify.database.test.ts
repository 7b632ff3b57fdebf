import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { MikroORM } from '@mikro-orm/postgresql'
import { createPublicKey } from 'node:crypto'
import pg from 'pg'
import { Lifecycle } from '../../../platform/lifecycle.js'
import { openAnchorSettings } from '../../../test/support/anchor-settings.js'
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.js'
import { silentLog } from '../../../test/support/silent-log.js'
import { readAnchors } from '../../shared/audit/anchor.js'
import { createAnchoring, type AnchorSettings } from '../../shared/audit/anchoring.js'
import { verifyChain, type Verdict } from '../../shared/audit/verify.js'
import { openOrm } from '../../shared/orm.js'
import { regionEntities } from '../entities.js'
import { anchoredChangeRecords } from './anchored-chain.js'
import { recordChanges } from './audit.service.js'
import { createChangeRecordReader } from './link-reader.js'

describe('the chain of change records', () => {
  const lifecycle = new Lifecycle(silentLog)
  let database: TestDatabase
  let orm: MikroORM
  let settings: AnchorSettings
  let first: number
  beforeAll(async () => {
    database = await openTestDatabase()
    lifecycle.onClose('database', () => database[Symbol.asyncDispose]())
    settings = openAnchorSettings(lifecycle)
    const databaseUrl = database.runtimeUrl('region')
    orm = await openOrm({ databaseUrl, schema: 'region', entities: regionEntities, lifecycle })
    for (const name of ['甲', '乙', '丙', '丁', '戊', '己']) await record(name)
    await createAnchoring({ orm, settings, log: silentLog, chain: anchoredChangeRecords })()
    const [row] = await database.ask<{ first: string }>(
      'SELECT min(sequence) AS first FROM region.change_record',
    )
    first = Number(row?.first)
    await database.ask('CREATE TABLE public.kept AS SELECT * FROM region.change_record')
    await database.ask('SET session_replication_role = replica')
  })
  beforeEach(async () => {
    await database.ask('DELETE FROM region.change_record')
    await database.ask('INSERT INTO region.change_record SELECT * FROM public.kept')
  })
  afterAll(() => lifecycle.close())

  const record = (name: string): Promise<void> =>
    orm.em
      .fork()
      .transactional((em) =>
        recordChanges(em, 'manager', [
          { thing: 'AUTHORITY', thingId: 'x', action: 'CHANGED', before: null, after: { name } },
        ]),
      )
  const verify = async (): Promise<Verdict> => {
    const client = new pg.Client({ connectionString: database.runtimeUrl('region') })
    await client.connect()
    try {
      const keys = [createPublicKey(settings.AUDIT_ANCHOR_KEY)]
      const anchors = await readAnchors(settings.ANCHOR_FOLDER, 'region', keys)
      return await verifyChain(createChangeRecordReader(client), anchors)
    } finally {
      await client.end()
    }
  }

  it('holds, and to its anchor', async () => {
    expect(await verify()).toMatchObject({ broken: undefined, anchoredTo: { number: 1, count: 6 } })
  })

  it.each([
    ['changed', 2, 'CHANGED', `UPDATE region.change_record SET after = '{"name":"庚"}' WHERE sequence = $1`],
    ['removed', 2, 'MISSING', 'DELETE FROM region.change_record WHERE sequence = $1'],
    ['cut off', 3, 'SHORTER_THAN_ANCHOR', 'DELETE FROM region.change_record WHERE sequence > $1'],
    [
      'exchanged with the next',
      2,
      'REORDERED',
      `UPDATE region.change_record SET sequence = CASE sequence WHEN $1::bigint THEN -1 WHEN $1 + 1 THEN $1 END
       WHERE sequence IN ($1::bigint, $1 + 1)`,
    ],
  ])('tells that a record was %s', async (what, place, why, sql) => {
    if (what.startsWith('exchanged'))
      await database.ask('ALTER TABLE region.change_record DROP CONSTRAINT change_record_pkey')
    await database.ask(sql, [first + 1])
    if (what.startsWith('exchanged'))
      await database.ask('UPDATE region.change_record SET sequence = $1 WHERE sequence = -1', [first + 2])
    expect((await verify()).broken).toEqual({ position: first + place - 1, why })
  })
})
