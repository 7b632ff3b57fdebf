import type { Bytes } from './bytes.js'
import { SealingError, type SealingErrorCode } from './sealing-error.js'

/** A mini-program has no TextEncoder. Unpaired surrogates are refused: they would come back as another name. */
export function encodeUtf8(text: string, otherwise: SealingErrorCode = 'BAD_INPUT'): Bytes {
  const bytes: number[] = []
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0
    if (point >= 0xd800 && point <= 0xdfff) throw new SealingError(otherwise)
    if (point < 0x80) bytes.push(point)
    else {
      const continued = point < 0x800 ? 1 : point < 0x1_0000 ? 2 : 3
      bytes.push(([0, 0xc0, 0xe0, 0xf0][continued] ?? 0) | (point >> (6 * continued)))
      for (let left = continued - 1; left >= 0; left--) bytes.push(0x80 | ((point >> (6 * left)) & 0x3f))
    }
  }
  return Uint8Array.from(bytes)
}

/** Strict: overlong forms, surrogates and stray bytes are refused, so that a text has one encoding. */
export function decodeUtf8(bytes: Uint8Array): string {
  let text = ''
  let at = 0
  while (at < bytes.length) {
    const { point, length } = readPoint(bytes, at)
    text += String.fromCodePoint(point)
    at += length
  }
  return text
}

const smallest = [0, 0x80, 0x800, 0x1_0000]

function readPoint(bytes: Uint8Array, at: number): { point: number; length: number } {
  const first = bytes[at] ?? 0
  if (first < 0x80) return { point: first, length: 1 }
  const continued = first >> 5 === 0b110 ? 1 : first >> 4 === 0b1110 ? 2 : first >> 3 === 0b11110 ? 3 : 0
  let point = first & (0x3f >> continued)
  for (let next = 1; next <= continued; next++) {
    const byte = bytes[at + next]
    if (byte === undefined || byte >> 6 !== 0b10) throw new SealingError('MALFORMED')
    point = (point << 6) | (byte & 0x3f)
  }
  const isSurrogate = point >= 0xd800 && point <= 0xdfff
  if (continued === 0 || point < (smallest[continued] ?? 0) || isSurrogate || point > 0x10_ffff)
    throw new SealingError('MALFORMED')
  return { point, length: continued + 1 }
}
