import { AndonError } from '../../../platform/errors.js'
import { longestSearchText } from './division-search.js'
import type { Divisions } from './divisions.js'
import { requireRegionCode } from './region-code.js'
import type { AskedDay } from './region-history.service.js'
import { Region } from './region.type.js'

const mostHits = 50
const countryCode = '000000'

/**
 * Null for a code of the right form that nobody has. Without a day also a code that was valid once, as the region was
 * on its last day: old reports keep their codes.
 */
export function findRegion(
  { tree, history }: Divisions,
  code: string,
  asked: AskedDay | null = null,
): Region | null {
  const isThen = asked !== null && !asked.isFuture
  const found = isThen ? history.find(code, asked.day) : asked ? tree.get(code) : history.findEver(code)
  return found === undefined ? null : new Region(found, asked?.isFuture)
}

/**
 * The regions directly below a parent, the provinces where no parent is named.
 *
 * @throws AndonError NOT_FOUND where nobody has the code: an empty list would say that nothing is below it
 */
export function listRegions(
  divisions: Divisions,
  parentCode: string | null,
  asked: AskedDay | null = null,
): Region[] {
  const code = parentCode === null ? countryCode : requireRegionCode(parentCode, 'parentCode')
  const parent = findRegion(divisions, code, asked)
  if (parent !== null) return parent.children
  throw new AndonError(
    'NOT_FOUND',
    { zh: '没有这个区划代码。', en: 'No region has this code.' },
    { inputPath: 'parentCode' },
  )
}

/** @throws AndonError BAD_USER_INPUT where the text is longer than any path, or too many hits are asked for */
export function searchRegions(
  { tree, search, history }: Divisions,
  text: string,
  first: number,
  asked: AskedDay | null = null,
): Region[] {
  if (text.length > longestSearchText) {
    throw new AndonError(
      'BAD_USER_INPUT',
      {
        zh: `搜索内容不能超过 ${String(longestSearchText)} 个字。`,
        en: `The text may have at most ${String(longestSearchText)} characters.`,
      },
      { inputPath: 'text' },
    )
  }
  if (first < 1 || first > mostHits) {
    throw new AndonError(
      'BAD_USER_INPUT',
      { zh: `条数应为 1 到 ${String(mostHits)}。`, en: `first must be 1 to ${String(mostHits)}.` },
      { inputPath: 'first' },
    )
  }
  const isToday = asked === null || asked.isFuture || history.on(asked.day) === tree
  const found = (isToday ? search : history.searchOn(asked.day)).find(text, first)
  return found.map((division) => new Region(division, asked?.isFuture))
}
