import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openHttpServer } from '../../platform/http.js'
import { Lifecycle } from '../../platform/lifecycle.js'
import { silentLog } from '../../test/support/silent-log.js'
import { breakOff, createTus } from '../../test/support/tus.js'
import { soon } from '../../test/support/soon.js'
import { unlimited } from '../limits/address-limits.js'
import { createOriginRule, guardOrigins } from '../cross-origin.js'
import { serveEvidence } from './serve-evidence.js'

type Seen = { method: string; url: string; headers: IncomingHttpHeaders; bytes: number; whole: boolean }

describe('the way of evidence through the gateway', () => {
  const lifecycle = new Lifecycle(silentLog)
  const seen: Seen[] = []
  let report: Server
  let base: string
  beforeAll(async () => {
    report = createServer((request, response) => {
      const entry = {
        method: request.method!,
        url: request.url!,
        headers: request.headers,
        bytes: 0,
        whole: false,
      }
      seen.push(entry)
      request.on('data', (piece: Buffer) => (entry.bytes += piece.length))
      request.on('error', () => undefined)
      request.on('end', () => {
        entry.whole = true
        response.writeHead(request.url?.includes('missing') ? 404 : 200, {
          'upload-offset': String(entry.bytes),
          'tus-resumable': '1.0.0',
          'content-disposition': 'attachment; filename="evidence.jpg"',
          'set-cookie': 'a=b',
          server: 'report',
        })
        response.end(request.method === 'HEAD' ? undefined : 'answer')
      })
    })
    await new Promise<void>((resolve) => report.listen(0, '127.0.0.1', resolve))
    const reportUrl = `http://127.0.0.1:${String((report.address() as AddressInfo).port)}/graphql`
    const http = openHttpServer({ lifecycle, host: '127.0.0.1', port: 0 })
    guardOrigins(http.app, createOriginRule(['https://jubao.example.gov.cn'], true))
    serveEvidence(http.app, {
      reportUrl,
      bodyLimitBytes: 1_000_000,
      senderOf: () => unlimited,
      lifecycle,
      log: silentLog,
    })
    base = (await http.listen()).url
  })
  afterAll(async () => {
    await lifecycle.close()
    report.closeAllConnections()
    await new Promise((resolve) => report.close(resolve))
  })
  const url = '/evidence/uploads/token'
  const last = (): Seen => seen.at(-1)!

  it('passes an upload on as it comes, and of its headers only what tus needs', async () => {
    const tus = createTus(base, { 'x-forwarded-for': '1.2.3.4', 'user-agent': 'a telephone' })
    expect(await tus.patch(url, 7, Buffer.alloc(500_000))).toMatchObject({ status: 200, offset: 500_000 })
    expect(last()).toMatchObject({ method: 'PATCH', url, bytes: 500_000, headers: { 'upload-offset': '7' } })
    expect(Object.keys(last().headers).sort()).toEqual(
      ['connection', 'content-length', 'content-type', 'host', 'tus-resumable', 'upload-offset']
        .concat(last().headers['accept-language'] === undefined ? [] : ['accept-language'])
        .sort(),
    )
  })

  it('passes HEAD, GET and refusals back, and of their headers only what a client needs', async () => {
    expect((await createTus(base).head(url)).status).toBe(200)
    const response = await fetch(`${base}/evidence/copies/missing`)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('answer')
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-disposition': 'attachment; filename="evidence.jpg"',
      'x-content-type-options': 'nosniff',
    })
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(response.headers.get('server')).toBeNull()
  })

  it('takes POST for what it says it means, as a mini-program must', async () => {
    const headers = { 'x-http-method-override': 'PATCH', 'content-type': 'application/offset+octet-stream' }
    expect((await fetch(`${base}${url}`, { method: 'POST', headers, body: 'abc' })).status).toBe(200)
    expect(last()).toMatchObject({ method: 'PATCH', bytes: 3 })
    expect((await fetch(`${base}${url}`, { method: 'POST', body: 'abc' })).status).toBe(404)
  })

  it.each([
    ['a sign-in', { authorization: 'Bearer x' }],
    ['a cookie', { cookie: 'a=b' }],
  ])('refuses %s beside the address, and passes nothing on', async (_what, headers) => {
    const count = seen.length
    expect(await createTus(base, headers).patch(url, 0, Buffer.from('a'))).toMatchObject({
      status: 400,
      code: 'BAD_USER_INPUT',
      message: expect.stringMatching(/^[\u4e00-\u9fff]/),
    })
    expect(seen).toHaveLength(count)
  })

  it('refuses more than one request may carry, measured or not', async () => {
    const count = seen.length
    expect(await createTus(base).patch(url, 0, Buffer.alloc(1_000_001))).toMatchObject({ status: 413 })
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(Buffer.from('a')) })
    const answer = await createTus(base)
      .patch(url, 0, endless)
      .catch(() => ({ status: 413 }))
    expect(answer).toMatchObject({ status: 413 })
    expect(seen).toHaveLength(count)
  })

  it('lets go of report when the client is gone', async () => {
    const count = seen.length
    await breakOff(base, url, 0, Buffer.alloc(900_000), 100_000)
    await soon(() => expect(seen).toHaveLength(count + 1))
    expect(last().whole).toBe(false)
  })

  it('tells allowed pages what tus needs, and others nothing', async () => {
    const preflight = async (origin: string): Promise<Headers> => {
      const headers = { origin, 'access-control-request-method': 'PATCH' }
      return (await fetch(`${base}${url}`, { method: 'OPTIONS', headers })).headers
    }
    const allowed = await preflight('https://jubao.example.gov.cn')
    expect(allowed.get('access-control-allow-methods')).toContain('PATCH')
    expect(allowed.get('access-control-allow-headers')).toContain('upload-offset')
    expect(allowed.get('access-control-expose-headers')).toContain('upload-offset')
    expect(allowed.get('access-control-allow-headers')).not.toContain('authorization')
    expect((await preflight('https://elsewhere.example')).get('access-control-allow-origin')).toBeNull()
  })

  it('says in Chinese that report does not answer', async () => {
    report.closeAllConnections()
    const http = openHttpServer({ lifecycle, host: '127.0.0.1', port: 0 })
    const nobody = 'http://127.0.0.1:1/graphql'
    const means = { senderOf: () => unlimited, lifecycle, log: silentLog }
    serveEvidence(http.app, { reportUrl: nobody, bodyLimitBytes: 1_000, ...means })
    const { url: other } = await http.listen()
    expect(await createTus(other).patch(url, 0, Buffer.from('a'))).toMatchObject({
      status: 503,
      code: 'SUBGRAPH_UNAVAILABLE',
      message: expect.stringMatching(/^[\u4e00-\u9fff]/),
    })
  })
})
