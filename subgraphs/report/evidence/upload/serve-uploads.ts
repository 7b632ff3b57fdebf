import { Server, type DataStore } from '@tus/server'
import { MemoryLocker } from '@tus/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AndonError } from '../../../../platform/errors.js'
import { negotiateLanguage } from '../../../../platform/language.js'
import type { Log } from '../../../../platform/log.js'
import type { CheckEvidence } from '../checking.service.js'
import type { Links } from '../links.js'
import { answerTo, isUnexpected } from './answers.js'

const path = '/evidence/uploads'

/**
 * Uploads by the tus protocol, at an address that is its own credential and good for one file. There is no creation
 * here: `requestEvidenceUpload` makes the file, where the limits of its report are checked.
 */
export function serveUploads(
  app: FastifyInstance,
  options: { uploads: DataStore; check: CheckEvidence; links: Links; mostAtOnce: number; log: Log },
): void {
  const { uploads, check, links, mostAtOnce, log } = options
  const tus = new Server({
    path,
    datastore: uploads,
    locker: new MemoryLocker(),
    getFileIdFromRequest: (_request, token) =>
      token === undefined ? undefined : links.read('upload', token),
    onUploadFinish: async (_request, { id }) => {
      await check(id)
      return {}
    },
    onResponseError: (request, error) => {
      if (isUnexpected(error)) log.error({ err: error }, 'an upload failed')
      return answerTo(error, negotiateLanguage(request.headers.get('accept-language') ?? undefined))
    },
  })
  let busy = 0
  const serve = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    reply.hijack()
    busy += 1
    try {
      if (request.method === 'PATCH' && busy > mostAtOnce) refuseBusy(request, reply)
      else await tus.handle(request.raw, reply.raw)
    } finally {
      busy -= 1
    }
  }
  void app.register((scope, _options, done) => {
    // tus reads the body itself, as it comes.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _body, parsed) => parsed(null))
    scope.route({ method: ['HEAD', 'PATCH', 'DELETE'], url: `${path}/:token`, handler: serve })
    done()
  })
}

/** Each upload holds a chunk in memory: their number is what bounds it. */
function refuseBusy(request: FastifyRequest, { raw }: FastifyReply): void {
  const busy = {
    zh: '上传的人较多，请稍后自动续传。',
    en: 'Many uploads are under way: resume in a moment.',
  }
  const language = negotiateLanguage(request.headers['accept-language'])
  const { body } = answerTo(new AndonError('SUBGRAPH_UNAVAILABLE', busy), language)
  raw.writeHead(503, { 'retry-after': '5', connection: 'close', 'tus-resumable': '1.0.0' }).end(body)
}
