import { expect, it } from '@jest/globals'
import { silentLog } from '../test/support/silent-log.js'
import { openHttpServer } from './http.js'
import { Lifecycle } from './lifecycle.js'

it('a process lives at once, and is ready when nothing is awaited any more', async () => {
  await using lifecycle = new Lifecycle(silentLog)
  let caughtUp = false
  lifecycle.readyWhen('consumer', () => caughtUp)
  const { url } = await openHttpServer({ lifecycle, host: '127.0.0.1', port: 0 }).listen()
  const ask = async (path: string) => {
    const response = await fetch(`${url}${path}`, { headers: { connection: 'close' } })
    return { status: response.status, body: await response.json() }
  }
  expect(await ask('/health/live')).toEqual({ status: 200, body: { live: true } })
  expect(await ask('/health/ready')).toEqual({
    status: 503,
    body: { ready: false, waitingFor: ['consumer'] },
  })
  caughtUp = true
  expect(await ask('/health/ready')).toEqual({ status: 200, body: { ready: true, waitingFor: [] } })
})
