import { diffWords } from 'diff'
import { asText, fieldsOf, type AttributesOf } from './as-text'

export type Part = { kind: 'same' | 'added' | 'removed'; text: string }
export type FieldChange = { field: string; label: string; type: string; parts: Part[]; note: string | null }
export type Content = Record<string, unknown>

/** Chinese has no spaces: words are found by the language's own rules, so that whole words are marked. */
const intlSegmenter = new Intl.Segmenter('zh', { granularity: 'word' })
const longestMs = 500

/** What changed from one version to another, field by field in the order of the form. */
export function compareVersions(
  uid: string,
  before: Content,
  after: Content,
  attributesOf: AttributesOf,
): FieldChange[] {
  return fieldsOf(uid, attributesOf(uid)).flatMap(({ name, label, attribute }): FieldChange[] => {
    const was = asText(before[name], attribute, attributesOf)
    const is = asText(after[name], attribute, attributesOf)
    const { type } = attribute
    if (was !== is) return [{ field: name, label, type, parts: partsOf(was, is, type), note: null }]
    if (type !== 'blocks' || sameShape(before[name], after[name])) return []
    const note = '文字没有改动，格式、链接或图片有改动。'
    return [{ field: name, label, type, parts: [], note }]
  })
}

const inWords = new Set(['string', 'text', 'blocks', 'component'])

function partsOf(was: string, is: string, type: string): Part[] {
  const whole: Part[] = [
    ...(was === '' ? [] : [{ kind: 'removed' as const, text: was }]),
    ...(is === '' ? [] : [{ kind: 'added' as const, text: is }]),
  ]
  if (!inWords.has(type) || whole.length < 2) return whole
  // Two long texts with nothing in common would take very long: they are shown whole.
  const changes = diffWords(was, is, { intlSegmenter, timeout: longestMs })
  if (changes === undefined) return whole
  return changes.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }))
}

const sameShape = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
