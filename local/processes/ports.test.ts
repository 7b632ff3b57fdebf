import { describe, expect, it } from '@jest/globals'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { choosePorts, freePort } from './ports.js'

describe('the choice of ports', () => {
  it('takes what was asked for and finds distinct free ones for the rest', async () => {
    const gateway = await freePort()
    const ports = await choosePorts({ gateway, report: 0 })
    expect(ports.gateway).toBe(gateway)
    expect(new Set(Object.values(ports)).size).toBe(9)
    expect(Object.values(ports)).not.toContain(0)
  })

  it('names every taken port with its setting before anything is started', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const address = taken.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    await expect(choosePorts({ cms: port })).rejects.toThrow(`${String(port)} (CMS_PORT)`)
    taken.close()
    await once(taken, 'close')
  })

  it('does not give one port to two processes', async () => {
    const port = await freePort()
    await expect(choosePorts({ gateway: port, case: port })).rejects.toThrow(/^PORT and CASE_PORT are both/)
  })
})
