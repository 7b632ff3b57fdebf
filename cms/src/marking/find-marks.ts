import { findJobTitles } from './job-titles'
import { markKinds, type MarkKind, type Span } from './mark'
import { findNames } from './names'
import { findAccounts, findNumbers } from './numbers'
import { findPlaces } from './places'
import { toPlainText, type PlainText } from './plain-text'
import { findTimes } from './times'

/** Where in a text somebody might be recognised; places are those of the text as it was written. */
export type FoundMark = Span & { text: string }

export type MarkOptions = {
  /** Where the facts name the province only, a city says more than may be told. */
  cityIsTooFine: boolean
}

/**
 * Marks what may tell who somebody is. High recall first: what is marked needlessly costs a reviewer a click, what is
 * missed costs a reporter. Rules alone: the vault is never asked, so that nothing here can be used to try names.
 */
export function findMarks(written: string, options: MarkOptions): FoundMark[] {
  const plain = toPlainText(written)
  const spans = [
    ...findNumbers(plain),
    ...findAccounts(plain),
    ...findTimes(plain),
    ...findPlaces(plain, options),
    ...findJobTitles(plain),
    ...findNames(plain),
  ]
  return merge(spans.filter(({ start, end }) => end > start)).map((span) => asWritten(span, plain, written))
}

const order = Object.keys(markKinds) as MarkKind[]

/** One mark for each place: the longer holds the shorter; what touches and is of one kind is one. */
function merge(spans: readonly Span[]): Span[] {
  const sorted = spans.toSorted(
    (one, other) =>
      one.start - other.start || other.end - one.end || order.indexOf(one.kind) - order.indexOf(other.kind),
  )
  const merged: Span[] = []
  for (const span of sorted) {
    const last = merged.at(-1)
    if (last !== undefined && span.end <= last.end) continue
    const touches = last !== undefined && span.start <= last.end
    if (touches && last.kind === span.kind) last.end = span.end
    else if (last !== undefined && span.start < last.end) merged.push({ ...span, start: last.end })
    else merged.push({ ...span })
  }
  return merged
}

function asWritten(span: Span, plain: PlainText, written: string): FoundMark {
  const start = plain.from[span.start] ?? 0
  const least = plain.to[span.end - 1] ?? written.length
  const end = least + (/^[\p{Mn}\p{Me}]*/u.exec(written.slice(least, least + 8))?.[0].length ?? 0)
  return { kind: span.kind, start, end, text: written.slice(start, end) }
}
