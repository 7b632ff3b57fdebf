import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { startBuiltProcess, type BuiltProcess } from '../../../test/support/built-process.js'
import { caseProcessSettings } from '../../../test/support/case-process.js'
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.js'
import { appendEvents, paths, reportSubmitted } from '../../../test/support/events.js'
import { createTestSigners } from '../../../test/support/signers.js'
import { soon } from '../../../test/support/soon.js'

const { trustedKeys } = createTestSigners('gateway')

/** Facts on their whole way: report's event → case opens a case → its event → statistics counts. */
describe('processes that are killed at any moment', () => {
  let database: TestDatabase
  let ofCase: Record<string, string>
  beforeAll(async () => {
    database = await openTestDatabase()
    ofCase = caseProcessSettings(database, trustedKeys)
  })
  afterAll(() => database[Symbol.asyncDispose]())

  const start = (name: 'case' | 'statistics'): BuiltProcess =>
    startBuiltProcess(`subgraphs/${name}/main.js`, name === 'case' ? ofCase : ofStatistics())
  const ofStatistics = () => ({
    TRUSTED_KEYS: trustedKeys.join(),
    EVENTS_DATABASE_URL: database.runtimeUrl('statistics'),
    STATISTICS_DATABASE_URL: database.runtimeUrl('statistics'),
    STATISTICS_ENVELOPE_KEY: randomBytes(32).toString('base64'),
    // Nobody answers there.
    REGION_URL: 'http://127.0.0.1:1/graphql',
    SERVICE_SIGNING_KEY: createTestSigners('statistics')
      .key('statistics')
      .export({ format: 'der', type: 'pkcs8' })
      .toString('base64'),
  })
  const submit = (count: number): Promise<void> =>
    appendEvents(database, ...Array.from({ length: count }, () => reportSubmitted(paths.zhongyuan)))
  const count = async (sql: string): Promise<number> =>
    (await database.ask<{ count: number }>(`SELECT count(*)::int FROM ${sql}`))[0]?.count ?? -1
  /** Holds a lock, so that a process stops exactly where it wants it. */
  const holding = async (lock: string): Promise<AsyncDisposable> => {
    const client = new pg.Client({ connectionString: database.adminUrl })
    await client.connect()
    await client.query(`BEGIN; ${lock}`)
    return { [Symbol.asyncDispose]: () => client.end() }
  }
  const untilSomebodyWaits = (role: string): Promise<void> =>
    soon(async () => {
      const [waiting] = await database.ask<{ pid: number }>(
        `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND usename = $1
           AND wait_event_type = 'Lock'`,
        [role],
      )
      expect(waiting).toBeDefined()
    })
  /** A killed client's statement would still be finished: the process took its machine along. */
  const forget = (role: string) =>
    database.ask(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND usename = $1`,
      [role],
    )
  const untilAllIsCounted = (submitted: number): Promise<void> =>
    soon(async () => {
      const counted = await database.ask<{ measure: string; n: string }>(
        `SELECT measure, n FROM statistics.count_now
         WHERE region_code = '000000' AND matter_type = 'ALL' AND industry_code = 'ALL' AND channel = 'ALL'
         ORDER BY measure`,
      )
      const n = String(submitted)
      expect(counted).toEqual([
        { measure: 'REPORTS', n },
        { measure: 'SCREENING', n },
      ])
    })
  const expectOneOfEach = async (submitted: number): Promise<void> => {
    expect(await count('"case"."case"')).toBe(submitted)
    expect(await count('"case".case_report')).toBe(submitted)
    expect(await count(`events.log WHERE name = 'CaseOpened'`)).toBe(submitted)
    expect(await count(`"case".outbox WHERE name = 'CaseOpened'`)).toBe(0)
    const perRegion = await database.ask<{ n: string }>(
      `SELECT n FROM statistics.count_now WHERE measure = 'SCREENING' AND matter_type = 'ALL'
         AND industry_code = 'ALL' AND channel = 'ALL'`,
    )
    expect(perRegion).toEqual(paths.zhongyuan.map(() => ({ n: String(submitted) })))
  }
  let submitted = 0

  it('open one case for each report when killed between the fact in their table and its commit', async () => {
    {
      await using _lock = await holding('LOCK TABLE "case".outbox IN EXCLUSIVE MODE')
      await using killed = start('case')
      await submit(5)
      submitted += 5
      await untilSomebodyWaits('andon_case')
      await killed.kill('SIGKILL')
      await forget('andon_case')
    }
    expect(await count('"case"."case"')).toBe(0)
    await using _case = start('case')
    await using _statistics = start('statistics')
    await untilAllIsCounted(submitted)
    await expectOneOfEach(submitted)
  })

  it('send each event once when killed between the log and the outbox', async () => {
    {
      await using opening = start('case')
      await opening.listening
      // Rows can be read and inserted, but not be deleted; what else it tells, such as a missed term, may go.
      await database.ask(`CREATE FUNCTION "case".hold() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN IF OLD.name = 'CaseOpened' THEN PERFORM pg_advisory_xact_lock(42); END IF; RETURN OLD; END $$`)
      await database.ask(
        'CREATE TRIGGER hold BEFORE DELETE ON "case".outbox FOR EACH ROW EXECUTE FUNCTION "case".hold()',
      )
      await using _lock = await holding('SELECT pg_advisory_xact_lock(42)')
      await submit(5)
      submitted += 5
      await untilSomebodyWaits('andon_case')
      await opening.kill('SIGKILL')
      await forget('andon_case')
    }
    expect(await count(`"case".outbox WHERE name = 'CaseOpened'`)).toBeGreaterThan(0)
    expect(await count(`events.log WHERE name = 'CaseOpened'`)).toBeGreaterThan(submitted - 5)
    await database.ask('DROP TRIGGER hold ON "case".outbox')
    await using _case = start('case')
    await using _statistics = start('statistics')
    await untilAllIsCounted(submitted)
    await soon(async () => expect(await count(`"case".outbox WHERE name = 'CaseOpened'`)).toBe(0))
    await expectOneOfEach(submitted)
  })

  it('count each fact once when killed in the middle of a batch', async () => {
    await using _case = start('case')
    {
      await using _lock = await holding(
        `UPDATE statistics.counted_region SET version = version WHERE region_code = '000000'`,
      )
      await using killed = start('statistics')
      await submit(5)
      submitted += 5
      await untilSomebodyWaits('andon_statistics')
      await killed.kill('SIGKILL')
      await forget('andon_statistics')
    }
    await using _statistics = start('statistics')
    await untilAllIsCounted(submitted)
    await expectOneOfEach(submitted)
  })

  it('lose and double nothing when they die again and again while reports come in', async () => {
    const enough = new AbortController()
    const stream = (async () => {
      while (!enough.signal.aborted) {
        await submit(3)
        submitted += 3
        await sleep(250)
      }
    })()
    for (const wait of [0, 40, 120, 300]) {
      await using one = start('case')
      await using two = start('statistics')
      await Promise.all([one.listening, two.listening])
      // Not a wait for anything: each round dies at another point of its work.
      await sleep(wait)
      await Promise.all([one.kill('SIGKILL'), two.kill('SIGKILL')])
    }
    enough.abort()
    await stream
    await using _case = start('case')
    await using _statistics = start('statistics')
    await untilAllIsCounted(submitted)
    await soon(async () => expect(await count(`"case".outbox WHERE name = 'CaseOpened'`)).toBe(0))
    await expectOneOfEach(submitted)
  })

  it('end at a signal by themselves', async () => {
    await using ending = start('statistics')
    await ending.listening
    await appendEvents(database, reportSubmitted(paths.jiyuan, randomUUID()))
    await ending.kill('SIGTERM')
  })
})
