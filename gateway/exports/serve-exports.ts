import type { FastifyInstance } from 'fastify'
import type { Message } from '../../platform/errors.js'
import type { Lifecycle } from '../../platform/lifecycle.js'
import type { Log } from '../../platform/log.js'
import type { AddressLimits } from '../limits/address-limits.js'
import { openPassOn } from '../pass-on.js'

/**
 * `/exports/*`: a list of cases as a file, from case, which makes it while it is sent; forms and reports of outreach,
 * from statistics. The token in the address is good for one download and says whose look it is; no sign-in comes along.
 */
export function serveExports(
  app: FastifyInstance,
  options: {
    caseUrl: string
    statisticsUrl: string
    senderOf: AddressLimits
    lifecycle: Lifecycle
    log: Log
  },
): void {
  const { caseUrl, statisticsUrl, ...means } = options
  const limits = { connections: 16, headersTimeoutMs: 60_000 }
  const origins = { cases: caseUrl, outreach: statisticsUrl }
  for (const [name, url] of Object.entries(origins)) {
    const serve = openPassOn({ ...means, ...limits, name: `exports of ${name}`, url, notNow })
    app.get(`/exports/${name}/:token`, { exposeHeadRoute: false }, serve)
  }
}

const notNow: Message = {
  zh: '暂时无法下载，请稍后重新导出。',
  en: 'The file cannot be fetched right now: export again in a moment.',
}
