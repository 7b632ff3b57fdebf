import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { Lifecycle } from '../../../platform/lifecycle.js'
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.js'
import { silentLog } from '../../../test/support/silent-log.js'
import { openWeChatStand, standAppId, standSecret, type WeChatStand } from '../../../test/support/wechat.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'
import { openOrm } from '../../shared/orm.js'
import { readEnvelopeKeys, type EnvelopeKeys } from '../../shared/sealed-content/envelope-keys.js'
import { reportEntities } from '../entities.js'
import { openAccessTokens, type AccessTokens } from './access-token.js'
import { WeChatFailure } from './failure.js'
import { openTransport } from './transport.js'
import { createWeChatClient, type WeChatClient } from './wechat.client.js'

const tokenPath = '/cgi-bin/stable_token'
const codePath = '/wxa/getwxacodeunlimit'
const scene = 'p=0123456789A'

describe('the WeChat client', () => {
  let database: TestDatabase
  let stand: WeChatStand
  let lifecycle: Lifecycle
  let envelope: EnvelopeKeys
  beforeAll(async () => {
    database = await openTestDatabase()
  })
  beforeEach(async () => {
    stand = await openWeChatStand()
    lifecycle = new Lifecycle(silentLog)
    envelope = readEnvelopeKeys([randomBytes(32)])
    await database.ask('DELETE FROM report.wechat_token')
  })
  afterEach(async () => {
    await lifecycle.close()
    await stand[Symbol.asyncDispose]()
  })
  afterAll(() => database[Symbol.asyncDispose]())

  /** One process with its own memory and its own connections. */
  const openInstance = async (): Promise<{ client: WeChatClient; tokens: AccessTokens }> => {
    const databaseUrl = database.runtimeUrl('report')
    const orm = await openOrm({ databaseUrl, schema: 'report', entities: reportEntities, lifecycle })
    const account = { appId: standAppId, appSecret: standSecret, baseUrl: stand.url }
    const transport = openTransport({ baseUrl: stand.url, lifecycle })
    const tokens = openAccessTokens({ orm, account, envelope, transport, now: stand.now })
    return { tokens, client: createWeChatClient({ account, transport, tokens, version: 'release' }) }
  }
  const failureOf = async (work: Promise<unknown>) => {
    const failure: unknown = await work.catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(WeChatFailure)
    return (failure as WeChatFailure).kind
  }

  describe('access token', () => {
    it('is one for all instances, however many ask at once', async () => {
      const instances = await Promise.all([openInstance(), openInstance(), openInstance()])
      const all = await Promise.all(instances.flatMap(({ tokens }) => [tokens.get(), tokens.get()]))
      expect(new Set(all).size).toBe(1)
      expect(stand.calls(tokenPath)).toBe(1)
      const late = await openInstance()
      expect(await late.tokens.get()).toBe(all[0])
      expect(stand.calls(tokenPath)).toBe(1)
    })

    it('is renewed before its end, by one of them, and the old one still serves the other', async () => {
      const [one, other] = [await openInstance(), await openInstance()]
      const first = await one.tokens.get()
      await other.tokens.get()
      stand.passSeconds(7_200 - 230)
      const [second, again] = await Promise.all([one.tokens.get(), other.tokens.get()])
      expect(second).not.toBe(first)
      expect(again).toBe(second)
      expect(stand.calls(tokenPath)).toBe(2)
      await one.client.codeFor(scene, 'pages/index/index')
    })

    it('that WeChat took back is exchanged once, and the others find the new one', async () => {
      const [one, other] = [await openInstance(), await openInstance()]
      await Promise.all([one.tokens.get(), other.tokens.get()])
      stand.revokeTokens()
      await Promise.all([
        one.client.codeFor(scene, 'pages/index/index'),
        other.client.codeFor(scene, 'pages/index/index'),
      ])
      expect(stand.calls(tokenPath)).toBe(2)
      expect(await one.tokens.get()).toBe(await other.tokens.get())
    })

    it('that is refused and yet given again is forced anew, and not twice', async () => {
      const { client, tokens } = await openInstance()
      const refused = await tokens.get()
      stand.failNext(codePath, 42001)
      await client.codeFor(scene, 'pages/index/index')
      expect(await tokens.get()).not.toBe(refused)
      expect(stand.calls(tokenPath)).toBe(3)
      expect(stand.heard.filter((line) => line.includes('"force_refresh":true'))).toHaveLength(1)
      stand.failNext(codePath, 40001, 40001)
      expect(await failureOf(client.codeFor(scene, 'pages/index/index'))).toBe('TOKEN_REFUSED')
      expect(stand.heard.filter((line) => line.includes('"force_refresh":true'))).toHaveLength(1)
    })

    it('stands sealed in the database, and is fetched anew where the envelope key was exchanged', async () => {
      const token = await (await openInstance()).tokens.get()
      expect(await tablesThatHold(database, token)).toEqual([])
      expect(await database.ask('SELECT FROM report.wechat_token')).toHaveLength(1)
      envelope = readEnvelopeKeys([randomBytes(32)])
      expect(await (await openInstance()).tokens.get()).toBe(token)
      expect(stand.calls(tokenPath)).toBe(2)
    })

    it('is told to be away when WeChat refuses it, and asked for again the next time', async () => {
      const { tokens } = await openInstance()
      stand.failNext(tokenPath, 40125)
      expect(await failureOf(tokens.get())).toBe('MISCONFIGURED')
      expect(await tokens.get()).not.toBe('')
    })
  })

  it('asks a busy WeChat again, three times at most', async () => {
    const { client } = await openInstance()
    stand.failNext('/sns/jscode2session', -1, -1)
    expect(await client.personOf(stand.loginCode('oAAA', 'uAAA'))).toEqual({
      openid: 'oAAA',
      unionid: 'uAAA',
    })
    stand.failNext('/sns/jscode2session', -1, -1, -1)
    expect(await failureOf(client.personOf(stand.loginCode('oAAA')))).toBe('BUSY')
    expect(stand.calls('/sns/jscode2session')).toBe(6)
  })

  it('does not ask again where it cannot know what was done', async () => {
    const { client, tokens } = await openInstance()
    await tokens.get()
    stand.hangUpNext('/cgi-bin/message/subscribe/send')
    const message = { openid: 'oAAA', templateId: 'x', page: 'pages/index/index', data: {} }
    expect(await failureOf(client.notify(message))).toBe('BUSY')
    expect(stand.calls('/cgi-bin/message/subscribe/send')).toBe(1)
  })

  it('passes on neither session_key nor what WeChat adds, and shows a code once', async () => {
    const { client } = await openInstance()
    const code = stand.loginCode('oBBB')
    expect(await client.personOf(code)).toEqual({ openid: 'oBBB', unionid: undefined })
    expect(await failureOf(client.personOf(code))).toBe('BAD_CODE')
  })

  it('reads a telephone as people write it', async () => {
    const { client } = await openInstance()
    expect(await client.phoneOf(stand.phoneCode('13800000009'))).toBe('13800000009')
    expect(await client.phoneOf(stand.phoneCode('61234567', '852'))).toBe('+85261234567')
    const old = stand.phoneCode('13800000009')
    stand.passSeconds(301)
    expect(await failureOf(client.phoneOf(old))).toBe('BAD_CODE')
  })

  it('gets the picture of a code, and tells JSON that stands in its place', async () => {
    const { client } = await openInstance()
    const { contentType, bytes } = await client.codeFor(scene, 'pages/index/index')
    expect([contentType, bytes.subarray(0, 2).toString('hex')]).toEqual(['image/jpeg', 'ffd8'])
    expect(await failureOf(client.codeFor(scene, 'pages/none/none'))).toBe('NO_SUCH_PAGE')
    expect(await failureOf(client.codeFor('p'.repeat(33), 'pages/index/index'))).toBe('MISCONFIGURED')
    expect(await failureOf(client.codeFor('p=50%', 'pages/index/index'))).toBe('MISCONFIGURED')
  })

  it.each([
    [40029, 'BAD_CODE'],
    [40163, 'BAD_CODE'],
    [45011, 'TOO_OFTEN'],
    [45009, 'QUOTA_SPENT'],
    [40226, 'USER_BLOCKED'],
    [43101, 'USER_REFUSES'],
    [40003, 'NO_SUCH_USER'],
    [41030, 'NO_SUCH_PAGE'],
    [48001, 'NOT_GRANTED'],
    [40013, 'MISCONFIGURED'],
    [99999, 'NOT_UNDERSTOOD'],
  ])('knows what %d means', async (errcode, kind) => {
    const { client } = await openInstance()
    stand.failNext(codePath, errcode)
    expect(await failureOf(client.codeFor(scene, 'pages/index/index'))).toBe(kind)
  })

  it('tells in a failure neither address, secret, token nor code', async () => {
    const { client, tokens } = await openInstance()
    const [token, code] = [await tokens.get(), stand.loginCode('oCCC')]
    stand.hangUpNext(codePath)
    stand.hangUpNext('/sns/jscode2session')
    const calls = [client.codeFor(scene, 'pages/index/index'), client.personOf(code)]
    for (const outcome of await Promise.allSettled(calls)) {
      const failure = (outcome as PromiseRejectedResult).reason as WeChatFailure
      const told = [failure.message, failure.stack, JSON.stringify(failure)].join()
      for (const secret of [token, code, standSecret, '127.0.0.1']) expect(told).not.toContain(secret)
      expect(failure.cause).toBeUndefined()
    }
  })
})
