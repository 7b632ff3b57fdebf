import { describe, expect, it } from '@jest/globals'
import type { z } from 'zod'
import { readSettings, setting, SettingsError } from './settings.js'

function problemsOf(shape: z.ZodRawShape, environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    readSettings(shape, environment)
  } catch (error) {
    if (error instanceof SettingsError) return error.problems
    throw error
  }
  return []
}

describe('settings', () => {
  it('tells all problems together and repeats no value', () => {
    const secret = 'hunter2-hunter2'
    const shape = {
      PORT: setting.port(4000),
      URL: setting.url(),
      DATABASE_URL: setting.databaseUrl(),
      KEY: setting.base64(32),
      FLAG: setting.flag(),
      WAIT_MS: setting.milliseconds(5),
      LOG_LEVEL: setting.logLevel(),
      MISSING: setting.list(),
    }
    const environment = Object.fromEntries(
      ['PORT', 'URL', 'DATABASE_URL', 'KEY', 'FLAG', 'WAIT_MS', 'LOG_LEVEL'].map((name) => [name, secret]),
    )
    const problems = problemsOf(shape, environment)
    expect(problems.map((problem) => /^\w+/.exec(problem)?.[0])).toEqual(Object.keys(shape))
    expect(problems.at(-1)).toBe('MISSING is not set')
    expect(problems.join()).not.toContain('hunter2')
  })

  it('takes empty for unset', () => {
    const shape = { PORT: setting.port(4000), HOST: setting.host(), TRUSTED_KEYS: setting.list() }
    expect(problemsOf(shape, { PORT: '', HOST: '', TRUSTED_KEYS: '' })).toEqual(['TRUSTED_KEYS is not set'])
    expect(readSettings({ PORT: setting.port(4000) }, { PORT: '' })).toEqual({ PORT: 4000 })
  })

  it.each(['-1', '65536', '80.5', 'http'])('refuses %s as a port', (port) => {
    expect(problemsOf({ PORT: setting.port(4000) }, { PORT: port })).toHaveLength(1)
  })

  it('asks for a key of exactly its length', () => {
    const of = (bytes: number) => Buffer.alloc(bytes, 7).toString('base64')
    expect(problemsOf({ SALT: setting.base64(32) }, { SALT: of(31) })).toEqual(['SALT: 32 bytes as base64'])
    expect(readSettings({ SALT: setting.base64(32) }, { SALT: of(32) }).SALT).toEqual(Buffer.alloc(32, 7))
  })

  it('reads a list with blanks around its items', () => {
    expect(readSettings({ LIST: setting.list() }, { LIST: ' a, b ,,c' }).LIST).toEqual(['a', 'b', 'c'])
  })

  it('hands on nothing that was not asked for', () => {
    expect(readSettings({ HOST: setting.host() }, { HOST: 'h', OTHER: 'x' })).toEqual({ HOST: 'h' })
  })
})
