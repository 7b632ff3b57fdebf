/** How the name of a place is read: one syllable for each character, without tones, ü as v. */
export type ReadPinyin = (name: string) => string[]

/** What follows the name proper; longer ones first. */
const generic = /(?:特别行政区|自治区|自治州|自治县|自治旗|街道|地区|林区|矿区|省|市|州|盟|县|区|旗|镇|乡)$/u

/** Reads data/pinyin.txt: a character or a word and its syllables; the longest word decides (长子县 zhang, 长 chang). */
export function createPinyinReader(table: string): ReadPinyin {
  const readings = new Map<string, string[]>()
  for (const line of table.split('\n')) {
    const [text, ...syllables] = line.split(' ')
    if (text) readings.set(text, syllables)
  }
  const longest = Math.max(...Array.from(readings.keys(), (text) => text.length))
  return (name) => {
    const syllables: string[] = []
    for (let at = 0; at < name.length;) {
      let length = Math.min(longest, name.length - at)
      while (length > 1 && !readings.has(name.slice(at, at + length))) length--
      syllables.push(...(readings.get(name.slice(at, at + length)) ?? []))
      at += length
    }
    return syllables
  }
}

/** What somebody may type for a name: zhengzhoushi, zhengzhou, zzs, zz. */
export type Spelling = Readonly<{ full: string; short: string; initials: string; shortInitials: string }>

export function spell(name: string, read: ReadPinyin): Spelling {
  const proper = name.replace(generic, '')
  const syllables = read(name)
  const ofProper = proper.length > 0 && proper !== name ? read(proper).length : syllables.length
  const initials = syllables.map((syllable) => syllable.charAt(0)).join('')
  return {
    full: syllables.join(''),
    short: syllables.slice(0, ofProper).join(''),
    initials,
    shortInitials: initials.slice(0, ofProper),
  }
}
