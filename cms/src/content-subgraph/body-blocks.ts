import type { PictureRow } from '../files/public-files'
import { blocksOf, hashOf, marks, safeAddress, type Block, type Images } from './body'

export type RichTextSpan = { text: string; marks: string[]; url: string | null }
type RichTextItem = { depth: number; ordered: boolean; spans: RichTextSpan[] }
export type RichTextBlock = {
  kind: 'PARAGRAPH' | 'HEADING' | 'LIST' | 'QUOTE' | 'CODE' | 'IMAGE'
  level: number | null
  spans: RichTextSpan[]
  items: RichTextItem[]
  picture: PictureRow | null
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
export function toBlocks(body: unknown, images: Images = new Map()): RichTextBlock[] {
  return blocksOf(body).flatMap((block): RichTextBlock[] => {
    const bare = { level: null, spans: [], items: [], picture: null }
    if (block.type === 'image') {
      const picture = images.get(hashOf(block) ?? '')
      return picture === undefined ? [] : [{ ...bare, kind: 'IMAGE', picture }]
    }
    const kind = kinds[String(block.type)] ?? 'PARAGRAPH'
    if (kind === 'LIST') return [{ ...bare, kind, items: itemsOf(block, 0) }]
    const level = Math.min(6, Math.max(1, Math.trunc(Number(block.level)) || 2))
    return [{ ...bare, kind, level: kind === 'HEADING' ? level : null, spans: spansOf(block, null, 0) }]
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
