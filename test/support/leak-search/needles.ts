import { encodingsOf } from './encodings.js'

type Needle = { secret: string; encoding: string; bytes: Buffer }

/** A secret that stands where it was looked for, and how it is written there. */
export type Found = { secret: string; encoding: string }

export type Search = (haystack: Buffer) => Found[]

/**
 * Looks for many secrets in all their encodings in one pass: most places of a file are told apart from all of them by
 * their first two bytes.
 *
 * @param secrets by the name under which a find is told: what was found is itself never printed
 */
export function createSearch(secrets: Readonly<Record<string, string>>): Search {
  const byBeginning = new Array<Needle[] | undefined>(65_536)
  for (const [secret, text] of Object.entries(secrets)) {
    for (const [encoding, bytes] of encodingsOf(text)) {
      const beginning = bytes.readUInt16BE(0)
      ;(byBeginning[beginning] ??= []).push({ secret, encoding, bytes })
    }
  }
  return (haystack) => {
    const found = new Map<string, Found>()
    for (let at = 0; at < haystack.length - 1; at += 1) {
      const candidates = byBeginning[(haystack[at]! << 8) | haystack[at + 1]!]
      if (candidates === undefined) continue
      for (const { secret, encoding, bytes } of candidates) {
        if (haystack.compare(bytes, 0, bytes.length, at, Math.min(at + bytes.length, haystack.length)) === 0)
          found.set(`${secret} ${encoding}`, { secret, encoding })
      }
    }
    return [...found.values()]
  }
}
