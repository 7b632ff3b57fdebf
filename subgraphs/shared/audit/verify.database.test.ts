import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { MikroORM } from '@mikro-orm/postgresql'
import { createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { Lifecycle } from '../../../platform/lifecycle.js'
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.js'
import { silentLog } from '../../../test/support/silent-log.js'
import { OutboxEntry } from '../events/outbox.entity.js'
import { openOrm } from '../orm.js'
import { AnchorRefused, readAnchors } from './anchor.js'
import { createAnchoring } from './anchoring.js'
import { eraseAuditDetails } from './erase.js'
import { createLinkReader } from './link-reader.js'
import { createReasonKeys } from './reason-keys.js'
import { openAudit, recordAudit } from './record.js'
import { verifyChain, type Verdict } from './verify.js'

const day = 86_400_000
const { privateKey } = generateKeyPairSync('ed25519')
const keys = [createPublicKey(privateKey)]
/** Writes a link's hash anew, as somebody who knows how it is made and may write everything would. */
const rehash = (position: string) =>
  `UPDATE report.audit_link l SET hash = sha256(convert_to(concat_ws(chr(10), 'andon audit v1', 'report', l.position,
     encode(l.prev_hash, 'hex'), to_char(l.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
     e.id, e.action, e.thing_kind, e.thing_id, encode(e.commitment, 'hex')), 'UTF8'))
   FROM report.audit_entry e WHERE e.id = l.entry_id AND l.position = ${position}`
const shift = (from: number, by: number) =>
  `UPDATE report.audit_link SET position = position + ${by} WHERE position >= ${from}`
const insertAt = (position: number) =>
  `INSERT INTO report.audit_entry (id, action, thing_kind, thing_id, commitment, salt, actor, facts, reason)
     SELECT 'ffffffff-ffff-4fff-8fff-ffffffffffff', 'READ', 'REPORT', 'forged', commitment, salt, actor, facts, reason
     FROM report.audit_entry LIMIT 1;
   INSERT INTO report.audit_link SELECT ${position}, 'ffffffff-ffff-4fff-8fff-ffffffffffff', now(), prev_hash,
     sha256('forged') FROM report.audit_link WHERE position = ${position + 1}`
const renewFrom4 = `DO $$ BEGIN FOR p IN 4..(SELECT max(position) FROM report.audit_link) LOOP
    UPDATE report.audit_link SET prev_hash = (SELECT hash FROM report.audit_link WHERE position = p - 1)
      WHERE position = p; ${rehash('p')}; END LOOP; END $$`
const entryAt = (position: number) => `(SELECT entry_id FROM report.audit_link WHERE position = ${position})`

describe('a chain that somebody has tampered with who may write everything in the database', () => {
  const lifecycle = new Lifecycle(silentLog)
  const folder = mkdtempSync(join(tmpdir(), 'andon-anchors-'))
  let database: TestDatabase
  let orm: MikroORM
  beforeAll(async () => {
    database = await openTestDatabase()
    lifecycle.onClose('database', () => database[Symbol.asyncDispose]())
    const databaseUrl = database.runtimeUrl('report')
    orm = await openOrm({ databaseUrl, schema: 'report', entities: [OutboxEntry], lifecycle })
    openAudit(orm, { actions: ['READ'], reasonKeys: createReasonKeys([randomBytes(32)]) })
    for (let look = 1; look <= 8; look += 1) await record(look)
    await anchor(0)
    for (let look = 9; look <= 12; look += 1) await record(look)
    await anchor(day)
    await record(13)
    // Without the rules that would hold a process or an owner up, and a copy to begin from.
    for (const table of ['audit_link', 'audit_entry'])
      await database.ask(`CREATE TABLE public.${table}_kept AS SELECT * FROM report.${table}`)
    await database.ask('SET session_replication_role = replica')
    await database.ask(`ALTER TABLE report.audit_link DROP CONSTRAINT audit_link_pkey,
      DROP CONSTRAINT audit_link_prev_hash_key, DROP CONSTRAINT audit_link_hash_key`)
  })
  beforeEach(async () => {
    for (const table of ['audit_link', 'audit_entry']) {
      await database.ask(`DELETE FROM report.${table}`)
      await database.ask(`INSERT INTO report.${table} SELECT * FROM public.${table}_kept`)
    }
  })
  afterAll(async () => {
    await lifecycle.close()
    rmSync(folder, { recursive: true })
  })

  const record = (look: number): Promise<string[]> =>
    orm.em.fork().transactional((em) =>
      recordAudit(em, {
        actor: 'SYSTEM',
        action: 'READ',
        thing: { kind: 'REPORT', id: `report-${look}` },
        reason: '核对',
      }),
    )
  const anchor = (afterMs: number, where = folder): Promise<void> =>
    createAnchoring({
      orm,
      settings: { ANCHOR_FOLDER: where, AUDIT_ANCHOR_KEY: privateKey },
      log: silentLog,
      now: () => new Date(Date.UTC(2026, 2, 1) + afterMs),
    })()
  const verify = async (where = folder): Promise<Verdict> => {
    const client = new pg.Client({ connectionString: database.runtimeUrl('report') })
    await client.connect()
    try {
      return await verifyChain(createLinkReader(client, 'report'), await readAnchors(where, 'report', keys))
    } finally {
      await client.end()
    }
  }

  it('is not this one: it holds from the first link to the last, and to both anchors', async () => {
    expect(await verify()).toMatchObject({
      chain: 'report',
      length: 15,
      erased: 0,
      broken: undefined,
      anchoredTo: { number: 2, position: 13, count: 13 },
    })
  })

  it.each([
    [
      'changed what was done',
      5,
      'CHANGED',
      [`UPDATE report.audit_entry SET action = 'WROTE' WHERE id = ${entryAt(5)}`],
    ],
    [
      'changed about what',
      5,
      'CHANGED',
      [`UPDATE report.audit_entry SET thing_id = 'other' WHERE id = ${entryAt(5)}`],
    ],
    [
      'changed who it was',
      5,
      'CHANGED',
      [`UPDATE report.audit_entry SET actor = '{"kind":"STAFF"}' WHERE id = ${entryAt(5)}`],
    ],
    [
      'changed the reason',
      5,
      'CHANGED',
      [`UPDATE report.audit_entry SET reason = 'x' WHERE id = ${entryAt(5)}`],
    ],
    [
      'changed the moment',
      5,
      'CHANGED',
      [`UPDATE report.audit_link SET at = at - interval '1 hour' WHERE position = 5`],
    ],
    [
      'changed one and its hash with it',
      5,
      'CHANGED',
      [`UPDATE report.audit_entry SET action = 'WROTE' WHERE id = ${entryAt(5)}`, rehash('5')],
    ],
    ['removed one', 5, 'MISSING', ['DELETE FROM report.audit_link WHERE position = 5']],
    ['removed the first', 1, 'MISSING', ['DELETE FROM report.audit_link WHERE position = 1']],
    [
      'removed one and moved the others up',
      5,
      'MISSING',
      ['DELETE FROM report.audit_link WHERE position = 5', shift(6, -1)],
    ],
    [
      'removed what a link is about',
      5,
      'MISSING',
      [`DELETE FROM report.audit_entry WHERE id = ${entryAt(5)}`],
    ],
    ['inserted one', 5, 'INSERTED', [shift(5, 1), insertAt(5)]],
    ['inserted one with the right hash', 5, 'INSERTED', [shift(5, 1), insertAt(5), rehash('5')]],
    [
      'put one at the place of another as well',
      5,
      'INSERTED',
      [insertAt(5), "UPDATE report.audit_link SET position = 5 WHERE entry_id::text LIKE 'ffff%'"],
    ],
    [
      'added one beside the chain',
      16,
      'INSERTED',
      [insertAt(5), `DELETE FROM report.audit_link WHERE entry_id::text LIKE 'ffff%'`],
    ],
    [
      'exchanged two',
      5,
      'REORDERED',
      ['UPDATE report.audit_link SET position = 11 - position WHERE position IN (5, 6)'],
    ],
    [
      'erased details without saying so',
      5,
      'ERASED_WITHOUT_RECORD',
      [
        `UPDATE report.audit_entry SET salt = NULL, actor = NULL, facts = NULL, reason = NULL WHERE id = ${entryAt(5)}`,
      ],
    ],
    [
      'changed one and written everything after it anew',
      8,
      'ANCHOR_DISAGREES',
      [`UPDATE report.audit_entry SET action = 'WROTE' WHERE id = ${entryAt(4)}`, renewFrom4],
    ],
    [
      'cut the chain',
      11,
      'SHORTER_THAN_ANCHOR',
      [
        'DELETE FROM report.audit_link WHERE position > 10',
        'DELETE FROM report.audit_entry WHERE id NOT IN (SELECT entry_id FROM report.audit_link)',
      ],
    ],
    [
      'emptied the chain',
      1,
      'SHORTER_THAN_ANCHOR',
      ['DELETE FROM report.audit_link', 'DELETE FROM report.audit_entry'],
    ],
  ])('is found and named: %s', async (_what, position, why, tampering) => {
    for (const sql of tampering) for (const one of split(sql)) await database.ask(one)
    expect((await verify()).broken).toEqual({ position, why })
  })

  it('is found when only what came after the newest anchor was rewritten badly, and not when it was rewritten well', async () => {
    await database.ask(`UPDATE report.audit_entry SET action = 'WROTE' WHERE id = ${entryAt(15)}`)
    expect((await verify()).broken).toEqual({ position: 15, why: 'CHANGED' })
    await database.ask(rehash('15'))
    expect((await verify()).broken).toBeUndefined()
  })

  it('that has let go of details in time is told as erased, not as broken', async () => {
    await database.ask('SET session_replication_role = origin')
    const thing = { kind: 'REPORT', id: 'report-3' }
    await orm.em.fork().transactional((em) => eraseAuditDetails(em, thing))
    await database.ask('SET session_replication_role = replica')
    expect(await verify()).toMatchObject({ length: 16, erased: 1, broken: undefined })
  })

  describe('and with the anchors', () => {
    const copy = (): string => {
      const other = mkdtempSync(join(tmpdir(), 'andon-anchors-'))
      lifecycle.onClose('copied anchors', () => rmSync(other, { recursive: true }))
      for (const name of readdirSync(folder))
        writeFileSync(join(other, name), readFileSync(join(folder, name)))
      return other
    }
    const [first, second] = ['report-000001.json', 'report-000002.json'] as const
    const change = (where: string, name: string, changes: object): void => {
      const path = join(where, name)
      const anchor = JSON.parse(readFileSync(path, 'utf8')) as object
      rmSync(path, { force: true })
      writeFileSync(path, JSON.stringify({ ...anchor, ...changes }))
    }

    it('is told apart: the last anchor taken away is missed by the chain, an earlier one by the next', async () => {
      const withoutLast = copy()
      rmSync(join(withoutLast, second))
      expect((await verify(withoutLast)).broken).toEqual({ position: 14, why: 'ANCHOR_MISSING' })
      const withoutFirst = copy()
      rmSync(join(withoutFirst, first))
      await expect(verify(withoutFirst)).rejects.toThrow('anchor 1: the file is missing')
    })

    it.each([
      ['another hash', { hash: 'a'.repeat(64) }, 'the signature does not fit'],
      ['another position', { position: 7 }, 'the signature does not fit'],
      ['another key', { key: 'nobody’s' }, 'signed by a key that is not known'],
      ['something else', { version: 2 }, 'the file is not an anchor'],
    ])('is told apart: an anchor with %s is refused', async (_what, changes, why) => {
      const where = copy()
      change(where, second, changes)
      const refusal = await verify(where).catch((error: unknown) => error)
      expect(refusal).toBeInstanceOf(AnchorRefused)
      expect((refusal as AnchorRefused).message).toBe(`anchor 2: ${why}`)
    })

    it('is told apart: anchors in another order are refused', async () => {
      const where = copy()
      const [one, two] = [first, second].map((name) => readFileSync(join(where, name)))
      for (const name of [first, second]) rmSync(join(where, name))
      writeFileSync(join(where, first), two!)
      writeFileSync(join(where, second), one!)
      await expect(verify(where)).rejects.toThrow('anchor 1: it does not follow')
    })
  })
})

/** One statement at a time; a DO block is one. */
function split(sql: string): string[] {
  return sql.startsWith('DO') ? [sql] : sql.split(';')
}
