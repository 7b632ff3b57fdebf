/** Sizes a sealed text may have, in bytes; beyond the last one its multiples. */
const sizeClasses = [256, 1_024, 4_096, 16_384] as const
const largest = sizeClasses[3]
const prefixBytes = 4

/** Fills bytes up to a size class, so that the length of a ciphertext says little of what is in it. */
export function pad(bytes: Buffer): Buffer {
  const needed = bytes.length + prefixBytes
  const size = sizeClasses.find((known) => known >= needed) ?? Math.ceil(needed / largest) * largest
  const padded = Buffer.alloc(size)
  padded.writeUInt32BE(bytes.length, 0)
  bytes.copy(padded, prefixBytes)
  return padded
}

/** @throws Error where the bytes were not padded here */
export function unpad(padded: Buffer): Buffer {
  const length = padded.readUInt32BE(0)
  if (length + prefixBytes > padded.length) throw new Error('not padded')
  return padded.subarray(prefixBytes, prefixBytes + length)
}
