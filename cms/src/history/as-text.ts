import { renderText } from '../content-subgraph/body'
import { componentLabels, labels } from '../desk/labels'
import { beijingTime } from '../publication/stale-draft'

export type Attribute = {
  type: string
  component?: string
  target?: string
  repeatable?: boolean
  multiple?: boolean
}
export type Attributes = Record<string, Attribute>
export type AttributesOf = (uid: string) => Attributes

const notShown = new Set([
  'createdBy',
  'updatedBy',
  'createdAt',
  'updatedAt',
  'publishedAt',
  'locale',
  'localizations',
])

/** The fields of a type that people write, with the words the desk shows beside them. */
export function fieldsOf(
  uid: string,
  attributes: Attributes,
): { name: string; label: string; attribute: Attribute }[] {
  const known = labels[uid] ?? componentLabels[uid] ?? {}
  return Object.entries(attributes)
    .filter(([name, { type }]) => !notShown.has(name) && !(type === 'relation' && known[name] === undefined))
    .map(([name, attribute]) => ({ name, label: known[name]?.[0] ?? name, attribute }))
}

/** A value as a person would read it aloud; empty is ''. */
export function asText(value: unknown, attribute: Attribute, attributesOf: AttributesOf): string {
  if (value === null || value === undefined) return ''
  switch (attribute.type) {
    case 'blocks':
      return renderText(value)
    case 'boolean':
      return value === true ? '是' : '否'
    case 'datetime':
      return beijingTime(new Date(String(value)))
    case 'media':
    case 'relation':
      return listOf(value)
        .map((item) => nameOf(item))
        .join('\n')
    case 'component':
      return listOf(value)
        .map((part, index) => partAsText(part, index, attribute.component ?? '', attributesOf))
        .join('\n')
    default:
      return typeof value === 'object' ? JSON.stringify(value) : String(value)
  }
}

function partAsText(part: unknown, index: number, component: string, attributesOf: AttributesOf): string {
  const row = (part ?? {}) as Record<string, unknown>
  const lines = fieldsOf(component, attributesOf(component)).flatMap(({ name, label, attribute }) => {
    const text = asText(row[name], attribute, attributesOf)
    return text === '' ? [] : [`${label}：${text}`]
  })
  return `〔${String(index + 1)}〕${lines.join('\n')}`
}

export const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]

function nameOf(item: unknown): string {
  const { name, title, documentId } = (item ?? {}) as Record<string, unknown>
  return String(name ?? title ?? documentId ?? '')
}
