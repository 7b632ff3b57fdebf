/** A word as the dictionary of the runtime cuts it; a name it does not know comes in single characters. */
export type Token = { text: string; start: number; end: number; isHan: boolean; index: number }

/** The words of a text, and the one that a place lies in. */
export type Tokens = { all: readonly Token[]; at: (place: number) => Token | undefined }

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

export function tokensOf(text: string): Tokens {
  const places: Token[] = []
  const all = [...segmenter.segment(text)].map(({ segment, index: start }, index) => {
    const isHan = /^\p{Script=Han}+$/u.test(segment)
    const token = { text: segment, start, end: start + segment.length, isHan, index }
    for (let place = start; place < token.end; place += 1) places.push(token)
    return token
  })
  return { all, at: (place) => places[place] }
}
