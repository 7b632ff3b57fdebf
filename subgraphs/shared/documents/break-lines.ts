/** What may not begin a line (GB/T 15834: closing marks, stops, the dash and the ellipsis go with what is before). */
const neverFirst = /^[、，。；：？！…—～％‰℃）》〉」』】〕”’·,.;:?!%)\]}]/u
/** What may not end one. */
const neverLast = /[（《〈「『【〔“‘([{]$/u
/** Words of letters and digits are not torn apart; everything else breaks anywhere. */
const piece = /[A-Za-z0-9][A-Za-z0-9.,:/_@+-]*|\s+|./gsu

/**
 * Lines of a text that fit a width, as Chinese is set: between any two characters, except where a mark would stand at
 * the wrong end of a line. A word longer than a line is torn all the same.
 *
 * @param widthOf of a text, in the unit of `width`
 */
export function breakLines(text: string, width: number, widthOf: (text: string) => number): string[] {
  return printable(text)
    .split('\n')
    .flatMap((paragraph) => breakParagraph(paragraph, width, widthOf))
}

/** Tabs and control characters have no glyph; whatever ends a line elsewhere ends one here. */
export function printable(text: string): string {
  return text
    .replaceAll(/\r\n?|\u2028|\u2029/g, '\n')
    .replaceAll(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g,
      ' ',
    )
}

function breakParagraph(paragraph: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = []
  let line = ''
  const fits = (text: string) => widthOf(text.trimEnd()) <= width
  for (const [next] of paragraph.matchAll(piece)) {
    if (fits(line + next)) {
      line += next
      continue
    }
    const [kept, carried] = line === '' ? ['', ''] : splitForNext(line, next)
    if (kept !== '') lines.push(kept.trimEnd())
    line = (carried + next).trimStart()
    while (!fits(line)) {
      const head = headThatFits(line, fits)
      lines.push(head)
      line = line.slice(head.length)
    }
  }
  return [...lines, line.trimEnd()]
}

/** Takes over to the next line what must not be parted from it. */
function splitForNext(line: string, next: string): [string, string] {
  let at = line.length
  const torn = () => neverLast.test(line.slice(0, at)) || (at === line.length && neverFirst.test(next))
  const startsWrong = () => at < line.length && neverFirst.test(line.slice(at))
  while (at > 1 && (torn() || startsWrong())) at -= 1
  // A line of marks alone has no good place.
  return at <= 1 ? [line, ''] : [line.slice(0, at), line.slice(at)]
}

function headThatFits(text: string, fits: (text: string) => boolean): string {
  let head = ''
  for (const character of text) {
    if (head !== '' && !fits(head + character)) break
    head += character
  }
  return head
}
