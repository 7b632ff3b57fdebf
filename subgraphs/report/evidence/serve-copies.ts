import type { MikroORM } from '@mikro-orm/postgresql'
import type { FastifyInstance } from 'fastify'
import { Readable } from 'node:stream'
import { AndonError } from '../../../platform/errors.js'
import { negotiateLanguage } from '../../../platform/language.js'
import { mediaTypes } from './content/media-type.js'
import { StoredEvidence } from './evidence.entity.js'
import { EvidenceState } from './evidence.type.js'
import type { FileKeys } from './file-keys.js'
import type { Links } from './links.js'
import { readChunk, readChunks } from './sealed-object.js'
import type { EvidenceStore } from './store/evidence-store.js'
import { answerTo } from './upload/answers.js'

/** Sanitised copies, opened as they are sent. Originals have no address. */
export function serveCopies(
  app: FastifyInstance,
  means: { orm: MikroORM; store: EvidenceStore; keys: FileKeys; links: Links },
): void {
  app.get<{ Params: { token: string } }>('/evidence/copies/:token', async (request, reply) => {
    const copy = await findCopy(means, request.params.token)
    if (copy === undefined) {
      const language = negotiateLanguage(request.headers['accept-language'])
      const { body } = answerTo(new AndonError('NOT_FOUND', expired), language)
      return reply.code(404).type('application/json; charset=utf-8').send(body)
    }
    const { sealed, mediaType, name } = copy
    // One that does not open is an error of ours, told before anything is sent.
    await readChunk(sealed, 0)
    return reply
      .headers({
        'content-type': mediaType,
        'content-length': String(sealed.sizeBytes),
        'content-disposition': `attachment; filename="${name}"`,
        'content-security-policy': "sandbox; default-src 'none'",
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      })
      .send(Readable.from(readChunks(sealed), { highWaterMark: 1 }))
  })
}

const expired = {
  zh: '下载地址无效或已失效，请刷新后重试。',
  en: 'The address is not valid or no longer valid: load the report again.',
}

async function findCopy({ orm, store, keys, links }: Parameters<typeof serveCopies>[1], token: string) {
  const id = links.read('copy', token)
  if (id === undefined) return undefined
  const em = orm.em.fork()
  const file = await em.findOne(StoredEvidence, { id, state: EvidenceState.READY })
  const { copyObject: object, copyBytes: sizeBytes, copyMediaType: mediaType } = file ?? {}
  if (file === null || !object || !sizeBytes || !mediaType) return undefined
  const sealed = { store, object, key: await keys.ofFile(em, file), sizeBytes }
  // The name it came with may tell who took it.
  return { sealed, mediaType, name: `evidence-${id.slice(0, 8)}.${mediaTypes[mediaType].extensions[0]}` }
}
