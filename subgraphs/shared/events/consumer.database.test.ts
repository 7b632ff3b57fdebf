import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { MikroORM } from '@mikro-orm/postgresql'
import { Lifecycle } from '../../../platform/lifecycle.js'
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.js'
import { appendEvents, reportSubmitted, versionPublished } from '../../../test/support/events.js'
import { createKeptLog, silentLog } from '../../../test/support/silent-log.js'
import { soon } from '../../../test/support/soon.js'
import { openOrm } from '../orm.js'
import { startConsumer, type EventHandlers } from './consumer.js'
import { Watermark } from './watermark.entity.js'

describe('a consumer of the log', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await openTestDatabase()
    await database.ask('CREATE TABLE statistics.effect (n serial, version int NOT NULL)')
    await database.ask('GRANT ALL ON ALL TABLES IN SCHEMA statistics TO andon_statistics')
    await database.ask('GRANT ALL ON ALL SEQUENCES IN SCHEMA statistics TO andon_statistics')
  })
  afterAll(() => database[Symbol.asyncDispose]())
  beforeEach(() => database.ask('TRUNCATE statistics.effect, statistics.watermark, events.log'))

  const openStore = (lifecycle: Lifecycle): Promise<MikroORM> =>
    openOrm({
      databaseUrl: database.runtimeUrl('statistics'),
      schema: 'statistics',
      entities: [Watermark],
      lifecycle,
    })
  /** Keeps the version of every notice: something that shows how often an event had its effect. */
  const keeping: EventHandlers = {
    ReportingNoticePublished: async (em, { payload }) => {
      await em.execute('INSERT INTO statistics.effect (version) VALUES (?)', [payload.version])
    },
  }
  const start = async (
    lifecycle: Lifecycle,
    handlers: EventHandlers = keeping,
    more: Partial<Parameters<typeof startConsumer>[0]> = {},
  ) => {
    startConsumer({
      consumer: 'test',
      orm: await openStore(lifecycle),
      eventsDatabaseUrl: database.runtimeUrl('statistics'),
      handlers,
      lifecycle,
      log: silentLog,
      ...more,
    })
  }
  const publish = (...versions: number[]): Promise<void> =>
    appendEvents(
      database,
      ...versions.map((version) => versionPublished('ReportingNoticePublished', version)),
    )
  const effects = async (): Promise<number[]> =>
    (await database.ask<{ version: number }>('SELECT version FROM statistics.effect ORDER BY n')).map(
      ({ version }) => version,
    )
  const untilEffectsAre = (...expected: number[]): Promise<void> =>
    soon(async () => expect(await effects()).toEqual(expected))
  const upTo = (count: number, from = 1): number[] => Array.from({ length: count }, (_, n) => from + n)

  it('has each effect once and in order, more than one batch of them, and then is ready', async () => {
    await publish(...upTo(450))
    await using lifecycle = new Lifecycle(silentLog)
    await start(lifecycle)
    await untilEffectsAre(...upTo(450))
    await soon(async () => expect(await lifecycle.notReady()).toEqual([]))
  })

  it('catches up after downtime from where it was', async () => {
    {
      await using first = new Lifecycle(silentLog)
      await start(first)
      await publish(1, 2)
      await untilEffectsAre(1, 2)
    }
    await publish(3)
    await using second = new Lifecycle(silentLog)
    await start(second)
    await publish(4)
    await untilEffectsAre(1, 2, 3, 4)
  })

  it('passes over what it does not follow', async () => {
    await using lifecycle = new Lifecycle(silentLog)
    await start(lifecycle)
    await appendEvents(database, reportSubmitted(), versionPublished('PrivacyExplanationPublished', 9))
    await publish(1)
    await untilEffectsAre(1)
  })

  it('of one name has each effect once, however many of them work side by side', async () => {
    await using one = new Lifecycle(silentLog)
    await using two = new Lifecycle(silentLog)
    await using three = new Lifecycle(silentLog)
    await Promise.all([one, two, three].map((lifecycle) => start(lifecycle)))
    for (const version of upTo(60)) await publish(version)
    await untilEffectsAre(...upTo(60))
  })

  it('stops at an event it cannot handle, says which, tries again and goes on when it can', async () => {
    let broken = true
    let attempts = 0
    const { log, lines } = createKeptLog()
    await using lifecycle = new Lifecycle(silentLog)
    await start(
      lifecycle,
      {
        ReportingNoticePublished: async (em, event) => {
          await keeping.ReportingNoticePublished!(em, event)
          if (event.payload.version !== 2 || !broken) return
          attempts += 1
          throw new Error(`cannot take 'the secret'`)
        },
      },
      { log },
    )
    await publish(1)
    await untilEffectsAre(1)
    await publish(2, 3)
    await soon(() => expect(attempts).toBeGreaterThan(1))
    expect(await effects()).toEqual([1])
    expect(lines.join('')).toContain('stopped at an event')
    expect(lines.join('')).toContain('"name":"ReportingNoticePublished","position"')
    expect(lines.join('')).not.toContain('the secret')
    broken = false
    await untilEffectsAre(1, 2, 3)
  })

  it('leaves nothing of a batch in which a later event fails', async () => {
    let broken = true
    await using lifecycle = new Lifecycle(silentLog)
    await publish(1, 2, 3)
    let attempts = 0
    await start(lifecycle, {
      ReportingNoticePublished: async (em, event) => {
        await keeping.ReportingNoticePublished!(em, event)
        if (event.payload.version === 3 && broken) {
          attempts += 1
          throw new Error('not yet')
        }
      },
    })
    await soon(() => expect(attempts).toBeGreaterThan(0))
    expect(await effects()).toEqual([])
    broken = false
    await untilEffectsAre(1, 2, 3)
  })

  it('works again after all its connections were cut, also in the middle of a batch', async () => {
    await using lifecycle = new Lifecycle(silentLog)
    const cut = () =>
      database.ask(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND usename = 'andon_statistics'`,
      )
    let cutAt = 5
    await start(lifecycle, {
      ReportingNoticePublished: async (em, event) => {
        await keeping.ReportingNoticePublished!(em, event)
        if (event.payload.version !== cutAt) return
        cutAt = 0
        await cut()
      },
    })
    await publish(1)
    await untilEffectsAre(1)
    await cut()
    await publish(2, 3)
    await untilEffectsAre(1, 2, 3)
    await publish(4, 5, 6)
    await untilEffectsAre(...upTo(6))
  })

  it('tells what was applied only after it stands', async () => {
    await using lifecycle = new Lifecycle(silentLog)
    const told: string[] = []
    const standing: number[] = []
    await start(lifecycle, keeping, {
      applied: (events) => {
        told.push(...events.map(({ name }) => name))
        void effects().then((found) => standing.push(found.length))
      },
    })
    await publish(1, 2)
    await soon(() => expect(standing).toEqual([2]))
    expect(told).toEqual(['ReportingNoticePublished', 'ReportingNoticePublished'])
  })

  it('stops while the database is away', async () => {
    const { log } = createKeptLog()
    const lifecycle = new Lifecycle(log)
    const away = new URL(database.runtimeUrl('statistics'))
    away.pathname = '/nowhere'
    await start(lifecycle, keeping, { eventsDatabaseUrl: away.href })
    expect(await lifecycle.notReady()).toEqual(['consumer test'])
    await lifecycle.close()
  })
})
