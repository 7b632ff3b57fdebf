import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Lifecycle } from '../../../platform/lifecycle.js'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { plantCaseTree } from '../../../test/support/case-tree.js'
import { openMailServer, type MailServer } from '../../../test/support/mail-server.js'
import { placeCases } from '../../../test/support/placed-cases.js'
import { silentLog } from '../../../test/support/silent-log.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { authorityIdOf } from '../../region/authority/authority-id.js'
import { openJobs } from '../../shared/jobs/jobs.js'
import { sweepDeadlines } from '../deadlines/sweep.js'
import { createCaseTasks } from '../jobs.js'
import { takeStep } from '../loop/take-step.js'
import { openSenders } from './notices.js'

describe('officers', () => {
  let subgraph: CaseSubgraph
  let mail: MailServer
  const lifecycle = new Lifecycle(silentLog)
  const key = randomBytes(32)
  let now = new Date('2026-03-02T10:00:00+08:00')
  const clock = () => now
  const posted: { body: string; at: string; signature: string }[] = []
  const webhook = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      const header = (name: string) => String(request.headers[name])
      posted.push({ body, at: header('x-andon-at'), signature: header('x-andon-signature') })
      response.writeHead(204).end()
    })
  })

  beforeAll(async () => {
    subgraph = await openCaseSubgraph(clock)
    await plantCaseTree(subgraph.database)
    mail = await openMailServer()
    webhook.listen(0, '127.0.0.1')
    await once(webhook, 'listening')
    const host = `127.0.0.1:${String((webhook.address() as AddressInfo).port)}`
    const settings = {
      SMTP_URL: mail.url,
      NOTICE_FROM: 'andon@example.cn',
      NOTICE_WEBHOOK_HOSTS: [host],
      NOTICE_WEBHOOK_KEY: key,
    }
    const senders = openSenders(settings, lifecycle)
    const { orm, database } = subgraph
    const tasks = createCaseTasks({
      orm,
      clock,
      senders,
      log: silentLog,
      anchorAudit: () => Promise.resolve(),
    })
    await openJobs({
      databaseUrl: database.runtimeUrl('case'),
      schema: 'case',
      tasks,
      lifecycle,
      log: silentLog,
    })
    for (const [seat, kind, address] of [
      ['410102', 'EMAIL', 'duty@county.example.cn'],
      ['410100', 'EMAIL', 'duty@city.example.cn'],
      ['410102', 'WEBHOOK', `http://${host}/andon`],
      ['410300', 'EMAIL', 'duty@elsewhere.example.cn'],
    ] as const)
      await database.ask(
        `INSERT INTO "case".notice_channel (id, authority_id, kind, address, set_by, set_at)
         VALUES ($1, $2, $3, $4, 'test', now())`,
        [randomUUID(), authorityIdOf(seat), kind, address],
      )
  })
  afterAll(async () => {
    await lifecycle.close()
    webhook.close()
    await mail[Symbol.asyncDispose]()
    await subgraph.close()
  })

  it('are told that a case has a deadline, and of it nothing but its id', async () => {
    const [placed] = await placeCases(subgraph.database, [{ state: 'SCREENING' }])
    const { caseId } = placed!
    const intake = staffOf('410102', 'INTAKE_OFFICER')
    await takeStep(
      { em: subgraph.orm.em.fork(), viewer: intake, clock },
      { verb: 'acceptReport', caseId },
      () => ({
        facts: { acceptedAt: clock().toISOString() },
      }),
    )
    mail.refusals.push('451 try again later')
    now = new Date('2026-04-22T10:00:00+08:00')
    await sweepDeadlines({ orm: subgraph.orm, clock })
    await soon(() => {
      expect(posted).toHaveLength(1)
      expect(mail.received.map(({ to }) => to)).toEqual(['duty@county.example.cn'])
    })
    const text = mail.received[0]?.text ?? ''
    const decoded = Buffer.from(text.split('\n\n').slice(1).join('\n\n'), 'base64').toString() + text
    expect(decoded).toContain(caseId)
    for (const told of ['410102', 'VERIFICATION', '核查', 'COAL', 'MAJOR_HAZARD'])
      expect(decoded).not.toContain(told)
    const { body, at, signature } = posted[0]!
    expect(JSON.parse(body)).toEqual({ id: expect.stringMatching(/^NEAR\./), occasion: 'NEAR', caseId })
    expect(signature).toBe(`sha256=${createHmac('sha256', key).update(`${at}.${body}`).digest('hex')}`)
  })

  it('above are told when it has passed, and nobody elsewhere', async () => {
    now = new Date('2026-05-02T10:00:00+08:00')
    await Promise.all([1, 2].map(() => sweepDeadlines({ orm: subgraph.orm, clock })))
    await soon(() => expect(mail.received).toHaveLength(3))
    expect(
      mail.received
        .slice(1)
        .map(({ to }) => to)
        .sort(),
    ).toEqual(['duty@city.example.cn', 'duty@county.example.cn'])
    await sweepDeadlines({ orm: subgraph.orm, clock })
    await soon(async () => {
      expect(await subgraph.database.ask('SELECT FROM case_jobs._private_jobs')).toEqual([])
    })
    expect(mail.received).toHaveLength(3)
  })
})
