import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { MikroORM } from '@mikro-orm/postgresql'
import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { z } from 'zod'
import { Lifecycle } from '../../../platform/lifecycle.js'
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.js'
import { createKeptLog, silentLog } from '../../../test/support/silent-log.js'
import { soon } from '../../../test/support/soon.js'
import { OutboxEntry } from '../events/outbox.entity.js'
import { openOrm } from '../orm.js'
import { addJob } from './add-job.js'
import { defineTask, openJobs, type JobOptions, type Task } from './jobs.js'

describe('jobs', () => {
  let database: TestDatabase
  let orm: MikroORM
  let lifecycle: Lifecycle
  let ran: string[]
  const remember: Task = defineTask(z.object({ id: z.string() }), ({ id }) => {
    ran.push(id)
    return Promise.resolve()
  })

  beforeAll(async () => {
    database = await openTestDatabase()
  })
  beforeEach(async () => {
    ran = []
    lifecycle = new Lifecycle(silentLog)
    const databaseUrl = database.runtimeUrl('report')
    orm = await openOrm({ databaseUrl, schema: 'report', entities: [OutboxEntry], lifecycle })
  })
  afterEach(() => lifecycle.close())
  afterAll(() => database[Symbol.asyncDispose]())

  const open = (changes: Partial<JobOptions> = {}): Promise<void> =>
    openJobs({
      databaseUrl: database.runtimeUrl('report'),
      schema: 'report',
      tasks: { remember },
      lifecycle,
      log: silentLog,
      ...changes,
    })
  const add = (id: string, when: { runAt?: Date; key?: string } = {}): Promise<void> =>
    orm.em.fork().transactional((em) => addJob(em, 'remember', { id }, when))
  const waiting = async (): Promise<number> =>
    (await database.ask<{ jobs: number }>('SELECT count(*)::int AS jobs FROM report_jobs._private_jobs'))[0]!
      .jobs

  it('run when the transaction that wrote them is committed, and never when it is rolled back', async () => {
    const [kept, dropped] = [randomUUID(), randomUUID()]
    await open()
    const rolledBack = orm.em.fork().transactional(async (em) => {
      await addJob(em, 'remember', { id: dropped })
      throw new Error('something went wrong after it')
    })
    await expect(rolledBack).rejects.toThrow('something went wrong')
    await add(kept)
    await soon(() => expect(ran).toEqual([kept]))
    await soon(async () => expect(await waiting()).toBe(0))
    expect(ran).toEqual([kept])
  })

  it('want a transaction, and a payload that tells nothing', async () => {
    const alone = orm.em.fork()
    await expect(addJob(alone, 'remember', { id: randomUUID() })).rejects.toThrow('transaction')
    for (const telling of [
      '张三',
      'a fact in words',
      '13800000000',
      '1234567890123456',
      '41010519900101001X',
    ])
      await expect(add(telling)).rejects.toThrow('neither an id nor a code')
  })

  it('are run once by two replicas', async () => {
    const ids = Array.from({ length: 40 }, () => randomUUID())
    await open()
    await open()
    await Promise.all(ids.map((id) => add(id)))
    await soon(() => expect(ran.length).toBeGreaterThanOrEqual(ids.length))
    await soon(async () => expect(await waiting()).toBe(0))
    expect(ran.toSorted()).toEqual(ids.toSorted())
  })

  it('are run by another process when theirs is killed', async () => {
    const child = fork('test/support/job-worker.mjs', {
      env: { DATABASE_URL: database.runtimeUrl('report') },
      execArgv: [],
    })
    const id = randomUUID()
    await add(id)
    await once(child, 'message')
    await open()
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
    await soon(() => expect(ran).toEqual([id]))
  })

  it('wait for their time, and are replaced by a later one of the same key', async () => {
    const [early, late] = [randomUUID(), randomUUID()]
    await add(early, { key: 'reminder:1', runAt: new Date('2999-01-01T00:00:00Z') })
    await add(late, { key: 'reminder:1', runAt: new Date('2001-01-01T00:00:00Z') })
    await open()
    await soon(() => expect(ran).toEqual([late]))
  })

  it('are begun by the clock once for two replicas, and made up for after a standstill', async () => {
    const moments: string[] = []
    const tick = defineTask(z.object({ _cron: z.object({ ts: z.string() }) }), ({ _cron }) => {
      moments.push(_cron.ts)
      return Promise.resolve()
    })
    const every = { task: 'tick', match: '* * * * *' }
    const begin = () => open({ tasks: { tick }, crontab: [every] })
    await database.ask(`INSERT INTO report_jobs._private_known_crontabs (identifier, known_since)
      VALUES ('tick', now() - interval '5 minutes')`)
    await Promise.all([begin(), begin()])
    await soon(() => expect(moments.length).toBeGreaterThanOrEqual(4))
    await soon(async () => expect(await waiting()).toBe(0))
    expect(moments.toSorted()).toEqual([...new Set(moments)].toSorted())
  })

  it('that fail are tried again, and neither log nor row repeats what they failed over', async () => {
    const kept = createKeptLog()
    const failing: Task = (_payload, { attempt }) => {
      if (attempt === 1) throw new Error('duplicate value "李四欠薪"')
      ran.push(`attempt ${attempt}`)
      return Promise.resolve()
    }
    await open({ tasks: { remember: failing }, log: kept.log })
    const id = randomUUID()
    await add(id)
    const [job] = await soon(async () => {
      const rows = await database.ask<{ last_error: string }>(
        'SELECT last_error FROM report_jobs._private_jobs WHERE last_error IS NOT NULL',
      )
      expect(rows).toHaveLength(1)
      return rows
    })
    expect(job?.last_error).toBe('Error, see the log')
    await database.ask('UPDATE report_jobs._private_jobs SET run_at = now()')
    await soon(() => expect(ran).toEqual(['attempt 2']))
    expect(kept.lines.join()).toContain('job failed')
    expect(kept.lines.join()).not.toContain('李四')
    expect(kept.lines.join()).not.toContain(id)
  })

  it('go on after the database was lost', async () => {
    await open()
    await database.ask(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND usename = 'andon_report'`,
    )
    const id = randomUUID()
    await soon(() => add(id))
    await soon(() => expect(ran).toContain(id))
  })

  it('under way come to their end before the process closes', async () => {
    const begun = Promise.withResolvers<void>()
    const mayEnd = Promise.withResolvers<void>()
    const slow: Task = async () => {
      begun.resolve()
      await mayEnd.promise
      ran.push('came to its end')
    }
    const own = new Lifecycle(silentLog)
    await open({ tasks: { remember: slow }, lifecycle: own })
    await add(randomUUID())
    await begun.promise
    const closed = own.close()
    mayEnd.resolve()
    await closed
    expect(ran).toEqual(['came to its end'])
    expect(await waiting()).toBe(0)
  })

  it('are not changed in their shape by the role that runs them', async () => {
    const alter = orm.em.fork().execute('ALTER TABLE report_jobs._private_jobs ADD COLUMN told text')
    await expect(alter).rejects.toThrow('must be owner')
  })
})
