import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { jwtVerify } from 'jose'
import { createPublicKey, randomUUID } from 'node:crypto'
import { anonymous, type Viewer } from '../../../platform/viewer/viewer.js'
import { openReportSubgraph, type ReportSubgraph } from '../../../test/support/report-subgraph.js'
import { staffOf } from '../../../test/support/staff.js'
import { openWeChatStand, type WeChatStand } from '../../../test/support/wechat.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'

const signIn = 'mutation($code: String!) { signInByWeChat(code: $code) { token expiresAt } }'
const bind = 'mutation($code: String!) { bindPhone(code: $code) { phone boundAt } }'
const account = '{ myAccount { registeredAt phoneBoundAt } }'
const draw = 'mutation($of: ID!) { createMiniProgramCode(placementCode: $of) { scene contentType image } }'

describe('a citizen of the mini-program', () => {
  let subgraph: ReportSubgraph
  let stand: WeChatStand
  beforeAll(async () => {
    stand = await openWeChatStand()
    subgraph = await openReportSubgraph(stand.settings)
  })
  afterAll(async () => {
    await subgraph.close()
    await stand[Symbol.asyncDispose]()
  })

  const ask = (query: string, viewer: Viewer, variables: object = {}) =>
    subgraph.ask({ query, viewer, variables: { ...variables } })
  const extensionsOf = async (query: string, viewer: Viewer, variables: object = {}) =>
    (await ask(query, viewer, variables)).errors[0]?.extensions
  const signInAs = async (openid: string, unionid?: string): Promise<Viewer> => {
    const { data, errors } = await ask(signIn, anonymous, { code: stand.loginCode(openid, unionid) })
    expect(errors).toEqual([])
    const { token } = (data as { signInByWeChat: { token: string } }).signInByWeChat
    const { payload } = await jwtVerify(token, createPublicKey(subgraph.sessionKey), {
      issuer: 'andon:report',
      audience: 'andon:gateway',
      typ: 'citizen-session+jwt',
    })
    expect(Object.keys(payload).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'sub'])
    return { kind: 'CITIZEN', citizenId: payload.sub ?? '' }
  }

  it('is the same citizen whenever they sign in, and another than everybody else', async () => {
    const first = await signInAs('oFirstPerson', 'uFirstPerson')
    expect(await signInAs('oFirstPerson')).toEqual(first)
    expect(await signInAs('oSecondPerson')).not.toEqual(first)
    expect((await ask(account, first)).data).toMatchObject({ myAccount: { phoneBoundAt: null } })
  })

  it('is stored without anything WeChat calls them by', async () => {
    await signInAs('oThirdPersonOfAll', 'uThirdPersonOfAll')
    expect(await tablesThatHold(subgraph.database, 'oThirdPersonOfAll')).toEqual([])
    expect(await tablesThatHold(subgraph.database, 'uThirdPersonOfAll')).toEqual([])
  })

  it('binds a telephone, which comes back to them and is kept nowhere', async () => {
    const viewer = await signInAs('oFourthPerson')
    const { data } = await ask(bind, viewer, { code: stand.phoneCode('13912345678') })
    expect(data).toMatchObject({ bindPhone: { phone: '13912345678' } })
    const { boundAt } = (data as { bindPhone: { boundAt: string } }).bindPhone
    expect((await ask(account, viewer)).data).toMatchObject({ myAccount: { phoneBoundAt: boundAt } })
    expect(await tablesThatHold(subgraph.database, '13912345678')).toEqual([])
  })

  it.each([
    ['a code that was used', 40163, { code: 'BAD_USER_INPUT', inputPath: 'code' }],
    ['a code that was never given', 40029, { code: 'BAD_USER_INPUT', inputPath: 'code' }],
    ['too many in a minute', 45011, { code: 'RATE_LIMITED' }],
    ['an account WeChat distrusts', 40226, { code: 'FORBIDDEN' }],
    ['a wrong secret of ours', 40125, { code: 'SUBGRAPH_UNAVAILABLE' }],
    ['something nobody documented', 12345, { code: 'SUBGRAPH_UNAVAILABLE' }],
  ])('is told of %s', async (_what, errcode, extensions) => {
    stand.failNext('/sns/jscode2session', errcode)
    expect(await extensionsOf(signIn, anonymous, { code: stand.loginCode('oAny') })).toEqual(extensions)
  })

  it('is told that WeChat is away while it does not answer', async () => {
    stand.hangUpNext('/sns/jscode2session')
    const { errors } = await ask(signIn, anonymous, { code: stand.loginCode('oAny') })
    expect(errors).toMatchObject([
      { message: '微信服务暂时不可用，请稍后再试。', extensions: { code: 'SUBGRAPH_UNAVAILABLE' } },
    ])
  })

  it('WeChat is not asked about what cannot be a code, nor by those who may not', async () => {
    const asked = stand.heard.length
    const reporter: Viewer = { kind: 'REPORTER', reportId: randomUUID() }
    const code = stand.loginCode('oAny')
    expect(await extensionsOf(signIn, anonymous, { code: '../x&y' })).toMatchObject({ inputPath: 'code' })
    expect(await extensionsOf(signIn, reporter, { code })).toEqual({ code: 'FORBIDDEN' })
    expect(await extensionsOf(signIn, staffOf('410100', 'LEADER'), { code })).toEqual({ code: 'FORBIDDEN' })
    expect(await extensionsOf(bind, anonymous, { code })).toEqual({ code: 'UNAUTHENTICATED' })
    expect(await extensionsOf(bind, reporter, { code })).toEqual({ code: 'UNAUTHENTICATED' })
    expect(await extensionsOf(account, reporter)).toEqual({ code: 'UNAUTHENTICATED' })
    expect(stand.heard).toHaveLength(asked)
  })

  describe('the code of a placement', () => {
    const publicity = staffOf('410100', 'PUBLICITY_STAFF')
    const validCode = 'aB3xK9mZ2Qd'

    it('carries the placement and nothing else', async () => {
      const { data, errors } = await ask(draw, publicity, { of: validCode })
      expect(errors).toEqual([])
      const { scene, contentType, image } = (data as { createMiniProgramCode: Record<string, string> })
        .createMiniProgramCode
      expect([scene, contentType]).toEqual([`p=${validCode}`, 'image/jpeg'])
      expect(
        Buffer.from(image ?? '', 'base64')
          .subarray(0, 2)
          .toString('hex'),
      ).toBe('ffd8')
    })

    it('is made by publicity staff, of codes that check', async () => {
      expect(await extensionsOf(draw, publicity, { of: 'aB4xK9mZ2Qd' })).toEqual({
        code: 'BAD_USER_INPUT',
        inputPath: 'placementCode',
      })
      expect(await extensionsOf(draw, anonymous, { of: validCode })).toEqual({ code: 'UNAUTHENTICATED' })
      expect(await extensionsOf(draw, staffOf('410100', 'LEADER'), { of: validCode })).toEqual({
        code: 'FORBIDDEN',
      })
    })

    it('says what WeChat has against it', async () => {
      stand.failNext('/wxa/getwxacodeunlimit', 41030, 45009)
      expect(await extensionsOf(draw, publicity, { of: validCode })).toEqual({ code: 'CONFLICT' })
      expect(await extensionsOf(draw, publicity, { of: validCode })).toEqual({ code: 'RATE_LIMITED' })
    })
  })
})

describe('a platform without the WeChat channel', () => {
  it('says so', async () => {
    const subgraph = await openReportSubgraph()
    const { errors } = await subgraph.ask({ query: signIn, variables: { code: '0123456789abcdef' } })
    expect(errors).toMatchObject([
      {
        message: '本平台尚未开通微信渠道，请使用网站或拨打 12350。',
        extensions: { code: 'SUBGRAPH_UNAVAILABLE' },
      },
    ])
    await subgraph.close()
  })
})
