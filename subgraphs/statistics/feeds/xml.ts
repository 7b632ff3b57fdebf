/** A piece of XML, written already. */
export type Xml = { written: string }

type Content = string | number | boolean | null | Xml | { [name: string]: Content }

/** An element of text, of other elements by name, or empty where there is nothing. */
export function element(name: string, content: Content): Xml {
  const inner = write(content)
  return { written: inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>` }
}

/** Elements one after the other. */
export function list(elements: readonly Xml[]): Xml {
  return { written: elements.map(({ written }) => written).join('') }
}

export function xmlDocument({ written }: Xml): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${written}\n`
}

function write(content: Content): string {
  if (content === null) return ''
  if (typeof content !== 'object') return escape(String(content))
  if (isXml(content)) return content.written
  return Object.entries(content)
    .map(([name, value]) => element(name, value).written)
    .join('')
}

function isXml(content: Xml | Record<string, Content>): content is Xml {
  return typeof content['written'] === 'string' && Object.keys(content).length === 1
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
