import { isClosing, mayBegin, mayEnd } from './punctuation'

/** A pair of marks that reads as one: —— and ……. */
const doubled = /^(—|…)$/

/** Terms of the platform that no general dictionary knows as words. */
const terms =
  /实名|匿名|查询码|二维码|小程序|公示牌|举报人|实名举报|匿名举报|举报电话|吹哨人|安全生产|应急管理|事故隐患/g

const words = new Intl.Segmenter('zh', { granularity: 'word' })

type Atom = { text: string; width: number; endsWord: boolean; endsClause: boolean }
export type Measure = (text: string) => number
/** `tear` says how much the break after it disturbs: nothing after a pause, most inside a word. */
export type Line = { text: string; width: number; tear: number }
/** Large letters break where the sense pauses, phrases between words, prose where the line is full. */
export type Manner = 'display' | 'phrase' | 'prose'
/** How much a short last line disturbs, beside short others: in prose not at all. */
const lastLine: Record<Manner, number> = { display: 0.6, phrase: 0.6, prose: 0 }
type Breaking = { width: number; measure: Measure; manner: Manner }

/**
 * Breaks a text into as few lines as fit, evenly, with no mark at the wrong end of a line, no number or Latin word
 * torn apart, and Chinese words kept together where that costs nothing. Undefined where an atom alone is too wide.
 *
 * @param breaking.measure gives widths in the unit of `width`; what it gave once is remembered
 */
export function breakLines(text: string, breaking: Breaking): Line[] | undefined {
  const { texts, lines } = rememberedBy(breaking.measure)
  const asked = `${String(breaking.width)} ${breaking.manner} ${text}`
  if (lines.has(asked)) return lines.get(asked)
  const atoms = texts.get(text) ?? atomsOf(text.trim(), breaking.measure)
  texts.set(text, atoms)
  const broken = linesOf(atoms, breaking)
  lines.set(asked, broken)
  return broken
}

function linesOf(atoms: Atom[], breaking: Breaking): Line[] | undefined {
  const { width, measure } = breaking
  if (atoms.length === 0) return []
  if (atoms.some((atom) => seen(atom.text, atom.width, measure) > width + 1e-6)) return undefined
  const best: { cost: number; from: number }[] = [{ cost: 0, from: 0 }]
  for (let end = 1; end <= atoms.length; end += 1) best.push(bestEnd(atoms, end, { ...breaking, best }))
  const lines: Line[] = []
  for (let end = atoms.length; end > 0; end = best[end]?.from ?? 0)
    lines.unshift({
      ...lineOf(atoms.slice(best[end]?.from ?? 0, end), measure),
      tear: end === atoms.length ? 0 : tearing(atoms[end - 1], breaking.manner),
    })
  return lines
}

function bestEnd(
  atoms: readonly Atom[],
  end: number,
  given: Breaking & { best: readonly { cost: number; from: number }[] },
): { cost: number; from: number } {
  let best = { cost: Infinity, from: end - 1 }
  const isLast = end === atoms.length
  for (let from = end - 1; from >= 0; from -= 1) {
    const { text, width } = lineOf(atoms.slice(from, end), given.measure)
    if (width > given.width + 1e-6) break
    const slack = (given.width - width) / given.width
    // One more line costs more than any unevenness; a lone character on the last line looks like a mistake.
    const lonely = isLast && from > 0 && [...text].length < 3 ? 0.6 : 0
    const torn = isLast ? 0 : tearing(atoms[end - 1], given.manner)
    const cost =
      (given.best[from]?.cost ?? Infinity) +
      4 +
      slack * slack * (isLast ? lastLine[given.manner] : 1) +
      lonely +
      torn
    if (cost < best.cost) best = { cost, from }
  }
  return best
}

function tearing(last: Atom | undefined, manner: Manner): number {
  if (last === undefined || last.endsClause) return 0
  if (manner === 'prose') return last.endsWord ? 0 : 0.02
  return (last.endsWord ? 0 : 0.25) + (manner === 'display' ? 0.4 : 0)
}

function lineOf(atoms: readonly Atom[], measure: Measure): Omit<Line, 'tear'> {
  const text = atoms
    .map((atom) => atom.text)
    .join('')
    .trim()
  return { text, width: seen(text, measure(text), measure) }
}

/** The width the eye sees: the air after a closing mark does not count. */
function seen(text: string, width: number, measure: Measure): number {
  const last = text.at(-1) ?? ''
  return last !== '' && isClosing(last) ? width - measure(last) / 2 : width
}

type Remembered = { texts: Map<string, Atom[]>; lines: Map<string, Line[] | undefined> }
const remembered = new WeakMap<Measure, Remembered>()
const mostRemembered = 5_000

/** One text is tried at many sizes, and stands on the posters of many placements. */
function rememberedBy(measure: Measure): Remembered {
  const known = remembered.get(measure)
  if (known !== undefined && known.lines.size < mostRemembered) return known
  const fresh: Remembered = { texts: new Map(), lines: new Map() }
  remembered.set(measure, fresh)
  return fresh
}

/** What cannot be broken inside. A mark clings to what it belongs to. */
function atomsOf(text: string, measure: Measure): Atom[] {
  const ends = wordEnds(text)
  const pieces: { text: string; end: number }[] = []
  let at = 0
  for (const [piece] of text.matchAll(/[0-9A-Za-z][0-9A-Za-z.@_+:/-]*|\s+|./gsu)) {
    at += piece.length
    const before = pieces.at(-1)
    if (before !== undefined && clings(before.text, piece))
      Object.assign(before, { text: before.text + piece, end: at })
    else pieces.push({ text: piece, end: at })
  }
  return pieces.map((piece) => ({
    text: piece.text,
    width: measure(piece.text),
    endsWord: ends.has(piece.end),
    endsClause: isClosing(piece.text.at(-1) ?? ''),
  }))
}

function clings(before: string, piece: string): boolean {
  const last = before.at(-1) ?? ''
  if (!mayEnd(last) || !mayBegin(piece[0] ?? '')) return true
  return /^\s+$/.test(piece) || (doubled.test(piece) && last === piece)
}

function wordEnds(text: string): Set<number> {
  const ends = new Set<number>()
  for (const { index, segment } of words.segment(text)) ends.add(index + segment.length)
  for (const { index, 0: term } of text.matchAll(terms))
    for (let at = index + 1; at < index + term.length; at += 1) ends.delete(at)
  return ends
}
