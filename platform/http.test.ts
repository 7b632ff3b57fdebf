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

it('an address nobody serves, or that is none, is refused without being repeated', async () => {
  await using lifecycle = new Lifecycle(silentLog)
  const { app, listen } = openHttpServer({ lifecycle, host: '127.0.0.1', port: 0 })
  app.get('/fails', () => {
    throw new Error('1234567812345678')
  })
  const { url } = await listen()
  for (const [path, status, code] of [
    ['/1234567812345678?name=1234567812345678', 404, 'NOT_FOUND'],
    ['/%1234567812345678%', 400, 'BAD_USER_INPUT'],
    ['/fails', 500, 'INTERNAL_SERVER_ERROR'],
  ] as const) {
    const response = await fetch(`${url}${path}`, { headers: { connection: 'close' } })
    const text = await response.text()
    expect([response.status, text]).toEqual([status, expect.stringContaining(code)])
    expect(text).not.toContain('1234567812345678')
  }
})
