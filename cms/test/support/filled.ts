import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Attribute = { type: string; enum?: string[]; maxLength?: number; component?: string; required?: boolean }
export type Attributes = Record<string, Attribute>
type Kept = { id: unknown; inText: object }

const source = join(__dirname, '../../../src')
const read = (path: string): { attributes: Attributes } =>
  JSON.parse(readFileSync(join(source, path), 'utf8')) as { attributes: Attributes }

/** Every content type of ours, as its folder is called. */
export const everyType = readdirSync(join(source, 'api'))
export const attributesOf = (type: string): Attributes =>
  read(`api/${type}/content-types/${type}/schema.json`).attributes

/** Values that have to look like something. */
const shaped: Record<string, (mark: string) => unknown> = {
  regionCode: () => '410100',
  // Which case a publication tells of comes from the log.
  summaryId: () => undefined,
  caseId: () => undefined,
  registryEntryId: () => '44444444-4444-4444-8444-444444444444',
  address: (mark) => `https://${mark}.example.invalid/`,
  link: (mark) => `https://${mark}.example.invalid/`,
  pageAddress: (mark) => `https://${mark}.example.invalid/`,
  source: (mark) => mark,
  number: () => '1',
  accentColour: () => '#123456',
}

/**
 * A document in which every field that takes words or files carries the mark, made from the type's own definition: a
 * field that is added later is filled too.
 *
 * @param markOf what a field carries
 */
export function filled(type: string, markOf: (field: string) => string, file: Kept): object {
  const code = type === 'policy' ? { code: markOf('code') } : {}
  // What is printed is short, or it is not published; the name of a template is not printed.
  const wordOf = (field: string): string =>
    type === 'poster-template' && field !== 'title' ? markOf(field).slice(0, 10) : markOf(field)
  const phone = type === 'poster-template' ? { phone: wordOf('phone') } : {}
  return { ...fill(attributesOf(type), wordOf, file), ...code, ...phone }
}

function fill(attributes: Attributes, markOf: (field: string) => string, file: Kept): object {
  const values = Object.entries(attributes).map(([name, attribute]) => {
    const value = valueOf(name, attribute, markOf(name), file)
    return [name, value] as const
  })
  return Object.fromEntries(values.filter(([, value]) => value !== undefined))
}

function valueOf(name: string, attribute: Attribute, mark: string, file: Kept): unknown {
  const { type, maxLength = 200, component } = attribute
  // The desk numbers placements itself.
  if (name === 'code') return undefined
  const shape = shaped[name]
  if (shape !== undefined) return shape(mark)
  switch (type) {
    case 'string':
    case 'text':
      return `${mark} ${name}`.slice(0, maxLength)
    case 'email':
      return `${mark}@example.invalid`
    case 'enumeration':
      return attribute.enum?.[0]
    case 'date':
      return '2026-03-04'
    case 'integer':
      return attribute.required === true && name !== 'version' ? 1 : undefined
    case 'media':
      return (attribute as { multiple?: boolean }).multiple === true ? [file.id] : file.id
    case 'blocks':
      return blocks(mark, file)
    case 'component': {
      const [folder = '', part = ''] = (component ?? '').split('.')
      return [fill(read(`components/${folder}/${part}.json`).attributes, () => mark, file)]
    }
    default:
      return undefined
  }
}

function blocks(mark: string, file: Kept): object[] {
  const text = { type: 'text', text: `${mark} 正文` }
  const link = { type: 'link', url: `https://${mark}.example.invalid/`, children: [text] }
  return [
    { type: 'heading', level: 2, children: [text] },
    { type: 'paragraph', children: [text, link] },
    { type: 'list', format: 'ordered', children: [{ type: 'list-item', children: [text] }] },
    { type: 'quote', children: [text] },
    { type: 'code', children: [text] },
    file.inText,
  ]
}
