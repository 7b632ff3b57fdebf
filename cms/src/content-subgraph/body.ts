/** A node of Strapi's rich text as it comes from the database: nothing of it is taken for granted. */
export type Block = {
  type?: unknown
  text?: unknown
  url?: unknown
  level?: unknown
  format?: unknown
  children?: unknown
  [mark: string]: unknown
}

const deepest = 12

/** Rich text as HTML: a closed list of tags, no attributes but the address of a link, every text escaped. */
export function renderHtml(body: unknown): string {
  return blocksOf(body)
    .map((block) => blockHtml(block, 0))
    .join('')
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
      // Files are served through a check of disclosure, never from here; what is unknown keeps its words.
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

function escape(text: string): string {
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
