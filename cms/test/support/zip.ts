import { inflateRawSync } from 'node:zlib'

/** Reads a ZIP by its directory at the end, as whoever opens it does; a half one has none. */
export function readZip(file: Buffer): Map<string, () => Buffer> {
  const end = file.lastIndexOf(Buffer.from('504b0506', 'hex'))
  if (end < 0) throw new Error('this is no whole ZIP')
  const entries = new Map<string, () => Buffer>()
  let at = file.readUInt32LE(end + 16)
  for (let i = 0; i < file.readUInt16LE(end + 10); i += 1) {
    const [method, size] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20)]
    const [nameLength, extra, comment] = [28, 30, 32].map((place) => file.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ]
    const start = file.readUInt32LE(at + 42)
    entries.set(file.toString('utf8', at + 46, at + 46 + nameLength), () => {
      const from = start + 30 + file.readUInt16LE(start + 26) + file.readUInt16LE(start + 28)
      const bytes = file.subarray(from, from + size)
      return method === 0 ? Buffer.from(bytes) : inflateRawSync(bytes)
    })
    at += 46 + nameLength + extra + comment
  }
  return entries
}
