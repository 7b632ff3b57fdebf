import { Pool } from 'undici'
import { z } from 'zod'
import { AndonError } from '../../../platform/errors.js'
import type { Lifecycle } from '../../../platform/lifecycle.js'
import type { Log } from '../../../platform/log.js'
import { viewerHeader, type SignViewer } from '../../../platform/viewer/signature.js'

/** Where a matter is and who answers for it. */
export type Jurisdiction = { regionPath: string[]; authorityId: string | null }

/** Asks region; undefined where there is no such place. */
export type LocateJurisdiction = (regionCode: string) => Promise<Jurisdiction | undefined>

const document = `query LocateJurisdiction($code: ID!) {
  region(code: $code) { path { code } }
  locateAuthority(regionCode: $code) { id }
}`

const answerShape = z.object({
  data: z.object({
    region: z.object({ path: z.array(z.object({ code: z.string() })) }).nullable(),
    locateAuthority: z.object({ id: z.uuid() }).nullable(),
  }),
})

const keptMs = 60_000
const timeoutMs = 3_000

/**
 * The one synchronous call of report: region says who is responsible. Answers are kept for a minute, since a burst
 * of reports from one place asks the same thing.
 *
 * @throws AndonError SUBGRAPH_UNAVAILABLE where region does not answer; nothing has been written then
 */
export function createRegionClient(options: {
  url: string
  sign: SignViewer
  lifecycle: Lifecycle
  log: Log
}): LocateJurisdiction {
  const { origin, pathname } = new URL(options.url)
  const pool = new Pool(origin, {
    connections: 4,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: timeoutMs },
  })
  options.lifecycle.onClose('region client', () => pool.close())
  const kept = new Map<string, { jurisdiction: Jurisdiction | undefined; untilMs: number }>()

  const ask = async (code: string): Promise<Jurisdiction | undefined> => {
    const body = JSON.stringify({ query: document, variables: { code } })
    const token = options.sign({
      audience: 'region',
      viewer: { kind: 'SERVICE', service: 'report' },
      language: 'zh',
      body,
    })
    const response = await pool.request({
      path: pathname,
      method: 'POST',
      headers: { 'content-type': 'application/json', [viewerHeader]: token },
      body,
    })
    const { data } = answerShape.parse(await response.body.json())
    if (data.region === null) return undefined
    return {
      regionPath: data.region.path.map((region) => region.code),
      authorityId: data.locateAuthority?.id ?? null,
    }
  }

  return async (code) => {
    const known = kept.get(code)
    if (known !== undefined && known.untilMs > Date.now()) return known.jurisdiction
    try {
      const jurisdiction = await ask(code)
      if (kept.size > 10_000) kept.clear()
      kept.set(code, { jurisdiction, untilMs: Date.now() + keptMs })
      return jurisdiction
    } catch (error) {
      options.log.error({ err: error }, 'region did not answer')
      throw new AndonError('SUBGRAPH_UNAVAILABLE', {
        zh: '暂时无法确认受理机关，您填写的内容没有提交，请稍后再试。',
        en: 'The responsible authority cannot be looked up at the moment. Nothing was submitted: try again shortly.',
      })
    }
  }
}
