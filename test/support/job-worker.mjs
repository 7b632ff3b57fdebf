import { pino } from 'pino'
import { Lifecycle } from '../../dist/platform/lifecycle.js'
import { openJobs } from '../../dist/subgraphs/shared/jobs/jobs.js'

// A process of its own that takes a job and never ends it: something to kill. Built code, as processes run it.
const log = pino({ level: 'silent' })
const taken = () => {
  process.send('taken')
  return new Promise(() => {})
}
await openJobs({
  databaseUrl: process.env.DATABASE_URL,
  schema: 'report',
  tasks: { remember: taken },
  lifecycle: new Lifecycle(log),
  log,
})
