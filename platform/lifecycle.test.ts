import { describe, expect, it } from '@jest/globals'
import { createKeptLog, silentLog } from '../test/support/silent-log.js'
import { Lifecycle } from './lifecycle.js'

describe('the life of a process', () => {
  it('closes in reverse and once, however often it is told to', async () => {
    const closed: string[] = []
    const lifecycle = new Lifecycle(silentLog)
    for (const name of ['first', 'second', 'third']) lifecycle.onClose(name, () => closed.push(name))
    await Promise.all([lifecycle.close(), lifecycle.close()])
    await lifecycle[Symbol.asyncDispose]()
    expect(closed).toEqual(['third', 'second', 'first'])
  })

  it('is not ready any more before anything is closed', async () => {
    const lifecycle = new Lifecycle(silentLog)
    let toldWhileClosing: string[] = []
    lifecycle.onClose('server', async () => {
      toldWhileClosing = await lifecycle.notReady()
    })
    expect(await lifecycle.notReady()).toEqual([])
    await lifecycle.close()
    expect(toldWhileClosing).toEqual(['stopping'])
  })

  it('goes on when one closing fails or never ends, and logs both', async () => {
    const { log, lines } = createKeptLog()
    const closed: string[] = []
    const lifecycle = new Lifecycle(log)
    lifecycle.onClose('last', () => closed.push('last'))
    lifecycle.onClose('hanging', () => new Promise(() => undefined), 10)
    lifecycle.onClose('failing', () => {
      throw new Error('broken')
    })
    lifecycle.onClose('rejecting', () => Promise.reject(new Error('broken too')))
    await lifecycle.close()
    expect(closed).toEqual(['last'])
    expect(lines.map((line) => (JSON.parse(line) as { closing: string }).closing)).toEqual([
      'rejecting',
      'failing',
      'hanging',
    ])
  })

  it('closes what was opened while it was closing', async () => {
    const closed: string[] = []
    const lifecycle = new Lifecycle(silentLog)
    lifecycle.onClose('early', () => {
      lifecycle.onClose('late', () => closed.push('late'))
    })
    await lifecycle.close()
    expect(closed).toEqual(['late'])
  })

  it('names what readiness waits for, and takes a failing check for not ready', async () => {
    await using lifecycle = new Lifecycle(silentLog)
    let caughtUp = false
    lifecycle.readyWhen('consumer', () => caughtUp)
    lifecycle.readyWhen('database', () => Promise.reject(new Error('gone')))
    expect(await lifecycle.notReady()).toEqual(['consumer', 'database'])
    lifecycle.readyWhen('database', () => Promise.resolve(true))
    caughtUp = true
    expect(await lifecycle.notReady()).toEqual([])
  })
})
