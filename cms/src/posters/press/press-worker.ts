import { parentPort } from 'node:worker_threads'
import { errors } from '@strapi/utils'
import { drawPoster, makePosterImage, makePosterPdf } from '../compose'
import { writeInstructions } from '../instructions'
import { openTypefaces } from '../typeface'
import type { Answered, Asked, Work } from './work'

/* A thread of its own: setting and drawing take tenths of a second, in which the desk has other things to do. */
const port = parentPort
if (port === null) throw new Error('the press runs as a worker')
const typefaces = openTypefaces()

async function make(work: Work): Promise<Uint8Array> {
  switch (work.kind) {
    case 'pdf':
      return makePosterPdf(revived(work.order), typefaces, { bleed: work.bleed })
    case 'image':
      return makePosterImage(revived(work.order), typefaces, work.size)
    case 'trial':
      drawPoster(revived(work.order), typefaces)
      return new Uint8Array()
    case 'instructions':
      return writeInstructions(work.texts, typefaces)
  }
}

/** Buffers cross between threads as plain bytes. */
function revived<Order extends Extract<Work, { order: unknown }>['order']>(order: Order): Order {
  const { programCode } = order
  return programCode === undefined
    ? order
    : { ...order, programCode: { ...programCode, bytes: Buffer.from(programCode.bytes) } }
}

async function answer({ id, work }: Asked): Promise<Answered> {
  try {
    return { id, bytes: new Uint8Array(await make(work)) }
  } catch (error) {
    if (error instanceof errors.ApplicationError) return { id, refused: error.message }
    return { id, failed: error instanceof Error ? `${error.name} ${error.stack ?? ''}` : 'unknown' }
  }
}

port.on('message', (asked: Asked) => {
  void answer(asked).then((answered) => port.postMessage(answered))
})
