import { createHash } from 'node:crypto'

/**
 * The id of the emergency-management department of a division, the same in every installation: demo accounts, other
 * subgraphs and identity providers can name an authority before the list has reached them. The bytes are a digest
 * in the shape of a UUIDv4, because every id of the graph has that shape.
 */
export function authorityIdOf(regionCode: string): string {
  const bytes = createHash('sha256').update(`andon:authority:${regionCode}`).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
