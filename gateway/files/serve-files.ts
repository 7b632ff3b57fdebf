import type { FastifyInstance } from 'fastify'
import type { Message } from '../../platform/errors.js'
import type { Lifecycle } from '../../platform/lifecycle.js'
import type { Log } from '../../platform/log.js'
import type { AddressLimits } from '../limits/address-limits.js'
import { openPassOn } from '../pass-on.js'

/**
 * `/files/*`: public pictures and annexes from content, which looks each time whether something that is published still
 * shows them. Pages of any origin may show them; who asks is not told.
 */
export function servePublicFiles(
  app: FastifyInstance,
  options: { contentUrl: string; senderOf: AddressLimits; lifecycle: Lifecycle; log: Log },
): void {
  const { contentUrl, ...means } = options
  const serve = openPassOn({
    ...means,
    name: 'files',
    url: contentUrl,
    connections: 32,
    headersTimeoutMs: 10_000,
    spends: 'files',
    alsoPassed: {
      on: ['if-none-match', 'if-range', 'range'],
      back: ['accept-ranges', 'content-range', 'cross-origin-resource-policy', 'etag'],
    },
    notNow,
  })
  for (const url of ['/files/:id', '/files/:id/:size'])
    app.route({ method: ['GET', 'HEAD'], url, exposeHeadRoute: false, handler: serve })
}

const notNow: Message = {
  zh: '暂时无法取得文件，请稍后再试。',
  en: 'The file cannot be fetched right now: try again in a moment.',
}
