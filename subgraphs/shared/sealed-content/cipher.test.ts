import { describe, expect, it } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { openBytes, sealBytes, type SealedPlace } from './cipher.js'
import { pad, unpad } from './padding.js'

const key = randomBytes(32)
const place: SealedPlace = {
  subgraph: 'report',
  table: 'report',
  rowId: 'a',
  field: 'sealed_facts',
  version: 2,
}
const text = Buffer.from('井下瓦斯超限')
const sealed = sealBytes(key, 'k', place, text)

describe('a sealed text', () => {
  it('opens where it was sealed and shows nothing before', () => {
    expect(openBytes(key, 'k', place, sealed)).toEqual(text)
    expect(sealed.includes(text)).toBe(false)
    expect(sealBytes(key, 'k', place, text)).not.toEqual(sealed)
  })

  it.each<[string, Partial<SealedPlace>]>([
    ['another subgraph', { subgraph: 'case' }],
    ['another table', { table: 'message' }],
    ['another row', { rowId: 'b' }],
    ['another field', { field: 'sealed_unit' }],
    ['an older version', { version: 1 }],
    ['a newer version', { version: 3 }],
  ])('does not open in %s', (_where, change) => {
    expect(() => openBytes(key, 'k', { ...place, ...change }, sealed)).toThrow()
  })

  it('does not open under another key or name of a key', () => {
    expect(() => openBytes(randomBytes(32), 'k', place, sealed)).toThrow()
    expect(() => openBytes(key, 'l', place, sealed)).toThrow()
  })

  it('does not open when any byte was changed, or when it was cut', () => {
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed)
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
      expect(() => openBytes(key, 'k', place, changed)).toThrow()
    }
    for (const length of [0, 1, 28, sealed.length - 1])
      expect(() => openBytes(key, 'k', place, sealed.subarray(0, length))).toThrow()
  })
})

describe('padding', () => {
  it.each([
    [0, 256],
    [252, 256],
    [253, 1_024],
    [1_020, 1_024],
    [1_021, 4_096],
    [16_380, 16_384],
    [16_381, 32_768],
    [40_000, 49_152],
  ])('brings %d bytes to %d, and back', (length, size) => {
    const bytes = randomBytes(length)
    expect(pad(bytes)).toHaveLength(size)
    expect(unpad(pad(bytes))).toEqual(bytes)
  })

  it('refuses what was not padded', () => {
    expect(() => unpad(Buffer.alloc(256, 255))).toThrow('not padded')
  })
})
