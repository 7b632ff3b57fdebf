/**
 * A text as the rules read it. What hides a number or a name from a search but not from a reader is undone: full-width
 * and circled digits, zero-width characters, spaces inside words, letters of other scripts that look the same.
 * `from[i]` and `to[i]` say where the character stands in the text as it was written.
 */
export type PlainText = {
  text: string
  /** As long as `text`: Chinese numerals and letters that stand in for digits are digits here. */
  digits: string
  from: number[]
  to: number[]
}

const invisible = /[\p{Cf}\p{Mn}\p{Me}\p{Cc}\u115f\u1160\u3164\uffa0\u2800]/u
const space = /\s/u
const han = /\p{Script=Han}/u

/** Letters that look like one of ours; capitals and small letters as far as they do. */
const lookalikes = new Map(
  Object.entries({
    A: 'ΑАᎪ',
    B: 'ΒВᏴ',
    C: 'СᏟ',
    E: 'ΕЕᎬ',
    H: 'ΗНᎻ',
    I: 'ΙІӀ',
    J: 'ЈᎫ',
    K: 'ΚКᏦ',
    M: 'ΜМᎷ',
    N: 'Ν',
    O: 'ΟОՕ',
    P: 'ΡРᏢ',
    S: 'ЅՏᏚ',
    T: 'ΤТᎢ',
    V: 'ѴᏙ',
    W: 'ԜᎳ',
    X: 'ΧХ',
    Y: 'ΥҮ',
    Z: 'ΖᏃ',
    a: 'аɑα',
    c: 'сϲ',
    d: 'ԁ',
    e: 'еҽ',
    g: 'ɡ',
    h: 'һ',
    i: 'іɩι',
    j: 'јϳ',
    l: 'ӏ',
    o: 'оοօ',
    p: 'рρ',
    q: 'ԛ',
    s: 'ѕ',
    u: 'υս',
    v: 'ѵν',
    w: 'ԝω',
    x: 'хχ',
    y: 'уγ',
  }).flatMap(([letter, others]) => [...others].map((other) => [other, letter] as const)),
)

const numerals = new Map(
  Object.entries({
    0: '零〇○oO',
    1: '一幺壹弌lI|',
    2: '二两贰弍',
    3: '三叁弎ЗзƷӠ',
    4: '四肆',
    5: '五伍',
    6: '六陆б',
    7: '七柒拐',
    8: '八捌',
    9: '九玖勾',
  }).flatMap(([digit, others]) => [...others].map((other) => [other, digit] as const)),
)

export function toPlainText(written: string): PlainText {
  const plain: PlainText = { text: '', digits: '', from: [], to: [] }
  let at = 0
  for (const character of written) {
    const end = at + character.length
    if (character === '\n') push(plain, '\n', at, end)
    else if (!invisible.test(character))
      for (const shown of character.normalize('NFKC'))
        if (!invisible.test(shown)) push(plain, lookalikes.get(shown) ?? shown, at, end)
    at = end
  }
  return closeUp(plain)
}

function push(plain: PlainText, character: string, from: number, to: number): void {
  plain.text += character
  plain.digits += character.length === 1 ? (numerals.get(character) ?? character) : character
  for (let unit = 0; unit < character.length; unit += 1) {
    plain.from.push(from)
    plain.to.push(to)
  }
}

/** Chinese is written without spaces: one beside a Chinese character is there by accident, or to hide a word. */
function closeUp(plain: PlainText): PlainText {
  const closed: PlainText = { text: '', digits: '', from: [], to: [] }
  const { text } = plain
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (character !== '\n' && space.test(character)) {
      const before = /\S(?=\s*$)/u.exec(text.slice(Math.max(0, at - 12), at))?.[0] ?? ''
      const after = /^\s*(\S)/u.exec(text.slice(at + 1, at + 13))?.[1] ?? ''
      if (han.test(before) || han.test(after)) continue
    }
    closed.text += character
    closed.digits += plain.digits.charAt(at)
    closed.from.push(plain.from[at] ?? 0)
    closed.to.push(plain.to[at] ?? 0)
  }
  return closed
}
