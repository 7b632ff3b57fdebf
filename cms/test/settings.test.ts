import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { test } from 'node:test'
import { readSettings, SettingsError } from '../src/settings'
import { spawnCms } from './support/cms'
import { trustedKeys } from './support/viewer-token'

const secret = 'test-secret-of-32-characters-0001'
const enough = {
  CMS_DATABASE_URL: 'postgresql://a@127.0.0.1:1/cms',
  EVENTS_DATABASE_URL: 'postgresql://a@127.0.0.1:1/andon',
  TRUSTED_KEYS: trustedKeys,
  APP_KEYS: secret,
  API_TOKEN_SALT: secret,
  ADMIN_JWT_SECRET: secret,
  TRANSFER_TOKEN_SALT: secret,
  ENCRYPTION_KEY: secret,
}
const problemsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readSettings(environment)
    return []
  } catch (error) {
    if (error instanceof SettingsError) return error.problems
    throw error
  }
}

test('defaults fill what may be left out, and empty means unset', () => {
  const settings = readSettings({ ...enough, CMS_PORT: '', HOST: '' })
  assert.equal(settings.CMS_PORT, 1337)
  assert.equal(settings.CONTENT_SUBGRAPH_PORT, 4105)
  assert.equal(settings.HOST, '127.0.0.1')
  assert.equal(settings.ANDON_DEMO, false)
})

test('all problems are told together and no value is repeated', () => {
  const problems = problemsOf({
    ...enough,
    TRUSTED_KEYS: ' , ',
    APP_KEYS: 'short',
    ENCRYPTION_KEY: '',
    CMS_PORT: 'x',
  })
  assert.equal(problems.length, 4, problems.join('\n'))
  assert.ok(!problems.join().includes('short,'))
  assert.ok(problems.some((problem) => problem === 'ENCRYPTION_KEY is not set'))
})

test('demo accounts need a password and are refused in production', () => {
  assert.match(problemsOf({ ...enough, ANDON_DEMO: 'true' }).join(), /CMS_DEMO_PASSWORD/)
  const demo = { ...enough, ANDON_DEMO: 'true', CMS_DEMO_PASSWORD: 'Demo-Password-1' }
  assert.deepEqual(problemsOf(demo), [])
  assert.match(problemsOf({ ...demo, NODE_ENV: 'production' }).join(), /production/)
})

test('a missing setting or a taken port ends the start with one line that names the setting', async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const taken = String((holder.address() as AddressInfo).port)
  for (const [environment, words] of [
    [{ ...enough, TRUSTED_KEYS: '' }, /TRUSTED_KEYS is not set/],
    [{ ...enough, CMS_PORT: taken }, /set CMS_PORT/],
    [{ ...enough, CMS_PORT: '0', CONTENT_SUBGRAPH_PORT: taken }, /set CONTENT_SUBGRAPH_PORT/],
  ] as const) {
    const { child, output } = spawnCms(environment)
    const [code] = (await once(child, 'close')) as [number]
    assert.equal(code, 1)
    assert.match(output(), words)
    assert.equal(output().trim().split('\n').length, 1, output())
  }
  holder.close()
})
