import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { viewerHeader } from '../../platform/viewer/signature.js'
import { openWorld, type World } from '../fixture/gateway.js'

type Seen = { url: string; headers: IncomingHttpHeaders }

async function openKeeper(name: string, seen: Seen[]): Promise<{ server: Server; url: string }> {
  const server = createServer(({ url, headers }, response) => {
    seen.push({ url: url!, headers })
    response.writeHead(200, {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${name}.pdf"`,
      'set-cookie': 'a=b',
    })
    response.end(name)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { server, url: `http://127.0.0.1:${String(port)}/graphql` }
}

describe('the way of exports through the gateway', () => {
  const seen: Seen[] = []
  const keepers: Server[] = []
  let world: World
  let base: string
  beforeAll(async () => {
    const [ofCases, ofStatistics] = [await openKeeper('cases', seen), await openKeeper('outreach', seen)]
    keepers.push(ofCases.server, ofStatistics.server)
    world = await openWorld({ SUBGRAPH_CASE_URL: ofCases.url, SUBGRAPH_STATISTICS_URL: ofStatistics.url })
    base = new URL(world.url).origin
  })
  afterAll(async () => {
    await world[Symbol.asyncDispose]()
    for (const server of keepers) {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  })

  it.each(['cases', 'outreach'])(
    'leads to who makes %s, names nobody, and brings the file back',
    async (name) => {
      const token = await world.provider.token({ roles: ['LEADER'] })
      const headers = { authorization: `Bearer ${token}`, cookie: 'c=d', [viewerHeader]: 'forged' }
      const response = await fetch(`${base}/exports/${name}/abc`, { headers })
      expect([response.status, await response.text()]).toEqual([200, name])
      expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${name}.pdf"`)
      expect(response.headers.get('set-cookie')).toBeNull()
      const { url, headers: passed } = seen.at(-1)!
      expect(url).toBe(`/exports/${name}/abc`)
      expect([passed.authorization, passed.cookie, passed[viewerHeader]]).toEqual([
        undefined,
        undefined,
        undefined,
      ])
    },
  )

  it('asks nobody whether it is there, since that would use it up', async () => {
    const before = seen.length
    expect((await fetch(`${base}/exports/outreach/abc`, { method: 'HEAD' })).status).toBe(404)
    expect(seen).toHaveLength(before)
  })
})
