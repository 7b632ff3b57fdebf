import { describe, expect, it } from '@jest/globals'
import { fromHex } from './bytes.js'
import { decodeIdentity, encodeIdentity } from './identity.js'
import { decodeUtf8, encodeUtf8 } from './utf8.js'

describe('UTF-8 without a TextEncoder', () => {
  const samples = [
    '',
    'abc',
    '王小明',
    '𠮷野家',
    '\u0000\u007f\u0080\u07ff\u0800\uffff\u{10000}\u{10ffff}',
    '👩‍🚒',
  ]

  it('writes what the platform writes, and reads it back', () => {
    for (const sample of samples) {
      expect(Buffer.from(encodeUtf8(sample)).equals(Buffer.from(sample))).toBe(true)
      expect(decodeUtf8(encodeUtf8(sample))).toBe(sample)
    }
  })

  it('reads nothing that the platform would call an error', () => {
    const wrong = [
      '80',
      'c0af',
      'c1bf',
      'e08080',
      'e4b8',
      'eda080',
      'f0808080',
      'f4908080',
      'f8888080',
      'ff',
      'c320',
    ]
    const decoder = new TextDecoder('utf-8', { fatal: true })
    for (const hex of wrong) {
      expect(() => decoder.decode(fromHex(hex))).toThrow()
      expect(() => decodeUtf8(fromHex(hex))).toThrow('documented format')
    }
  })
})

describe('an identity in its padding', () => {
  it('has one encoding: any other is refused', () => {
    const { padded } = encodeIdentity({ name: '王', phone: '1' })
    expect(decodeIdentity(padded)).toEqual({ name: '王', phone: '1' })
    const wrong = [
      new Uint8Array(1024),
      padded.map((byte, at) => (at === 1023 ? 1 : byte)),
      padded.map((byte, at) => (at === 0 ? 200 : byte)),
      padded.map((byte, at) => (at === 6 ? 1 : byte)),
      padded.map((byte, at) => (at === 1 ? 255 : byte)),
    ]
    for (const bytes of wrong) expect(() => decodeIdentity(bytes)).toThrow('documented format')
  })
})
