import { randomBytes } from 'node:crypto'

export type WeChatAnswer = { contentType: string; bytes: Buffer }

/** What the stand-in remembers. */
export type WeChatWorld = {
  appId: string
  secret: string
  codes: Map<
    string,
    {
      kind: string
      openid?: string
      unionid?: string
      phone?: string
      countryCode?: string
      untilMs: number
    }
  >
  /** The newest first; one before it serves for five minutes more. */
  tokens: { value: string; untilMs: number; forcedAtMs?: number }[]
  allowances: Map<string, number>
  notices: { openid: string; body: Record<string, unknown> }[]
  called: Map<string, number>
  signIns: Map<string, number>
  realNames: Map<string, { name: string; idNumber: string }>
  pages: Set<string>
  templates: Set<string>
  codesMadeThisMinute: number
  passedMs: number
}

type Body = Record<string, unknown>
type Handler = (body: Body, query: URLSearchParams) => WeChatAnswer

const tokenLifeMs = 7_200_000
const overlapMs = 300_000
const scenePattern = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]{1,32}$/

/** Answers a request as WeChat's documents say it is answered. */
export function createWeChatAnswers(world: WeChatWorld): (url: URL, body: string) => WeChatAnswer {
  const withToken =
    (handler: Handler): Handler =>
    (body, query) => {
      const refused = whyTokenRefused(world, query.get('access_token'))
      return refused === undefined ? handler(body, query) : refuse(refused)
    }
  const handlers: Record<string, Handler> = {
    '/sns/jscode2session': (_body, query) => signIn(world, query),
    '/cgi-bin/stable_token': (body) => giveToken(world, body),
    '/wxa/business/getuserphonenumber': withToken((body) => tellPhone(world, body)),
    '/intp/realname/checkrealnameinfo': withToken((body) => checkRealName(world, body)),
    '/wxa/getwxacodeunlimit': withToken((body) => drawCode(world, body)),
    '/cgi-bin/message/subscribe/send': withToken((body) => sendNotice(world, body)),
  }
  return (url, text) => {
    const handler = handlers[url.pathname]
    if (handler === undefined) return { contentType: 'text/html', bytes: Buffer.from('not found') }
    try {
      return handler(text === '' ? {} : (JSON.parse(text) as Body), url.searchParams)
    } catch {
      return refuse(47001)
    }
  }
}

const nowOf = ({ passedMs }: WeChatWorld): number => Date.now() + passedMs

function whyTokenRefused(world: WeChatWorld, token: string | null): number | undefined {
  if (!token) return 41001
  const known = world.tokens.find(({ value }) => value === token)
  if (known === undefined) return 40001
  return known.untilMs > nowOf(world) ? undefined : 42001
}

function signIn(world: WeChatWorld, query: URLSearchParams): WeChatAnswer {
  const refused = whyAccountRefused(world, query.get('appid'), query.get('secret'))
  if (refused !== undefined) return refuse(refused)
  const code = spend(world, query.get('js_code') ?? '', 'login')
  if (typeof code === 'number') return refuse(code)
  const openid = code.openid ?? ''
  const signIns = (world.signIns.get(openid) ?? 0) + 1
  world.signIns.set(openid, signIns)
  if (signIns > 100) return refuse(45011)
  const { unionid } = code
  const session_key = randomBytes(16).toString('base64')
  return json({ openid, session_key, ...(unionid === undefined ? {} : { unionid }) })
}

/** Normal mode answers the same token until five minutes before its end; then the next, and both serve. */
function giveToken(world: WeChatWorld, body: Body): WeChatAnswer {
  const refused = whyAccountRefused(world, body['appid'], body['secret'])
  if (refused !== undefined) return refuse(refused)
  if (body['grant_type'] !== 'client_credential') return refuse(40002)
  const now = nowOf(world)
  const [current] = world.tokens
  const force = body['force_refresh'] === true
  if (force && current?.forcedAtMs !== undefined && now - current.forcedAtMs < 30_000) return refuse(45011)
  if (force) world.tokens.splice(0)
  if (!force && current !== undefined && current.untilMs - now > overlapMs) return tokenAnswer(current, now)
  const value = randomBytes(96).toString('base64url')
  const next = { value, untilMs: now + tokenLifeMs, ...(force ? { forcedAtMs: now } : {}) }
  world.tokens.unshift(next)
  world.tokens.splice(2)
  return tokenAnswer(next, now)
}

function tokenAnswer(token: { value: string; untilMs: number }, now: number): WeChatAnswer {
  return json({ access_token: token.value, expires_in: Math.floor((token.untilMs - now) / 1000) })
}

function tellPhone(world: WeChatWorld, body: Body): WeChatAnswer {
  const code = spend(world, text(body['code']), 'phone')
  if (typeof code === 'number') return refuse(code)
  const { phone = '', countryCode = '86' } = code
  const phone_info = {
    phoneNumber: countryCode === '86' ? phone : `+${countryCode}${phone}`,
    purePhoneNumber: phone,
    countryCode,
    watermark: { timestamp: Math.floor(nowOf(world) / 1000), appid: world.appId },
  }
  return json({ errcode: 0, errmsg: 'ok', phone_info })
}

function checkRealName(world: WeChatWorld, body: Body): WeChatAnswer {
  const code = spend(world, text(body['code']), 'consent')
  if (typeof code === 'number') return refuse(code)
  if (code.openid !== body['openid']) return refuse(40003)
  if (body['cred_type'] !== '1') return refuse(47003)
  const known = world.realNames.get(text(body['openid']))
  const sameName = known?.name === body['real_name']
  const sameNumber = known?.idNumber === body['cred_id']
  const verify_openid = known === undefined ? 'V_OP_NA' : sameName ? 'V_OP_NM_MA' : 'V_OP_NM_UM'
  const verify_real_name = sameName && sameNumber ? 'V_NM_ID_MA' : 'V_NM_ID_UM'
  return json({ errcode: 0, errmsg: 'ok', verify_openid, verify_real_name })
}

function drawCode(world: WeChatWorld, body: Body): WeChatAnswer {
  const scene = text(body['scene'])
  if (scene === '' || scene.length > 32) return refuse(40169)
  if (!scenePattern.test(scene)) return refuse(40129)
  const page = text(body['page'])
  if (page.startsWith('/') || (body['check_path'] !== false && !world.pages.has(page))) return refuse(41030)
  const width = Number(body['width'] ?? 430)
  if (width < 280 || width > 1280) return refuse(40097)
  world.codesMadeThisMinute += 1
  if (world.codesMadeThisMinute > 5_000) return refuse(45009)
  const bytes = Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
    Buffer.from(scene),
    Buffer.from([0xff, 0xd9]),
  ])
  return { contentType: 'image/jpeg', bytes }
}

/** Every notice uses up one permission that the person has given. */
function sendNotice(world: WeChatWorld, body: Body): WeChatAnswer {
  const openid = text(body['touser'])
  if (!openid.startsWith('o')) return refuse(40003)
  if (!world.templates.has(text(body['template_id']))) return refuse(40037)
  const data = body['data'] as Record<string, { value?: unknown }> | undefined
  const fits = Object.entries(data ?? {}).every(([name, { value }]) => fitsField(name, value))
  if (data === undefined || !fits) return refuse(47003)
  if (!world.pages.has(text(body['page']))) return refuse(41030)
  const allowed = world.allowances.get(openid) ?? 0
  if (allowed < 1) return refuse(43101)
  world.allowances.set(openid, allowed - 1)
  world.notices.push({ openid, body })
  return json({ errcode: 0, errmsg: 'ok', msgid: 1 })
}

/** What each kind of field of a template takes. */
function fitsField(name: string, value: unknown): boolean {
  if (typeof value !== 'string' || value === '') return false
  if (/^thing\d+$/.test(name)) return value.length <= 20
  if (/^phrase\d+$/.test(name)) return /^\p{Script=Han}{1,5}$/u.test(value)
  return /^(date|time)\d+$/.test(name) && /^\d{4}年\d{1,2}月\d{1,2}日( \d{1,2}:\d{2})?$/.test(value)
}

function whyAccountRefused(world: WeChatWorld, appId: unknown, secret: unknown): number | undefined {
  if (appId !== world.appId) return 40013
  return secret === world.secret ? undefined : 40125
}

/** A code serves once, and for five minutes. */
function spend(world: WeChatWorld, code: string, kind: string) {
  const known = world.codes.get(code)
  if (known?.kind === 'spent') return 40163
  if (known?.kind !== kind || known.untilMs < nowOf(world)) return 40029
  world.codes.set(code, { kind: 'spent', untilMs: known.untilMs })
  return known
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export function refuse(errcode: number): WeChatAnswer {
  return json({ errcode, errmsg: `refused, rid: ${randomBytes(8).toString('hex')}` })
}

/** Sent as text, as WeChat does. */
function json(value: object): WeChatAnswer {
  return { contentType: 'text/plain', bytes: Buffer.from(JSON.stringify(value)) }
}
