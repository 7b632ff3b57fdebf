/** How a text may stand in a file, by name. */
export type Encodings = ReadonlyMap<string, Buffer>

/**
 * A text in the three encodings that Chinese is written in, each plain, in hexadecimal and as base64 at any of its
 * three offsets; and as JSON and addresses escape it.
 */
export function encodingsOf(text: string): Encodings {
  const bytes = { 'UTF-8': Buffer.from(text), 'UTF-16LE': Buffer.from(text, 'utf16le'), GBK: inGbk(text) }
  const encodings = new Map<string, Buffer>()
  for (const [name, plain] of Object.entries(bytes)) {
    encodings.set(name, plain)
    const hex = plain.toString('hex')
    encodings.set(`${name} as hex`, Buffer.from(hex))
    encodings.set(`${name} as HEX`, Buffer.from(hex.toUpperCase()))
    for (const [offset, encoded] of base64AtAnyOffset(plain).entries()) {
      encodings.set(`${name} as base64 at ${String(offset)}`, Buffer.from(encoded))
      const forAddresses = encoded.replaceAll('+', '-').replaceAll('/', '_')
      encodings.set(`${name} as base64url at ${String(offset)}`, Buffer.from(forAddresses))
    }
  }
  encodings.set('escaped as in JSON', Buffer.from(escaped(text)))
  encodings.set('escaped as in an address', Buffer.from(encodeURIComponent(text)))
  return encodings
}

/** The characters of base64 that depend on the text alone, whatever stands before and after it. */
function base64AtAnyOffset(bytes: Buffer): string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6))
  })
}

function escaped(text: string): string {
  return text.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Node reads GBK and does not write it: the table is what reading every pair of bytes gives. */
function inGbk(text: string): Buffer {
  return Buffer.concat(
    Array.from(text, (character) => {
      if (character.charCodeAt(0) < 0x80) return Buffer.from(character)
      const pair = gbkPairs.get(character)
      if (pair === undefined) throw new Error('a text to be searched for has a character GBK lacks')
      return pair
    }),
  )
}

const gbkPairs = readGbkPairs()

function readGbkPairs(): Map<string, Buffer> {
  const decoder = new TextDecoder('gbk')
  const pairs = new Map<string, Buffer>()
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const pair = Buffer.from([lead, trail])
      const character = decoder.decode(pair)
      if (Array.from(character).length === 1 && character !== '\ufffd') pairs.set(character, pair)
    }
  }
  return pairs
}
