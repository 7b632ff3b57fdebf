import { describe, expect, it } from '@jest/globals'
import { join } from 'node:path'
import { checkoutFolder } from './checkout.js'
import { listeners, portTable, readLocalSettings } from './settings.js'
import { StartFailure } from './start-failure.js'

describe('the settings of the launcher', () => {
  it('has a port of its own for every process', () => {
    const { ports, dataFolder } = readLocalSettings({})
    expect(ports.gateway).toBe(4000)
    expect(new Set(Object.values(ports)).size).toBe(listeners.length)
    expect(dataFolder).toBe(join(checkoutFolder, '.andon'))
  })

  it.each(listeners)('moves the port of %s by its setting', (name) => {
    expect(readLocalSettings({ [portTable[name].setting]: '16099' }).ports[name]).toBe(16099)
  })

  it('takes a data folder relative to the checkout or absolute', () => {
    expect(readLocalSettings({ ANDON_DATA: 'elsewhere' }).dataFolder).toBe(join(checkoutFolder, 'elsewhere'))
    expect(readLocalSettings({ ANDON_DATA: '/srv/andon' }).dataFolder).toBe('/srv/andon')
  })

  it('tells all problems together', () => {
    const read = () => readLocalSettings({ PORT: 'high', POSTGRES_PORT: '70000', LOG_LEVEL: 'loud' })
    expect(read).toThrow(StartFailure)
    expect(read).toThrow(/PORT.*POSTGRES_PORT.*LOG_LEVEL/)
  })

  it('hands the tuning of the gateway on, and nothing else', () => {
    const { gatewayTuning } = readLocalSettings({
      EXECUTION: 'stock',
      GATEWAY_SIGNING_KEY: 'somebody else’s',
    })
    expect(gatewayTuning).toEqual({ EXECUTION: 'stock' })
  })

  it('does not start in production', () => {
    expect(() => readLocalSettings({ NODE_ENV: 'production' })).toThrow(/NODE_ENV=production/)
  })
})
