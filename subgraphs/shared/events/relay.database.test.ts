import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { defineEntity, p, type MikroORM } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { Lifecycle } from '../../../platform/lifecycle.js'
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.js'
import { silentLog } from '../../../test/support/silent-log.js'
import { soon } from '../../../test/support/soon.js'
import { openOrm } from '../orm.js'
import { OutboxEntry, recordEvent } from './outbox.entity.js'
import { startRelay } from './relay.js'

const FactSchema = defineEntity({
  name: 'Fact',
  tableName: 'fact',
  properties: { id: p.uuid().primary() },
})

describe('facts on their way into the log', () => {
  let database: TestDatabase
  let lifecycle: Lifecycle
  let orm: MikroORM

  beforeAll(async () => {
    database = await openTestDatabase()
    await database.ask('CREATE TABLE "case".fact (id uuid PRIMARY KEY)')
    await database.ask('GRANT ALL ON "case".fact TO andon_case')
  })
  afterAll(() => database[Symbol.asyncDispose]())

  beforeEach(async () => {
    lifecycle = new Lifecycle(silentLog)
    const databaseUrl = database.runtimeUrl('case')
    orm = await openOrm({ databaseUrl, schema: 'case', entities: [FactSchema, OutboxEntry], lifecycle })
  })
  afterEach(async () => {
    await lifecycle.close()
    await database.ask('TRUNCATE "case".outbox, "case".fact, events.log')
  })

  const record = async (subject: string, fails = false): Promise<void> => {
    await orm.em.fork().transactional(async (em) => {
      em.persist(em.create(FactSchema, { id: randomUUID() }))
      recordEvent(em, {
        name: 'ReportingNoticePublished',
        subject,
        occurredAt: new Date('2026-03-01T08:00:00Z'),
        payload: { version: 1 },
      })
      await em.flush()
      if (fails) throw new Error('changed my mind')
    })
  }
  const recordMany = (subjects: string[]): Promise<unknown> =>
    database.ask(
      `INSERT INTO "case".outbox (id, name, subject, occurred_at, payload)
       SELECT gen_random_uuid(), 'ReportingNoticePublished', subject, now(), '{"version": 1}'
       FROM unnest($1::text[]) WITH ORDINALITY AS s (subject, n) ORDER BY n`,
      [subjects],
    )
  const startRelayOf = (owner: Lifecycle): void => {
    const url = database.runtimeUrl('case')
    startRelay({ schema: 'case', databaseUrl: url, eventsDatabaseUrl: url, lifecycle: owner, log: silentLog })
  }
  const subjectsInLog = async (): Promise<string[]> =>
    (await database.ask<{ subject: string }>('SELECT subject FROM events.log ORDER BY position')).map(
      ({ subject }) => subject,
    )
  const waiting = async (): Promise<number> => (await database.ask('SELECT FROM "case".outbox')).length
  const untilSent = (): Promise<void> => soon(async () => expect(await waiting()).toBe(0))
  const names = (prefix: string, count: number): string[] =>
    Array.from({ length: count }, (_, n) => `${prefix}${String(n)}`)

  it('stand beside the fact or nowhere: one transaction', async () => {
    await record('kept')
    await expect(record('dropped', true)).rejects.toThrow('changed my mind')
    expect(await database.ask('SELECT subject FROM "case".outbox')).toEqual([{ subject: 'kept' }])
    expect(await database.ask('SELECT FROM "case".fact')).toHaveLength(1)
  })

  it('are refused at once when their payload is not what the catalogue says', () => {
    const em = orm.em.fork()
    const event = { name: 'ReportingNoticePublished', subject: 's', occurredAt: new Date() } as const
    expect(() => recordEvent(em, { ...event, payload: { version: 0 } })).toThrow()
    expect(em.getUnitOfWork().getPersistStack().size).toBe(0)
  })

  it('arrive with who made them, when, and what they are about', async () => {
    startRelayOf(lifecycle)
    await record('whole')
    await untilSent()
    expect(
      await database.ask('SELECT name, producer, subject, occurred_at, payload FROM events.log'),
    ).toEqual([
      {
        name: 'ReportingNoticePublished',
        producer: 'content',
        subject: 'whole',
        occurred_at: new Date('2026-03-01T08:00:00Z'),
        payload: { version: 1 },
      },
    ])
  })

  it('arrive in order, more than one batch of them', async () => {
    const subjects = names('s', 1_200)
    await recordMany(subjects)
    startRelayOf(lifecycle)
    await untilSent()
    expect(await subjectsInLog()).toEqual(subjects)
  })

  it('arrive once when two relays work on one outbox, and the second goes on when the first is gone', async () => {
    const other = new Lifecycle(silentLog)
    startRelayOf(other)
    startRelayOf(lifecycle)
    const first = names('a', 300)
    for (let n = 0; n < first.length; n += 30) await recordMany(first.slice(n, n + 30))
    await untilSent()
    expect(await subjectsInLog()).toEqual(first)
    await other.close()
    await recordMany(['b'])
    await untilSent()
    expect(await subjectsInLog()).toEqual([...first, 'b'])
  })

  it('arrive once when the relay died after the log had taken them', async () => {
    await recordMany(['x', 'y', 'z'])
    await database.ask(
      `SELECT events.append((SELECT jsonb_agg(jsonb_build_object('id', id, 'name', name, 'producer', 'content',
         'subject', subject, 'occurredAt', occurred_at, 'payload', payload) ORDER BY sequence)
       FROM "case".outbox WHERE subject <> 'z'))`,
    )
    startRelayOf(lifecycle)
    await untilSent()
    expect(await subjectsInLog()).toEqual(['x', 'y', 'z'])
  })

  it('arrive after every connection of the relay was cut', async () => {
    startRelayOf(lifecycle)
    await recordMany(['before'])
    await untilSent()
    const cut = await database.ask(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name IN ('andon_outbox_case', 'relay case')`,
    )
    expect(cut.length).toBeGreaterThan(0)
    await recordMany(['after'])
    await untilSent()
    expect(await subjectsInLog()).toEqual(['before', 'after'])
  })

  it('wait while the log cannot be reached, and then arrive', async () => {
    await database.ask('ALTER FUNCTION events.append(jsonb) RENAME TO append_away')
    startRelayOf(lifecycle)
    await recordMany(['patient'])
    expect(await waiting()).toBe(1)
    await database.ask('ALTER FUNCTION events.append_away(jsonb) RENAME TO append')
    await untilSent()
    expect(await subjectsInLog()).toEqual(['patient'])
  })
})
