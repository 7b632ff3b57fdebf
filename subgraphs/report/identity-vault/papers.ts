import { AndonError } from '../../../platform/errors.js'
import { SealingError } from '../../../client/sealing/sealing-error.js'

/** An envelope has 2.4 KB, a bundle of sixteen holders 4 KB: what is longer is not one. */
const bytesAtMost = 65_536

/** @throws AndonError BAD_USER_INPUT naming the argument */
export function readBase64(text: string, inputPath: string): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(Buffer.from(text, 'base64'))
  const isBase64 = Buffer.from(bytes).toString('base64') === text
  if (isBase64 && bytes.length > 0 && bytes.length <= bytesAtMost) return bytes
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: '内容不是有效的 base64，或过长。', en: 'This is not base64, or too long.' },
    { inputPath },
  )
}

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

/** Does what the sealing module may refuse, and says its reason as the graph says it. */
export function orBadInput<T>(inputPath: string, attempt: () => T): T {
  try {
    return attempt()
  } catch (error) {
    if (!(error instanceof SealingError)) throw error
    throw new AndonError('BAD_USER_INPUT', error.messages, {
      inputPath,
      details: { sealingCode: error.code },
    })
  }
}
