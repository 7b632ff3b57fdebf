import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.js'

const roles = ['report', 'case', 'region', 'statistics'] as const

async function connected<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const entry = (subject = 'subject', id: string = randomUUID()) => ({
  id,
  name: 'ReportingNoticePublished',
  producer: 'content',
  subject,
  occurredAt: '2026-03-01T08:00:00.000Z',
  payload: { version: 1 },
})

async function append(client: pg.Client, ...entries: object[]): Promise<number> {
  const { rows } = await client.query<{ appended: number }>('SELECT events.append($1::jsonb) AS appended', [
    JSON.stringify(entries),
  ])
  return rows[0]?.appended ?? -1
}

describe('the event log', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openTestDatabase()
  })
  afterAll(() => database[Symbol.asyncDispose]())

  it.each(roles)('lets %s append by its function and read, and do nothing else', async (role) => {
    await connected(database.runtimeUrl(role), async (client) => {
      expect(await append(client, entry())).toBe(1)
      expect((await client.query('SELECT * FROM events.log')).rowCount).toBeGreaterThan(0)
      for (const sql of [
        `INSERT INTO events.log (id, name, producer, subject, occurred_at, payload)
         VALUES (gen_random_uuid(), 'CaseAccepted', 'case', 's', now(), '{}')`,
        `UPDATE events.log SET payload = '{}'`,
        'DELETE FROM events.log',
        'TRUNCATE events.log',
        'ALTER TABLE events.log DISABLE TRIGGER ALL',
        `SELECT nextval(pg_get_serial_sequence('events.log', 'position'))`,
      ]) {
        await expect(client.query(sql)).rejects.toThrow(/permission denied|must be owner/)
      }
    })
  })

  it('knows an id it has taken, and takes the rest of the batch', async () => {
    await connected(database.runtimeUrl('case'), async (client) => {
      const [known, fresh] = [entry('known'), entry('fresh')]
      expect(await append(client, known)).toBe(1)
      expect(await append(client, known, fresh, fresh)).toBe(1)
      expect(await append(client, known, fresh)).toBe(0)
    })
    const rows = await database.ask(`SELECT subject FROM events.log WHERE subject IN ('known', 'fresh')`)
    expect(rows).toEqual([{ subject: 'known' }, { subject: 'fresh' }])
  })

  it('takes a batch whole or not at all', async () => {
    await connected(database.runtimeUrl('case'), async (client) => {
      await expect(append(client, entry('whole'), { ...entry('whole'), name: null })).rejects.toThrow()
    })
    expect(await database.ask(`SELECT FROM events.log WHERE subject = 'whole'`)).toEqual([])
  })

  it('wakes listeners with an empty word, and only when there is news', async () => {
    await connected(database.runtimeUrl('statistics'), async (listener) => {
      const heard: (string | undefined)[] = []
      listener.on('notification', ({ payload }) => heard.push(payload))
      await listener.query('LISTEN andon_events')
      await connected(database.runtimeUrl('case'), async (client) => {
        const one = entry()
        await append(client, one)
        await append(client, one)
      })
      await listener.query('SELECT 1')
      expect(heard).toEqual([''])
    })
  })

  it('shows positions in their order, however many append at once', async () => {
    const [last] = await database.ask<{ position: string }>(
      'SELECT max(position) AS position FROM events.log',
    )
    const from = BigInt(last?.position ?? 0)
    const read: string[] = []
    let writing = true
    const reading = connected(database.runtimeUrl('statistics'), async (reader) => {
      for (let at = from, more = true; more;) {
        more = writing
        const { rows } = await reader.query<{ position: string }>(
          'SELECT position FROM events.log WHERE position > $1 ORDER BY position',
          [at.toString()],
        )
        read.push(...rows.map(({ position }) => position))
        at = BigInt(read.at(-1) ?? from)
      }
    })
    const writers = Array.from({ length: 16 }, (_, writer) =>
      connected(database.runtimeUrl(roles[writer % roles.length]!), async (client) => {
        for (let turn = 0; turn < 20; turn += 1) {
          // Some transactions last, some fail: positions are taken and shown late, or never.
          await client.query('BEGIN')
          await append(client, entry('crowd'), entry('crowd'))
          if (turn % 5 === 0) await client.query('SELECT pg_sleep(0.002)')
          await client.query(turn % 7 === 3 ? 'ROLLBACK' : 'COMMIT')
        }
      }),
    )
    await Promise.all(writers)
    writing = false
    await reading
    const all = await database.ask<{ position: string }>(
      'SELECT position FROM events.log WHERE position > $1 ORDER BY position',
      [from.toString()],
    )
    expect(all).toHaveLength(16 * 17 * 2)
    expect(read).toEqual(all.map(({ position }) => position))
  })
})
