import { describe, expect, it } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { chunkBytes, openChunk, placeOf, sealChunk, sealOverheadBytes } from './chunk-cipher.js'
import { createEnvelope, openAbout, sealAbout } from './envelope.js'

const key = randomBytes(32)
const place = { object: 'a', chunk: 0, role: 'middle' } as const
const plain = Buffer.from('探头被人为遮挡')

describe('a sealed chunk', () => {
  it('opens in its place, and twice the same is never the same sealed', () => {
    const sealed = sealChunk(key, place, plain)
    expect(sealed).toHaveLength(plain.length + sealOverheadBytes)
    expect(openChunk(key, place, sealed)).toEqual(plain)
    expect(sealChunk(key, place, plain).equals(sealed)).toBe(false)
  })

  it.each([
    ['of another file', { ...place, object: 'b' }],
    ['that was moved', { ...place, chunk: 1 }],
    ['after which the end was cut off', { ...place, role: 'last' as const }],
    ['that was only a beginning', { ...place, role: 'rest' as const }],
  ])('%s does not open', (_what, elsewhere) => {
    const sealed = sealChunk(key, place, plain)
    expect(() => openChunk(key, elsewhere, sealed)).toThrow()
  })

  it('that was changed, cut off or sealed under another key does not open', () => {
    const sealed = sealChunk(key, place, plain)
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed)
      changed[at] = changed[at]! ^ 1
      expect(() => openChunk(key, place, changed)).toThrow()
    }
    expect(() => openChunk(key, place, sealed.subarray(0, -1))).toThrow()
    expect(() => openChunk(key, place, sealed.subarray(0, 20))).toThrow('cut off')
    expect(() => openChunk(randomBytes(32), place, sealed)).toThrow()
  })

  it.each([
    [1, 0, 'last'],
    [chunkBytes, 0, 'last'],
    [chunkBytes + 1, 0, 'middle'],
    [chunkBytes + 1, 1, 'last'],
    [2 * chunkBytes, 1, 'last'],
  ])('of a file of %i bytes, number %i, is the %s', (size, chunk, role) => {
    expect(placeOf('a', chunk, size).role).toBe(role)
  })
})

describe('the envelope of a file', () => {
  const reportKey = randomBytes(32)
  const envelopeKey = randomBytes(32)
  const envelope = createEnvelope(envelopeKey).ofReport(reportKey)

  it('gives back its key for its own row only, and only with the key of its report', () => {
    const { key: made, sealedKey } = envelope.newKey('one')
    expect(envelope.openKey('one', sealedKey)).toEqual(made)
    expect(() => envelope.openKey('two', sealedKey)).toThrow()
    const others = [
      createEnvelope(randomBytes(32)).ofReport(reportKey),
      createEnvelope(envelopeKey).ofReport(randomBytes(32)),
    ]
    for (const other of others) expect(() => other.openKey('one', sealedKey)).toThrow()
  })

  it('opens what an older envelope key has wrapped while that is named behind the new one', () => {
    const { key: made, sealedKey } = envelope.newKey('one')
    const newer = randomBytes(32)
    expect(
      createEnvelope(newer, [randomBytes(32), envelopeKey])
        .ofReport(reportKey)
        .openKey('one', sealedKey),
    ).toEqual(made)
    expect(() => createEnvelope(newer).ofReport(reportKey).openKey('one', sealedKey)).toThrow()
    const again = createEnvelope(newer, [envelopeKey]).ofReport(reportKey).newKey('two')
    expect(() => envelope.openKey('two', again.sealedKey)).toThrow()
  })

  it('keeps a name and its length to itself', () => {
    const short = sealAbout(key, 'one', { name: '照片.jpg', sha256: null })
    const long = sealAbout(key, 'one', { name: `${'井下'.repeat(20)}.jpg`, sha256: null })
    expect(short).toHaveLength(long.length)
    expect(openAbout(key, 'one', short)).toEqual({ name: '照片.jpg', sha256: null })
    expect(() => openAbout(key, 'two', short)).toThrow()
  })
})
