import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { Lifecycle } from '../../../platform/lifecycle.js'
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.js'
import { silentLog } from '../../../test/support/silent-log.js'
import { staffOf } from '../../../test/support/staff.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'
import { OutboxEntry } from '../events/outbox.entity.js'
import { openOrm } from '../orm.js'
import type { AuditEntry } from './audit-entry.js'
import { eraseAuditDetails } from './erase.js'
import { commitmentOf, firstHash, hashOfLink } from './link-hash.js'
import { createReasonKeys } from './reason-keys.js'
import { openAudit, openReason, recordAudit } from './record.js'

const officer = staffOf('410100', 'CASE_OFFICER')

type Row = {
  position: string
  at: Date
  prev_hash: Buffer
  hash: Buffer
  id: string
  action: string
  thing_kind: string
  thing_id: string
  commitment: Buffer
  salt: Buffer | null
  actor: object | null
  facts: object | null
  reason: Buffer | null
}

describe('the audit chain in the database', () => {
  const lifecycle = new Lifecycle(silentLog)
  let database: TestDatabase
  let orm: MikroORM
  beforeAll(async () => {
    database = await openTestDatabase()
    lifecycle.onClose('database', () => database[Symbol.asyncDispose]())
    const databaseUrl = database.runtimeUrl('report')
    orm = await openOrm({ databaseUrl, schema: 'report', entities: [OutboxEntry], lifecycle })
    openAudit(orm, { actions: ['READ', 'WROTE'], reasonKeys: createReasonKeys([randomBytes(32)]) })
  })
  afterAll(() => lifecycle.close())

  const entryOf = (thingId: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
    actor: officer,
    action: 'READ',
    thing: { kind: 'REPORT', id: thingId },
    facts: { fields: ['unit', 'facts'] },
    ...more,
  })
  const record = (entries: AuditEntry | AuditEntry[]): Promise<string[]> =>
    orm.em.fork().transactional((em) => recordAudit(em, entries))
  const rows = (): Promise<Row[]> =>
    database.ask<Row>(
      `SELECT l.position, l.at, l.prev_hash, l.hash, e.* FROM report.audit_link l
       JOIN report.audit_entry e ON e.id = l.entry_id ORDER BY l.position`,
    )

  it('links every entry to the one before, as the program spells it, also when many are told at once', async () => {
    const things = Array.from({ length: 12 }, () => randomUUID())
    await Promise.all(things.map((id) => record([entryOf(id), entryOf(id, { reason: '核对举报内容' })])))
    const linked = await rows()
    expect(linked.map(({ position }) => Number(position))).toEqual(linked.map((_, index) => index + 1))
    let prevHash: Uint8Array = firstHash
    for (const row of linked) {
      expect(row.prev_hash.equals(prevHash)).toBe(true)
      const link = { chain: 'report', position: Number(row.position), at: row.at, prevHash }
      const { id, action, thing_kind: thingKind, thing_id: thingId, commitment } = row
      expect(row.hash.equals(hashOfLink(link, { id, action, thingKind, thingId, commitment }))).toBe(true)
      const detail = { actor: row.actor!, facts: row.facts!, reason: row.reason }
      expect(commitment.equals(commitmentOf(row.salt!, detail))).toBe(true)
      prevHash = row.hash
    }
  })

  it('is in the transaction of what it records: neither is there without the other', async () => {
    const thing = randomUUID()
    const lost = orm.em.fork().transactional(async (em) => {
      await recordAudit(em, entryOf(thing))
      throw new Error('the look failed')
    })
    await expect(lost).rejects.toThrow('the look failed')
    expect(await tablesThatHold(database, thing)).toEqual([])
    await expect(recordAudit(orm.em.fork(), entryOf(thing))).rejects.toThrow('into the transaction')
  })

  it('takes no lock before the end of a transaction, so that one under way holds nobody up', async () => {
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    const { promise: told, resolve: tell } = Promise.withResolvers<void>()
    const slow = orm.em.fork().transactional(async (em: EntityManager) => {
      await recordAudit(em, entryOf('slow'))
      tell()
      await ended
    })
    await told
    await record(entryOf('quick'))
    end()
    await slow
    expect((await rows()).slice(-2).map((row) => row.thing_id)).toEqual(['quick', 'slow'])
  })

  it('takes closed actions and closed facts only', async () => {
    await expect(record(entryOf('x', { action: 'LOOKED' }))).rejects.toThrow('not among the audited actions')
    await expect(record(entryOf('x', { facts: { said: '瞒报一人' } }))).rejects.toThrow('not a closed code')
  })

  it('keeps reasons sealed, and opens them for the program', async () => {
    const reason = '向公安机关核实第三车间情况'
    const [id = ''] = await record(entryOf(randomUUID(), { reason }))
    expect(await tablesThatHold(database, reason)).toEqual([])
    const [row] = await database.ask<Row>('SELECT * FROM report.audit_entry WHERE id = $1', [id])
    expect(openReason(orm.em, { id, reason: row!.reason })).toBe(reason)
  })

  it.each([
    [
      'write a link',
      'INSERT INTO report.audit_link SELECT 999, id, now(), commitment, commitment FROM report.audit_entry',
    ],
    ['change a link', 'UPDATE report.audit_link SET at = now()'],
    ['remove a link', 'DELETE FROM report.audit_link'],
    ['empty the chain', 'TRUNCATE report.audit_link'],
    ['change what was told', `UPDATE report.audit_entry SET action = 'WROTE'`],
    ['change a detail', `UPDATE report.audit_entry SET facts = '{}'`],
    ['erase a part of the details', 'UPDATE report.audit_entry SET reason = NULL WHERE reason IS NOT NULL'],
    ['remove an entry', 'DELETE FROM report.audit_entry'],
    ['empty the entries', 'TRUNCATE report.audit_entry CASCADE'],
  ])('neither the process nor the owner of the tables can %s', async (what, sql) => {
    const process = await attempt(database.runtimeUrl('report'), sql)
    expect(process).toMatch(/permission denied|must be owner|erased together/)
    const owner = await attempt(database.migrationUrl('report'), sql)
    if (what === 'write a link') expect(owner).toMatch(/duplicate key/)
    else expect(owner).toMatch(/only ever added to|erased together/)
  })

  it('lets go of details when their time is over, and records that', async () => {
    const thing = { kind: 'REPORT', id: randomUUID() }
    await record([entryOf(thing.id), entryOf(thing.id, { reason: '到期前最后一次查看' })])
    const other = await record(entryOf(randomUUID()))
    const before = (await rows()).map(({ hash }) => hash.toString('hex'))
    expect(await orm.em.fork().transactional((em) => eraseAuditDetails(em, thing))).toBe(2)
    const after = await rows()
    expect(after.map(({ hash }) => hash.toString('hex')).slice(0, before.length)).toEqual(before)
    const ofThing = after.filter((row) => row.thing_id === thing.id)
    expect(ofThing.map(({ salt }) => salt === null)).toEqual([true, true, false])
    expect(ofThing[2]).toMatchObject({
      action: 'AUDIT_DETAILS_ERASED',
      actor: { kind: 'SYSTEM' },
      facts: { entries: expect.arrayContaining(ofThing.slice(0, 2).map(({ id }) => id)) },
    })
    expect(after.find(({ id }) => id === other[0])?.salt).not.toBeNull()
    expect(await orm.em.fork().transactional((em) => eraseAuditDetails(em, thing))).toBe(0)
  })
})

/** @returns why it was refused */
async function attempt(url: string, sql: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('BEGIN')
    await client.query(sql)
    return 'nothing refused it'
  } catch (error) {
    return (error as Error).message
  } finally {
    await client.query('ROLLBACK')
    await client.end()
  }
}
