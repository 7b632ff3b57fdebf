import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openTestPlatform, type TestPlatform } from '../support/platform.js'
import { soon } from '../support/soon.js'

describe('what is read beside the graph', () => {
  let platform: TestPlatform
  let base: string
  beforeAll(async () => {
    platform = await openTestPlatform()
    base = new URL(platform.urls.graph).origin
    await platform.report('示例机械有限公司（虚构）')
  }, 300_000)
  afterAll(async () => {
    await platform[Symbol.asyncDispose]()
  }, 60_000)

  /** As a programme signs in: by its own name and secret. */
  const machineToken = async (clientId: string): Promise<string> => {
    const response = await fetch(`${platform.urls.identity}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${clientId}:${platform.secrets.demoPassword}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    })
    return ((await response.json()) as { access_token: string }).access_token
  }
  const read = (path: string, token?: string): Promise<Response> =>
    fetch(`${base}${path}`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } })

  it('a data platform signs in by itself and reads the figures of its province', async () => {
    const token = await machineToken('data.henan')
    await soon(async () => {
      const text = await (await read('/feeds/counts.ndjson', token)).text()
      const rows = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>)
      expect(rows).toContainEqual(
        expect.objectContaining({ region_code: '410000', matter_type: 'ALL', measure: 'REPORTS', n: 1 }),
      )
    })
    await soon(async () => {
      const metrics = await (await read('/feeds/metrics', token)).text()
      expect(metrics).toContain('andon_count{region_code="410000",measure="SCREENING"} 1')
    })
    const requests = await (await read('/feeds/open311/v2/requests.json', token)).json()
    expect(requests).toEqual([expect.objectContaining({ status: 'open', description: null, address: null })])
  })

  it('it reads nothing else, and others do not read it', async () => {
    const token = await machineToken('data.henan')
    const answer = await fetch(platform.urls.graph, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({
        query: '{ cases { nodes { id } } caseCounts(regionCode: "410000") { reports } }',
      }),
    })
    const { errors } = (await answer.json()) as { errors: { extensions: { code: string } }[] }
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN', 'FORBIDDEN'])
    expect((await read('/feeds/counts.csv')).status).toBe(401)
    expect((await read('/feeds/counts.csv', await platform.token('leader.henan'))).status).toBe(403)
    expect((await read('/feeds/counts.csv?regionCode=650000', token)).status).toBe(403)
    expect((await read('/charts/trend.svg?regionCode=410000', token)).status).toBe(403)
  })

  it('a dashboard gets the trend as a picture, under the name of the province', async () => {
    const path = '/charts/trend.svg?regionCode=410000&unit=DAY'
    await soon(async () => {
      const response = await read(path, await platform.token('screen.henan'))
      expect(response.status).toBe(200)
      const svg = await response.text()
      expect(svg).toContain('<title>举报与办理趋势（河南省，')
      expect(svg).toContain('提交举报 1，')
    })
    expect((await read(path)).status).toBe(401)
  })

  it('an officer fetches an export once, at an address that needs no sign-in', async () => {
    const answer = await fetch(platform.urls.graph, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${await platform.token('intake.zhengzhou')}`,
      },
      body: JSON.stringify({ query: 'mutation { exportCases(filter: {}, format: CSV) { url } }' }),
    })
    const { data } = (await answer.json()) as { data: { exportCases: { url: string } } }
    const first = await read(data.exportCases.url)
    expect([first.status, first.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
    expect(await first.text()).toMatch(/案件编号,[^]*甄别中/)
    expect((await read(data.exportCases.url)).status).toBe(404)
  })
})
