import { createHash } from 'node:crypto'
import { findMarks, type MarkOptions } from './find-marks'
import { markKinds, type MarkKind } from './mark'
import type { TextPiece } from './publication-text'

/** A mark with what a reviewer sees of it. Its key stays the same as long as its sentence does. */
export type KeyedMark = {
  key: string
  kind: MarkKind
  kindName: string
  where: string
  before: string
  text: string
  after: string
}

const around = 18
const sentenceEnd = /[。！？；!?;\n]/

/**
 * Marks of all pieces, each bound to the exact sentence it stands in: a decision about 张三 in one sentence says nothing
 * of 张三 in another, and nothing any more once a word of its own sentence is changed.
 */
export function keyedMarks(pieces: readonly TextPiece[], options: MarkOptions): KeyedMark[] {
  const seen = new Map<string, number>()
  return pieces.flatMap(({ where, text }) =>
    findMarks(text, options).map(({ kind, start, end, text: written }) => {
      const place = [where, kind, written, sentenceAround(text, start, end)].join('\u0000')
      const times = (seen.get(place) ?? 0) + 1
      seen.set(place, times)
      return {
        key: createHash('sha256')
          .update(`${place}\u0000${String(times)}`)
          .digest('hex'),
        kind,
        kindName: markKinds[kind],
        where,
        before: text.slice(Math.max(0, start - around), start),
        text: written,
        after: text.slice(end, end + around),
      }
    }),
  )
}

function sentenceAround(text: string, start: number, end: number): string {
  let from = start
  while (from > 0 && !sentenceEnd.test(text.charAt(from - 1))) from -= 1
  let to = end
  while (to < text.length && !sentenceEnd.test(text.charAt(to))) to += 1
  return text.slice(from, to)
}
