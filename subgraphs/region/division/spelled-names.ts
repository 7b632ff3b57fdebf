import type { Division } from './division-tree.js'
import { NameColumn } from './name-column.js'
import { spell, type ReadPinyin, type Spelling } from './pinyin.js'

/** Hits by how well they fit, as for names in characters. */
export type SpelledHits = { exact: Division[]; short: Division[]; prefix: Division[]; inside: Division[] }

/** Shorter ones stand inside nearly every name. */
const shortestPart = 4

/** Names as they are typed in letters: zhengzhou, zhengzhoushi, zzs. */
export class SpelledNames {
  private readonly spellings: ReadonlyMap<Division, Spelling>
  private readonly full: NameColumn
  private readonly initials: NameColumn
  private readonly higherFull: NameColumn
  private readonly higherInitials: NameColumn

  /** @param ranked all divisions, best first */
  constructor(ranked: readonly Division[], read: ReadPinyin) {
    this.spellings = new Map(ranked.map((division) => [division, spell(division.name, read)]))
    const column = (divisions: readonly Division[], part: 'full' | 'initials'): NameColumn =>
      new NameColumn(divisions.map((division) => [this.spellingOf(division)[part], division]))
    const higher = ranked.filter(({ level }) => level !== 'TOWN')
    this.full = column(ranked, 'full')
    this.initials = column(ranked, 'initials')
    this.higherFull = column(higher, 'full')
    this.higherInitials = column(higher, 'initials')
  }

  /** The name read in full, without its ending, by its initials, by how it begins, by a part. */
  find(word: string, first: number, accepts?: (division: Division) => boolean): SpelledHits {
    const hits: SpelledHits = { exact: [], short: [], prefix: [], inside: [] }
    const byInitials: Division[] = []
    for (const division of this.full.startingWith(word)) {
      if (accepts !== undefined && !accepts(division)) continue
      const { full, short } = this.spellingOf(division)
      if (full === word) hits.exact.push(division)
      else if (short === word) hits.short.push(division)
      else hits.prefix.push(division)
    }
    for (const division of this.initials.startingWith(word)) {
      if (accepts !== undefined && !accepts(division)) continue
      const { initials, shortInitials } = this.spellingOf(division)
      if (initials === word || shortInitials === word) hits.short.push(division)
      else byInitials.push(division)
    }
    hits.prefix.push(...byInitials)
    const missing = first - hits.exact.length - hits.short.length - hits.prefix.length
    if (missing > 0 && word.length >= shortestPart) hits.inside = this.full.containing(word, missing, accepts)
    return hits
  }

  /** Divisions with others below them that may be meant by a word in front: zhengzhou, zz. */
  above(word: string): Division[] {
    const byInitials = this.higherInitials.startingWith(word).filter((division) => {
      const { initials, shortInitials } = this.spellingOf(division)
      return initials === word || shortInitials === word
    })
    return [...this.higherFull.startingWith(word), ...byInitials]
  }

  /** Divisions whose whole name, with or without its ending, a text begins with; the longest name first. */
  beginningOf(text: string): { division: Division; rest: string }[] {
    const found: { division: Division; rest: string }[] = []
    for (let length = text.length - 1; length >= 2; length--) {
      const word = text.slice(0, length)
      for (const division of this.higherFull.startingWith(word)) {
        const { full, short } = this.spellingOf(division)
        if (full === word || short === word) found.push({ division, rest: text.slice(length) })
      }
    }
    return found
  }

  private spellingOf(division: Division): Spelling {
    return this.spellings.get(division) as Spelling
  }
}
