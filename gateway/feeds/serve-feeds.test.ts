import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { viewerHeader } from '../../platform/viewer/signature.js'
import { openWorld, type World } from '../fixture/gateway.js'

type Seen = { url: string; headers: IncomingHttpHeaders }

describe('the way of feeds and charts through the gateway', () => {
  const seen: Seen[] = []
  let statistics: Server
  let world: World
  let base: string
  beforeAll(async () => {
    statistics = createServer(({ url, headers }, response) => {
      seen.push({ url: url!, headers })
      response.writeHead(200, { 'content-type': 'text/csv; charset=utf-8', 'set-cookie': 'a=b' })
      response.end('a,b\r\n')
    })
    await new Promise<void>((resolve) => statistics.listen(0, '127.0.0.1', resolve))
    const { port } = statistics.address() as AddressInfo
    world = await openWorld({ SUBGRAPH_STATISTICS_URL: `http://127.0.0.1:${String(port)}/graphql` })
    base = new URL(world.url).origin
  })
  afterAll(async () => {
    await world[Symbol.asyncDispose]()
    statistics.closeAllConnections()
    await new Promise((resolve) => statistics.close(resolve))
  })

  const signedBy = (headers: IncomingHttpHeaders): unknown => {
    const [, claims = ''] = String(headers[viewerHeader]).split('.')
    return (JSON.parse(Buffer.from(claims, 'base64url').toString()) as { viewer: unknown }).viewer
  }

  it('tells statistics who asks, and not by what token', async () => {
    const token = await world.provider.token({ roles: ['DATA_PLATFORM'] })
    const response = await fetch(`${base}/feeds/counts.csv?regionCode=410000`, {
      headers: { authorization: `Bearer ${token}`, cookie: 'c=d' },
    })
    expect([response.status, await response.text()]).toEqual([200, 'a,b\r\n'])
    expect(response.headers.get('set-cookie')).toBeNull()
    const { url, headers } = seen.at(-1)!
    expect(url).toBe('/feeds/counts.csv?regionCode=410000')
    expect(signedBy(headers)).toMatchObject({ kind: 'STAFF', roles: ['DATA_PLATFORM'] })
    expect([headers.authorization, headers.cookie]).toEqual([undefined, undefined])
  })

  it('lets strangers through as strangers, who cannot say they are somebody', async () => {
    const forged = { [viewerHeader]: 'forged' }
    expect((await fetch(`${base}/charts/trend.svg`, { headers: forged })).status).toBe(200)
    expect(signedBy(seen.at(-1)!.headers)).toEqual({ kind: 'ANONYMOUS' })
  })

  it.each([
    ['a token that is none', { authorization: 'Bearer nonsense' }, 401, 'UNAUTHENTICATED'],
    ['two credentials', { authorization: 'Bearer a, Bearer b' }, 400, 'BAD_USER_INPUT'],
  ])('stops at %s', async (_title, headers, status, code) => {
    const before = seen.length
    const response = await fetch(`${base}/feeds/counts.csv`, { headers })
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] })
    expect(seen).toHaveLength(before)
  })

  it('takes nothing: a report is not made here, and it says where', async () => {
    const before = seen.length
    const response = await fetch(`${base}/feeds/open311/v2/requests.json`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'service_code=MAJOR_HAZARD',
    })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET'])
    expect(await response.text()).toContain('submitReport')
    expect(seen).toHaveLength(before)
  })
})
