import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startBuiltProcess, type BuiltProcess } from '../../../test/support/built-process.js'
import { caseProcessSettings } from '../../../test/support/case-process.js'
import { plantCaseTree } from '../../../test/support/case-tree.js'
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.js'
import { placeCases } from '../../../test/support/placed-cases.js'
import { createTestSigners } from '../../../test/support/signers.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { createSubgraphClient } from '../../../test/support/subgraph-client.js'

const signers = createTestSigners('gateway')
const intake = staffOf('410102', 'INTAKE_OFFICER')

describe('the process of case, killed and started again', () => {
  let database: TestDatabase
  let settings: Record<string, string>
  const clockFile = join(mkdtempSync(join(tmpdir(), 'andon-clock-')), 'clock')
  beforeAll(async () => {
    database = await openTestDatabase()
    settings = {
      ...caseProcessSettings(database, signers.trustedKeys),
      ANDON_DEMO: 'true',
      CLOCK_FILE: clockFile,
    }
  })
  afterAll(() => database[Symbol.asyncDispose]())

  const start = (): BuiltProcess => startBuiltProcess('subgraphs/case/main.js', settings)
  const accept = async (running: BuiltProcess, caseId: string) => {
    const client = createSubgraphClient({
      url: await running.listening,
      audience: 'case',
      sign: signers.sign('gateway'),
    })
    return client.ask({
      query: 'mutation($id: ID!) { acceptReport(caseId: $id) { state deadlines { kind state } } }',
      variables: { id: caseId },
      viewer: intake,
    })
  }
  const holding = async (lock: string): Promise<AsyncDisposable> => {
    const client = new pg.Client({ connectionString: database.adminUrl })
    await client.connect()
    await client.query(`BEGIN; ${lock}`)
    return { [Symbol.asyncDispose]: () => client.end() }
  }
  const count = async (sql: string): Promise<number> =>
    (await database.ask<{ count: number }>(`SELECT count(*)::int FROM ${sql}`))[0]?.count ?? -1
  /** A killed client's statement would still be finished: the process took its machine along. */
  const forget = () =>
    database.ask(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND usename = 'andon_case'`,
    )

  it('between a step and its event, has taken no step; the next one takes it whole', async () => {
    const [placed] = await placeCases(database, [{ state: 'SCREENING' }])
    const { caseId } = placed!
    {
      await using killed = start()
      await killed.listening
      await plantCaseTree(database)
      await using _lock = await holding('LOCK TABLE "case".outbox IN EXCLUSIVE MODE')
      const answer = accept(killed, caseId).catch(() => 'the connection broke')
      await soon(async () =>
        expect(
          await count(
            `pg_stat_activity WHERE usename = 'andon_case' AND datname = current_database()
             AND wait_event_type = 'Lock' AND query ILIKE '%outbox%'`,
          ),
        ).toBeGreaterThan(0),
      )
      await killed.kill('SIGKILL')
      await forget()
      expect(await answer).toBe('the connection broke')
    }
    expect(await database.ask('SELECT state, version FROM "case"."case"')).toEqual([
      { state: 'SCREENING', version: 1 },
    ])
    for (const table of ['case_step', 'outbox', 'audit_entry WHERE thing_id = $$' + caseId + '$$'])
      expect([table, await count(`"case".${table}`)]).toEqual([table, 0])
    await using running = start()
    const { data } = await accept(running, caseId)
    expect(data).toMatchObject({
      acceptReport: { state: 'ACCEPTED', deadlines: [{ kind: 'ACCEPTANCE' }, { kind: 'VERIFICATION' }] },
    })
    await soon(async () => expect(await count(`events.log WHERE name = 'CaseAccepted'`)).toBe(1))
  })

  it('while a deadline passes, tells of it once, with two replicas', async () => {
    const inFourYears = new Date(Date.now() + 4 * 366 * 86_400_000).toISOString()
    writeFileSync(clockFile, inFourYears)
    await using _one = start()
    await using _two = start()
    await Promise.all([_one.listening, _two.listening])
    await soon(
      async () =>
        expect(await count('"case".deadline WHERE escalated_at IS NOT NULL AND met_at IS NULL')).toBe(1),
      100_000,
    )
    expect(await count(`"case".deadline WHERE lapsed_at IS NOT NULL`)).toBe(0)
  }, 120_000)
})
