import { createHmac } from 'node:crypto'

/** What is searched for by equality without being readable. */
export type BlindIndexKind = 'unit name' | 'credit code' | 'place'

/** @returns 16 bytes, the same for the same text; undefined where nothing is left of it to compare */
export type BlindIndex = (kind: BlindIndexKind, text: string) => Buffer | undefined

/**
 * Keyed, so that a thief of the database cannot try names. Whoever holds the key can, and whoever holds the
 * database sees which reports are about the same: docs/confidentiality.md.
 */
export function createBlindIndex(key: Buffer): BlindIndex {
  return (kind, text) => {
    const normalised = normalise[kind](text)
    if (normalised === '') return undefined
    return createHmac('sha256', key)
      .update(JSON.stringify(['andon blind index v1', kind, normalised]))
      .digest()
      .subarray(0, 16)
  }
}

const legalForm = /(股份)?(有限责任|有限)?(集团)?公司$/

const normalise: Readonly<Record<BlindIndexKind, (text: string) => string>> = {
  'unit name': normaliseUnitName,
  'credit code': normaliseCreditCode,
  place: lettersAndDigits,
}

/** A unit's name without what people write now so, now so: width, case, blanks, punctuation, the legal form. */
export function normaliseUnitName(name: string): string {
  const bare = lettersAndDigits(name)
  const stem = bare.replace(legalForm, '')
  return stem === '' ? bare : stem
}

/** The 18 characters of a 统一社会信用代码. */
export function normaliseCreditCode(code: string): string {
  return lettersAndDigits(code).toUpperCase()
}

function lettersAndDigits(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
