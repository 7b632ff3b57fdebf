import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AndonError, type Message } from '../../platform/errors.js'
import { negotiateLanguage } from '../../platform/language.js'
import type { Lifecycle } from '../../platform/lifecycle.js'
import type { Log } from '../../platform/log.js'
import type { Authenticate } from '../auth/authenticate.js'
import { readCredential } from '../auth/credential.js'
import type { ViewerTokens } from '../auth/viewer-tokens.js'
import type { AddressLimits } from '../limits/address-limits.js'
import { openPassOn } from '../pass-on.js'

/**
 * `/feeds/*` for data platforms and `/charts/*` for reports and messages (requirement A06), from statistics, which
 * makes them while they are sent. Whoever asks signs in as for the graph; what is public needs no sign-in.
 */
export function serveFeeds(
  app: FastifyInstance,
  options: {
    statisticsUrl: string
    authenticate: Authenticate
    tokens: ViewerTokens
    senderOf: AddressLimits
    lifecycle: Lifecycle
    log: Log
  },
): void {
  const { statisticsUrl: url, authenticate, tokens, ...means } = options
  const serve = openPassOn({
    ...means,
    name: 'feeds',
    url,
    connections: 16,
    headersTimeoutMs: 60_000,
    spends: 'feeds',
    notNow,
    signViewer: async ({ raw, headers }) => {
      const session = await authenticate(readCredential(raw.rawHeaders))
      return tokens.forRead('statistics', session, negotiateLanguage(headers['accept-language']))
    },
  })
  void app.register((scope, _options, done) => {
    // Whatever is sent here is not read.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _body, parsed) => parsed(null))
    for (const path of ['/feeds/*', '/charts/*']) {
      scope.get(path, { exposeHeadRoute: false }, serve)
      scope.route({ method: ['POST', 'PUT', 'PATCH', 'DELETE'], url: path, handler: refuseWriting })
    }
    done()
  })
}

function refuseWriting(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { message, extensions } = readOnly.in(negotiateLanguage(request.headers['accept-language']))
  const headers = { allow: 'GET', connection: 'close' }
  return reply
    .code(405)
    .headers(headers)
    .send({ errors: [{ message, extensions }] })
}

const notNow: Message = {
  zh: '统计数据暂时无法取得，请稍后再试。',
  en: 'Figures cannot be fetched right now: try again in a moment.',
}

/** Open311 knows POST requests; a report is not made by one. */
const readOnly = new AndonError('BAD_USER_INPUT', {
  zh: '此处只供读取。举报须先阅读须知并逐项同意，请使用举报页面、小程序或 submitReport。',
  en: 'This is for reading. A report needs notice and consents: use the web site, the mini-program or submitReport.',
})
