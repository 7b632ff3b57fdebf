import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AndonError, type Message } from '../../platform/errors.js'
import type { Lifecycle } from '../../platform/lifecycle.js'
import type { Log } from '../../platform/log.js'
import type { AddressLimits } from '../limits/address-limits.js'
import { methodOf, openPassOn, type Refused } from '../pass-on.js'

/**
 * `/evidence/*`: uploads and copies go through to report as they come. The token in the address is their credential
 * and report checks it, so that any other is refused: nobody's sign-in is ever linked with a reporter's upload.
 */
export function serveEvidence(
  app: FastifyInstance,
  options: {
    reportUrl: string
    bodyLimitBytes: number
    senderOf: AddressLimits
    lifecycle: Lifecycle
    log: Log
  },
): void {
  const { bodyLimitBytes, reportUrl, ...means } = options
  const serve = openPassOn({
    ...means,
    name: 'evidence',
    url: reportUrl,
    connections: 64,
    // The last piece is answered when the whole file has been checked.
    headersTimeoutMs: 300_000,
    whyRefused: (request) => whyRefused(request, bodyLimitBytes),
    notNow,
  })
  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _body, parsed) => parsed(null))
    scope.route({
      method: ['HEAD', 'GET', 'PATCH', 'POST', 'DELETE'],
      url: '/evidence/:purpose/:token',
      exposeHeadRoute: false,
      handler: serve,
    })
    done()
  })
}

const notNow: Message = {
  zh: '暂时无法上传或下载材料，请稍后续传。',
  en: 'Evidence cannot be sent or fetched right now: resume in a moment.',
}
const noCredential: Message = {
  zh: '上传或下载材料时不要携带登录或查询码凭证。',
  en: 'An upload or download carries no credential but its address.',
}
const tooLong: Message = {
  zh: '一次发送的内容过大，请分段上传。',
  en: 'Too much in one request: send it in pieces.',
}

function whyRefused(request: FastifyRequest, bodyLimitBytes: number): Refused | undefined {
  if (request.headers.authorization !== undefined || request.headers.cookie !== undefined)
    return { status: 400, error: new AndonError('BAD_USER_INPUT', noCredential) }
  const length = Number(request.headers['content-length'] ?? 0)
  const isUnmeasured = request.headers['transfer-encoding'] !== undefined
  if (isUnmeasured || !(length <= bodyLimitBytes))
    return { status: 413, error: new AndonError('BAD_USER_INPUT', tooLong) }
  if (methodOf(request) === undefined) return { status: 404, error: new AndonError('NOT_FOUND') }
  return undefined
}
