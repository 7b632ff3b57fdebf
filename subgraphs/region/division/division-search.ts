import type { Division, DivisionTree } from './division-tree.js'
import { NameColumn } from './name-column.js'
import type { ReadPinyin } from './pinyin.js'
import { SpelledNames } from './spelled-names.js'

export const longestSearchText = 50

/** A path has five levels, so no text with more words can be one. */
const mostWords = 5

/** What people call the country; its entry in the list is 中华人民共和国. */
const countryNames = new Set(['中国', '全国', '国家'])

/** What may follow the short form of a name: 延边州, 广西省, 内蒙古区. */
const genericEndings = /^[省市州盟县区旗]/

/** Hits by how well they fit; each list in the rank of the tree. */
type Hits = { exact: Division[]; short: Division[]; prefix: Division[]; inside: Division[] }

/**
 * Finds divisions as somebody types: by the beginning of a code, by a name or a part of it, by a path with or
 * without spaces (河南 郑州 中原, 北京朝阳), each of them in characters, in letters or by initials. Answers in well under a millisecond for whatever is typed, because every step
 * halves a sorted index or scans one string natively, and stops when it has enough.
 */
export class DivisionSearch {
  private readonly codes: NameColumn
  private readonly names: NameColumn
  /** The names of divisions that have others below them: only they can stand in front in a path. */
  private readonly higherNames: NameColumn

  private readonly spelled: SpelledNames

  constructor(
    private readonly tree: DivisionTree,
    readPinyin: ReadPinyin,
  ) {
    const higher = tree.ranked.filter(({ level }) => level !== 'TOWN')
    this.codes = new NameColumn(tree.ranked.map((division) => [division.code, division]))
    this.names = new NameColumn(tree.ranked.map((division) => [division.name, division]))
    this.higherNames = new NameColumn(higher.map((division) => [division.name, division]))
    this.spelled = new SpelledNames(tree.ranked, readPinyin)
  }

  /** The best hits first: the exact name, the name without 省/市/县…, names that begin so, names that contain it. */
  find(text: string, first: number): Division[] {
    const words = inListSpelling(text)
      .split(/[\s,，/>]+/u)
      .filter(Boolean)
    const [word] = words
    if (word === undefined || words.length > mostWords) return []
    if (words.length > 1) return inOrder(this.findPath(words, first), first)
    if (/^\d+$/.test(word)) return this.codes.startingWith(word).slice(0, first)
    if (countryNames.has(word) && this.tree.root !== undefined) return [this.tree.root]
    const run = isSpelled(word) ? this.findSpelledRun(word, first) : this.findRunTogether(word, first)
    return inOrder(together([this.findName(word, first), run]), first)
  }

  /** The last word names the division, the others divisions above it, in whatever order. */
  private findPath(words: readonly string[], first: number): Hits {
    const own = words.at(-1) ?? ''
    const above = words.slice(0, -1).map((word) => new Set(this.findAbove(word)))
    if (above.some((divisions) => divisions.size === 0)) return noHits()
    return this.findName(own, first, (division) => above.every((divisions) => liesBelow(division, divisions)))
  }

  private findAbove(word: string): Division[] {
    return isSpelled(word) ? this.spelled.above(word) : this.higherNames.containing(word)
  }

  /** zhengzhouzhongyuan: a whole name, and below it what the rest spells. */
  private findSpelledRun(text: string, first: number): Hits {
    for (const { division, rest } of this.spelled.beginningOf(text)) {
      const hits = this.findName(rest, first, (below) => liesBelow(below, new Set([division])))
      if (hits.exact.length + hits.short.length + hits.prefix.length > 0) return { ...hits, inside: [] }
    }
    return noHits()
  }

  /** Splits 河南省济源市 or 郑州中原 at the longest beginning that leads to a hit. */
  private findRunTogether(text: string, first: number, within?: ReadonlySet<Division>): Hits {
    for (let length = text.length; length >= 2; length--) {
      const named = this.higherNames.startingWith(text.slice(0, length))
      const heads = within === undefined ? named : named.filter((division) => liesBelow(division, within))
      if (heads.length === 0) continue
      const isWholeName = heads.some(({ name }) => name.length === length)
      if (length === text.length) {
        // 湖南湘潭 begins the name of a park, yet 湘潭市 is meant; 吉林市 is complete and leaves nothing to split.
        if (isWholeName) return noHits()
        continue
      }
      const rest = isWholeName ? text.slice(length) : text.slice(length).replace(genericEndings, '')
      if (rest === '') return { ...noHits(), short: heads }
      const hits = this.findBelow(new Set(heads), rest, first)
      if (!isEmpty(hits)) return hits
    }
    return noHits()
  }

  private findBelow(heads: ReadonlySet<Division>, rest: string, first: number): Hits {
    const own = this.findName(rest, first, (division) => liesBelow(division, heads))
    return own.exact.length > 0 ? own : together([own, this.findRunTogether(rest, first, heads)])
  }

  private findName(word: string, first: number, accepts?: (division: Division) => boolean): Hits {
    if (isSpelled(word)) return this.spelled.find(word, first, accepts)
    const hits = noHits()
    for (const division of this.names.startingWith(word)) {
      if (accepts !== undefined && !accepts(division)) continue
      if (division.name.length === word.length) hits.exact.push(division)
      else if (isShortFor(word, division.name)) hits.short.push(division)
      else hits.prefix.push(division)
    }
    const missing = first - hits.exact.length - hits.short.length - hits.prefix.length
    if (missing > 0) {
      const inside = (division: Division): boolean =>
        !division.name.startsWith(word) && (accepts === undefined || accepts(division))
      hits.inside = this.names.containing(word, missing, inside)
    }
    return hits
  }
}

function noHits(): Hits {
  return { exact: [], short: [], prefix: [], inside: [] }
}

function isEmpty(hits: Hits): boolean {
  return hits.exact.length + hits.short.length + hits.prefix.length + hits.inside.length === 0
}

/** 郑州 for 郑州市, 和平 for 和平街道. */
function isShortFor(word: string, name: string): boolean {
  return /^(?:省|市|区|县|旗|盟|镇|乡|街道|地区|自治区|特别行政区|林区)$/u.test(name.slice(word.length))
}

function liesBelow(division: Division, ancestors: ReadonlySet<Division>): boolean {
  for (let at = division.parent; at !== null; at = at.parent) if (ancestors.has(at)) return true
  return false
}

function together(found: readonly Hits[]): Hits {
  const all = (fit: keyof Hits): Division[] => found.flatMap((hits) => hits[fit])
  return { exact: all('exact'), short: all('short'), prefix: all('prefix'), inside: all('inside') }
}

function inOrder({ exact, short, prefix, inside }: Hits, first: number): Division[] {
  return [...new Set([...exact, ...short, ...prefix, ...inside])].slice(0, first)
}

function isSpelled(word: string): boolean {
  return /^[a-z]+$/.test(word)
}

/** The list writes digits half as wide and brackets twice as wide as some keyboards do; Lu'an is luan, Lü is lv. */
function inListSpelling(text: string): string {
  return text
    .toLowerCase()
    .replace(/['’]/g, '')
    .replaceAll('ü', 'v')
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replaceAll('(', '（')
    .replaceAll(')', '）')
}
