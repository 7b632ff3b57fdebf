import { concat, type Bytes } from './bytes.js'
import { FieldReader, uint } from './fields.js'
import { SealingError } from './sealing-error.js'
import { decodeUtf8, encodeUtf8 } from './utf8.js'

/** What may be known of a reporter. New parts are added at the end: their place is their number in the format. */
export const identityParts = ['name', 'phone', 'email', 'address', 'wechat', 'documentNumber'] as const

export type IdentityPart = (typeof identityParts)[number]
/** Parts that are absent or empty are not written. */
export type Identity = Readonly<Partial<Record<IdentityPart, string>>>

/**
 * Padded lengths by size class. The first takes a name, all contacts and a document number; an address beyond that
 * goes to the second, and this one bit is all that length tells.
 */
export const sizeClasses: Readonly<Record<number, number>> = { 1: 1024, 2: 4096 }

/** Parts as number ‖ length ‖ UTF-8, in the order of numbers, then zeros. */
export function encodeIdentity(identity: Identity): { sizeClass: number; padded: Bytes } {
  const written = identityParts.flatMap((part, number) => {
    const value = encodeUtf8(identity[part] ?? '')
    if (value.length > 0xffff) throw new SealingError('TOO_LONG')
    return value.length === 0 ? [] : [concat(uint(number + 1, 1), uint(value.length, 2), value)]
  })
  if (written.length === 0) throw new SealingError('BAD_INPUT')
  const content = concat(...written)
  const found = Object.entries(sizeClasses).find(([, length]) => content.length <= length)
  if (found === undefined) throw new SealingError('TOO_LONG')
  const padded = new Uint8Array(found[1])
  padded.set(content)
  return { sizeClass: Number(found[0]), padded }
}

export function decodeIdentity(padded: Uint8Array): Identity {
  const reader = new FieldReader(padded)
  const identity: Partial<Record<IdentityPart, string>> = {}
  let last = 0
  while (reader.position < padded.length) {
    const number = reader.uint(1)
    if (number === 0) break
    const part = identityParts[number - 1]
    if (part === undefined || number <= last) throw new SealingError('MALFORMED')
    identity[part] = decodeUtf8(reader.take(reader.uint(2)))
    last = number
  }
  if (last === 0 || padded.subarray(reader.position).some((byte) => byte !== 0))
    throw new SealingError('MALFORMED')
  return identity
}
