import type { FastifyReply, FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import { AndonError } from '../../../platform/errors.js'
import { negotiateLanguage } from '../../../platform/language.js'
import { mediaTypes, type MediaType } from './content/media-type.js'
import { readChunk, readChunks, type SealedObject } from './sealed-object.js'
import { answerTo } from './upload/answers.js'

export type OpenedFile = { sealed: SealedObject; mediaType: MediaType; id: string }

/** Opens a file as it is sent, always as a download: what somebody sent in is never shown by a page of ours. */
export function sendFile(reply: FastifyReply, { sealed, mediaType, id }: OpenedFile): FastifyReply {
  // The name it came with may tell who took it.
  const name = `evidence-${id.slice(0, 8)}.${mediaTypes[mediaType].extensions[0]}`
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
}

/** A file that does not open is an error of ours, told before anything is sent. */
export async function requireOpens(file: OpenedFile): Promise<void> {
  await readChunk(file.sealed, 0)
}

export function refuseDownload(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = negotiateLanguage(request.headers['accept-language'])
  const { body } = answerTo(new AndonError('NOT_FOUND', expired), language)
  return reply.code(404).type('application/json; charset=utf-8').send(body)
}

const expired = {
  zh: '下载地址无效或已失效，请刷新后重试。',
  en: 'The address is not valid or no longer valid: load the report again.',
}
