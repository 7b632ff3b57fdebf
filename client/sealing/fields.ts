import { concat, type Bytes } from './bytes.js'
import { SealingError } from './sealing-error.js'
import { decodeUtf8, encodeUtf8 } from './utf8.js'

/** A number as big-endian bytes. */
export function uint(value: number, length: 1 | 2 | 4 | 6): Bytes {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 256 ** length) throw new SealingError('BAD_INPUT')
  const bytes = new Uint8Array(length)
  for (let at = length - 1, rest = value; at >= 0; at--) {
    bytes[at] = rest % 256
    rest = Math.floor(rest / 256)
  }
  return bytes
}

/** A text of 1–255 bytes behind its length. */
export function text(value: string): Bytes {
  const bytes = encodeUtf8(value)
  if (bytes.length === 0) throw new SealingError('BAD_INPUT')
  return concat(uint(bytes.length, 1), bytes)
}

/** A moment in whole seconds. */
export function moment(at: Date): Bytes {
  return uint(Math.floor(at.getTime() / 1000), 6)
}

/** ASCII for labels that keep the uses of one hash or key apart. */
export function label(name: string): Bytes {
  return concat(encodeUtf8(name), Uint8Array.of(0))
}

/** Reads what the functions above wrote; whatever does not fit is MALFORMED, never a read beyond the end. */
export class FieldReader {
  private at = 0

  constructor(private readonly bytes: Uint8Array) {}

  get position(): number {
    return this.at
  }

  take(length: number): Bytes {
    if (length > this.bytes.length - this.at) throw new SealingError('MALFORMED')
    const taken = Uint8Array.from(this.bytes.subarray(this.at, this.at + length))
    this.at += length
    return taken
  }

  uint(length: 1 | 2 | 4 | 6): number {
    return this.take(length).reduce((value, byte) => value * 256 + byte, 0)
  }

  text(): string {
    const length = this.uint(1)
    if (length === 0) throw new SealingError('MALFORMED')
    return decodeUtf8(this.take(length))
  }

  moment(): Date {
    return new Date(this.uint(6) * 1000)
  }

  /** Four letters and a version: an unknown version is told apart, so that an old client can say it is old. */
  magic(name: string, version: number): void {
    const found = this.take(4)
    if (encodeUtf8(name).some((byte, at) => found[at] !== byte)) throw new SealingError('MALFORMED')
    if (this.uint(1) !== version) throw new SealingError('UNKNOWN_VERSION')
  }

  /** Nothing may follow: bytes that nobody reads are bytes that nobody checks. */
  end(): void {
    if (this.at !== this.bytes.length) throw new SealingError('MALFORMED')
  }
}

export function magic(name: string, version: number): Bytes {
  return concat(encodeUtf8(name), uint(version, 1))
}
