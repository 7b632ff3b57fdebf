import { blocksOf, marks, safeAddress, type Block } from './body'

export type RichTextSpan = { text: string; marks: string[]; url: string | null }
type RichTextItem = { depth: number; ordered: boolean; spans: RichTextSpan[] }
export type RichTextBlock = {
  kind: 'PARAGRAPH' | 'HEADING' | 'LIST' | 'QUOTE' | 'CODE'
  level: number | null
  spans: RichTextSpan[]
  items: RichTextItem[]
}

const deepest = 12
const kinds: Record<string, RichTextBlock['kind']> = {
  heading: 'HEADING',
  list: 'LIST',
  quote: 'QUOTE',
  code: 'CODE',
}

/**
 * Rich text as data, for front ends that draw it themselves: without recursion, so that one query reads all of it.
 * Lists are flat, and each item says how deep it stands.
 */
export function toBlocks(body: unknown): RichTextBlock[] {
  return blocksOf(body)
    .filter((block) => block.type !== 'image')
    .map((block) => {
      const kind = kinds[String(block.type)] ?? 'PARAGRAPH'
      const level = Math.min(6, Math.max(1, Math.trunc(Number(block.level)) || 2))
      return {
        kind,
        level: kind === 'HEADING' ? level : null,
        spans: kind === 'LIST' ? [] : spansOf(block, null, 0),
        items: kind === 'LIST' ? itemsOf(block, 0) : [],
      }
    })
}

function itemsOf(list: Block, depth: number): RichTextItem[] {
  if (depth > deepest) return []
  const ordered = list.format === 'ordered'
  return blocksOf(list.children).flatMap((child) =>
    child.type === 'list'
      ? itemsOf(child, depth + 1)
      : [{ depth, ordered, spans: spansOf(child, null, depth) }],
  )
}

function spansOf(block: Block, url: string | null, depth: number): RichTextSpan[] {
  if (depth > deepest) return []
  if (block.type === 'text') {
    const text = typeof block.text === 'string' ? block.text : ''
    const set = marks.filter(([mark]) => block[mark] === true).map(([mark]) => mark.toUpperCase())
    return text === '' ? [] : [{ text, marks: set, url }]
  }
  const target = block.type === 'link' ? (safeAddress(block.url) ?? null) : url
  return blocksOf(block.children).flatMap((child) => spansOf(child, target, depth + 1))
}
