import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createWeChatAnswers, refuse, type WeChatWorld } from './wechat-answers.js'

/** Stands where api.weixin.qq.com stands, and keeps to what WeChat documents, errors included. */
export type WeChatStand = AsyncDisposable & {
  url: string
  /** What a report process is told to find it. */
  settings: Record<string, string>
  /** What wx.login gives the programme of a person. */
  loginCode: (openid: string, unionid?: string) => string
  /** What the getPhoneNumber button gives. */
  phoneCode: (phone: string, countryCode?: string) => string
  /** What the page of consent to a real-name check gives. */
  consentCode: (openid: string) => string
  /** A person lets the programme send one notice more. */
  allowNotice: (openid: string) => void
  /** Notices that were sent, first to last. */
  notices: { openid: string; body: Record<string, unknown> }[]
  /** How often a path was called. */
  calls: (path: string) => number
  /** Everything that was sent here, as text: addresses and bodies. */
  heard: string[]
  /** The next answers to a path are these error codes. */
  failNext: (path: string, ...errcodes: number[]) => void
  /** The next requests to a path are not answered at all. */
  hangUpNext: (path: string, times?: number) => void
  passSeconds: (seconds: number) => void
  now: () => number
  /** The platform takes the token back before its end. */
  revokeTokens: () => void
  /** What WeChat Pay knows of a person. */
  setRealName: (openid: string, known: { name: string; idNumber: string }) => void
}

export const standAppId = 'wx0123456789abcdef'
export const standSecret = 'd1ff1cu1t-to-gue55'

export async function openWeChatStand(): Promise<WeChatStand> {
  const world = newWorld()
  const failures = new Map<string, number[]>()
  const hangUps = new Map<string, number>()
  const heard: string[] = []
  const answer = createWeChatAnswers(world)
  const server = createServer((request, response) => {
    void readAll(request).then((body) => {
      heard.push(`${request.url ?? ''} ${body}`)
      const url = new URL(request.url ?? '', 'http://wechat')
      const hangUp = hangUps.get(url.pathname) ?? 0
      world.called.set(url.pathname, (world.called.get(url.pathname) ?? 0) + 1)
      if (hangUp > 0) {
        hangUps.set(url.pathname, hangUp - 1)
        request.socket.destroy()
        return
      }
      const failure = failures.get(url.pathname)?.shift()
      const { contentType, bytes } = failure === undefined ? answer(url, body) : refuse(failure)
      response.writeHead(200, { 'content-type': contentType, connection: 'close' })
      response.end(bytes)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  return {
    url,
    settings: { WECHAT_APP_ID: standAppId, WECHAT_APP_SECRET: standSecret, WECHAT_BASE_URL: url },
    ...waysToCodes(world),
    notices: world.notices,
    calls: (path) => world.called.get(path) ?? 0,
    heard,
    failNext: (path, ...errcodes) => void failures.set(path, [...(failures.get(path) ?? []), ...errcodes]),
    hangUpNext: (path, times = 1) => void hangUps.set(path, times),
    passSeconds: (seconds) => void (world.passedMs += seconds * 1000),
    now: () => Date.now() + world.passedMs,
    revokeTokens: () => void world.tokens.splice(0),
    setRealName: (openid, known) => void world.realNames.set(openid, known),
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function newWorld(): WeChatWorld {
  return {
    appId: standAppId,
    secret: standSecret,
    codes: new Map(),
    tokens: [],
    allowances: new Map(),
    notices: [],
    called: new Map(),
    signIns: new Map(),
    realNames: new Map(),
    pages: new Set(['pages/index/index']),
    templates: new Set(['template-of-progress']),
    codesMadeThisMinute: 0,
    passedMs: 0,
  }
}

function waysToCodes(
  world: WeChatWorld,
): Pick<WeChatStand, 'loginCode' | 'phoneCode' | 'consentCode' | 'allowNotice'> {
  const give = (
    stands: { openid?: string; unionid?: string; phone?: string; countryCode?: string },
    kind: string,
  ) => {
    const code = randomBytes(16).toString('hex')
    world.codes.set(code, { kind, ...stands, untilMs: Date.now() + world.passedMs + 300_000 })
    return code
  }
  return {
    loginCode: (openid, unionid) => give(unionid === undefined ? { openid } : { openid, unionid }, 'login'),
    phoneCode: (phone, countryCode = '86') => give({ phone, countryCode }, 'phone'),
    consentCode: (openid) => give({ openid }, 'consent'),
    allowNotice: (openid) => void world.allowances.set(openid, (world.allowances.get(openid) ?? 0) + 1),
  }
}

async function readAll(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString('utf8')
}
