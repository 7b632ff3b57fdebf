import { dayOf } from './day'
import { AndonError } from './errors'
import type { Condition } from './public-page'
import { matchesOf } from './search-words'

export type NoticeFilter = {
  issuer?: string | null
  docNumber?: string | null
  issuedFrom?: Date | null
  issuedTo?: Date | null
  text?: string | null
}

/** @throws AndonError BAD_USER_INPUT when the text cannot be searched for */
export function noticeConditions({
  issuer,
  docNumber,
  issuedFrom,
  issuedTo,
  text,
}: NoticeFilter): Condition[] {
  const conditions: Condition[] = []
  if (issuer != null) conditions.push(['row.issuer = ?', storable(issuer)])
  if (docNumber != null) conditions.push(['row."docNumber" = ?', storable(docNumber)])
  if (issuedFrom != null) conditions.push(['row."issuedOn" >= ?::date', dayOf(issuedFrom)])
  if (issuedTo != null) conditions.push(['row."issuedOn" <= ?::date', dayOf(issuedTo)])
  if (text != null) {
    const { words, pieces } = readSearch(text, 'filter.text')
    conditions.push([
      `row."documentId" IN (SELECT match."documentId" FROM (${matchesOf('NOTICE')}) AS match)`,
      words,
      pieces,
    ])
  }
  return conditions
}

/** PostgreSQL keeps every character but this one. */
const storable = (text: string): string => text.replaceAll('\u0000', '')

/**
 * What to look for, as a whole and in its pieces, which must all occur.
 *
 * @throws AndonError BAD_USER_INPUT when nothing of it can be looked for, or it is too long
 */
export function readSearch(text: string, inputPath: string): { words: string; pieces: string[] } {
  const words = storable(text).trim()
  const pieces = words.split(/\s+/).filter(Boolean)
  if (
    [...words].length <= 100 &&
    pieces.every((piece) => /[\p{Script=Han}a-z0-9]/iu.test(piece.normalize('NFKC')))
  )
    if (pieces.length > 0) return { words, pieces }
  throw new AndonError(
    'BAD_USER_INPUT',
    {
      zh: '请输入要搜索的词，1 到 100 个字，须含汉字、字母或数字。',
      en: 'Search for 1 to 100 characters, with Chinese characters, letters or digits in every word.',
    },
    inputPath,
  )
}
