import { AndonError } from '../../../platform/errors.js'
import { longestSearchText } from './division-search.js'
import type { Divisions } from './divisions.js'
import { requireRegionCode } from './region-code.js'
import { Region } from './region.type.js'

const mostHits = 50

/** Null for a code of the right form that nobody has. */
export function findRegion({ tree }: Divisions, code: string): Region | null {
  const division = tree.get(code)
  return division === undefined ? null : new Region(division)
}

/**
 * The regions directly below a parent, the provinces where no parent is named.
 *
 * @throws AndonError NOT_FOUND where nobody has the code: an empty list would say that nothing is below it
 */
export function listRegions(divisions: Divisions, parentCode: string | null): Region[] {
  if (parentCode === null) return divisions.tree.root ? new Region(divisions.tree.root).children : []
  const parent = findRegion(divisions, requireRegionCode(parentCode, 'parentCode'))
  if (parent !== null) return parent.children
  throw new AndonError(
    'NOT_FOUND',
    { zh: '没有这个区划代码。', en: 'No region has this code.' },
    { inputPath: 'parentCode' },
  )
}

/** @throws AndonError BAD_USER_INPUT where the text is longer than any path, or too many hits are asked for */
export function searchRegions({ search }: Divisions, text: string, first: number): Region[] {
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
  return search.find(text, first).map((division) => new Region(division))
}
