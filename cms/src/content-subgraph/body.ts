import { addressOf, sizesOf, type PictureRow } from '../files/public-files'

/** A node of Strapi's rich text as it comes from the database: nothing of it is taken for granted. */
export type Block = {
  type?: unknown
  text?: unknown
  url?: unknown
  level?: unknown
  format?: unknown
  image?: unknown
  children?: unknown
  [mark: string]: unknown
}

/** Pictures in a text, by the name their bytes are kept under. */
export type Images = ReadonlyMap<string, PictureRow>

const deepest = 12

/**
 * Rich text as HTML: a closed list of tags, no attributes but the address of a link and what a picture needs, every
 * text escaped.
 */
export function renderHtml(body: unknown, images: Images = new Map()): string {
  return blocksOf(body)
    .map((block) =>
      block.type === 'image' ? imageHtml(images.get(hashOf(block) ?? '')) : blockHtml(block, 0),
    )
    .join('')
}

/** The names of the files in a text, each with the words for those who cannot see it. */
export function imagesOf(body: unknown): Map<string, string> {
  return new Map(
    blocksOf(body).flatMap((block): [string, string][] => {
      const hash = hashOf(block)
      const { alternativeText } = (block.image ?? {}) as { alternativeText?: unknown }
      return hash === undefined ? [] : [[hash, typeof alternativeText === 'string' ? alternativeText : '']]
    }),
  )
}

export function hashOf({ type, image }: Block): string | undefined {
  if (type !== 'image' || image === null || typeof image !== 'object' || !('hash' in image)) return undefined
  return typeof image.hash === 'string' ? image.hash : undefined
}

function imageHtml(picture: PictureRow | undefined): string {
  if (picture === undefined) return ''
  const width = String(picture.width)
  const drawn = [
    ...sizesOf(picture).map((size) => `${addressOf(picture, size.size)} ${String(size.width)}w`),
    `${addressOf(picture)} ${width}w`,
  ].join(', ')
  return (
    `<figure><img src="${addressOf(picture)}" alt="${escape(picture.alternativeText)}" width="${width}"` +
    ` height="${String(picture.height)}" srcset="${drawn}" sizes="(max-width: ${width}px) 100vw, ${width}px"` +
    ' loading="lazy"></figure>'
  )
}

export function renderText(body: unknown): string {
  return blocksOf(body)
    .map((block) => blockText(block, 0))
    .filter(Boolean)
    .join('\n')
}

export function blocksOf(value: unknown): Block[] {
  const parsed: unknown = typeof value === 'string' ? parse(value) : value
  return Array.isArray(parsed)
    ? parsed.filter((item): item is Block => item !== null && typeof item === 'object')
    : []
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function blockHtml(block: Block, depth: number): string {
  if (depth > deepest) return ''
  if (block.type === 'text') return textHtml(block)
  const inner = blocksOf(block.children)
    .map((child) => blockHtml(child, depth + 1))
    .join('')
  switch (block.type) {
    case 'paragraph':
      return `<p>${inner}</p>`
    case 'heading': {
      const level = Math.min(6, Math.max(1, Math.trunc(Number(block.level)) || 2))
      return `<h${String(level)}>${inner}</h${String(level)}>`
    }
    case 'list':
      return block.format === 'ordered' ? `<ol>${inner}</ol>` : `<ul>${inner}</ul>`
    case 'list-item':
      return `<li>${inner}</li>`
    case 'quote':
      return `<blockquote>${inner}</blockquote>`
    case 'code':
      return `<pre><code>${inner}</code></pre>`
    case 'link':
      return linkHtml(block.url, inner)
    default:
      // Pictures stand at the top only; what is unknown keeps its words.
      return block.type === 'image' ? '' : inner
  }
}

/** The address a link may lead to, or undefined: no scripts, no data. */
export function safeAddress(url: unknown): string | undefined {
  const address = typeof url === 'string' && URL.canParse(url) ? new URL(url) : undefined
  return address !== undefined && ['https:', 'http:', 'mailto:'].includes(address.protocol)
    ? address.href
    : undefined
}

function linkHtml(url: unknown, inner: string): string {
  const address = safeAddress(url)
  if (address === undefined) return inner
  return `<a href="${escape(address)}" rel="noopener noreferrer nofollow">${inner}</a>`
}

export const marks: readonly [mark: string, tag: string][] = [
  ['bold', 'strong'],
  ['italic', 'em'],
  ['underline', 'u'],
  ['strikethrough', 's'],
  ['code', 'code'],
]

function textHtml(block: Block): string {
  const text = escape(typeof block.text === 'string' ? block.text : '').replaceAll('\n', '<br>')
  return marks.reduce((html, [mark, tag]) => (block[mark] === true ? `<${tag}>${html}</${tag}>` : html), text)
}

export function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

function blockText(block: Block, depth: number): string {
  if (depth > deepest) return ''
  if (block.type === 'text') return typeof block.text === 'string' ? block.text : ''
  const separator = block.type === 'list' ? '\n' : ''
  return blocksOf(block.children)
    .map((child) => blockText(child, depth + 1))
    .join(separator)
}
