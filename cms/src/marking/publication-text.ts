import { blocksOf, type Block } from '../content-subgraph/body'

/** A piece of a publication that is read in one go: what stands in it is in one sentence with its neighbours. */
export type TextPiece = { where: string; text: string }

const deepest = 40

/** Every word of a publication that the public gets, each piece with the name of its field. */
export function textPiecesOf(content: Record<string, unknown>): TextPiece[] {
  const plain = [
    { where: '标题', text: textOf(content['title']) },
    { where: '摘要', text: textOf(content['summary']) },
  ]
  const body = blocksOf(content['body']).flatMap((block) => piecesOf(block, 0))
  return [...plain, ...body].filter(({ text }) => text.trim() !== '')
}

/** Words on both sides of a change of style are one word: a name half in bold is a name. */
function piecesOf(block: Block, depth: number): TextPiece[] {
  if (depth > deepest) return []
  const children = blocksOf(block.children)
  const isRun = children.some(({ type }) => type === 'text' || type === 'link')
  const run = isRun ? [{ where: '正文', text: runOf(block, 0) }] : []
  const inner = isRun
    ? children.flatMap(hiddenWordsOf)
    : children.flatMap((child) => piecesOf(child, depth + 1))
  return [...run, ...hiddenWordsOf(block), ...inner]
}

function runOf(block: Block, depth: number): string {
  if (depth > deepest) return ''
  if (typeof block.text === 'string') return block.text
  return blocksOf(block.children)
    .map((child) => runOf(child, depth + 1))
    .join('')
}

/** What stands beside the text: captions and alternative texts of pictures, addresses of links. */
function hiddenWordsOf(block: Block): TextPiece[] {
  const image = (block['image'] ?? {}) as Record<string, unknown>
  const pieces =
    block.type === 'image'
      ? [
          { where: '图片替代文字', text: textOf(image['alternativeText']) },
          { where: '图片说明', text: textOf(image['caption']) },
        ]
      : []
  return block.type === 'link' ? [{ where: '链接地址', text: textOf(block.url) }] : pieces
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
