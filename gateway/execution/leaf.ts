import { isEnumType, type GraphQLEnumType, type GraphQLScalarType } from 'graphql'
import { quote, type Json } from './json.js'

/** The JSON text of a leaf, or undefined where the subgraph's value is none of its type. */
export type Leaf = (value: Json) => string | undefined

const builtIn: Readonly<Record<string, Leaf>> = {
  String: (value) => (typeof value === 'string' ? quote(value) : undefined),
  ID: (value) =>
    typeof value === 'string'
      ? quote(value)
      : typeof value === 'number' && Number.isInteger(value)
        ? String(value)
        : undefined,
  Int: (value) => (typeof value === 'number' && value === (value | 0) ? String(value) : undefined),
  Float: (value) => (typeof value === 'number' ? String(value) : undefined),
  Boolean: (value) => (typeof value === 'boolean' ? String(value) : undefined),
}

export function leafOf(type: GraphQLScalarType | GraphQLEnumType): Leaf {
  if (isEnumType(type)) {
    const texts = new Map(type.getValues().map(({ name }) => [name, `"${name}"`]))
    return (value) => (typeof value === 'string' ? texts.get(value) : undefined)
  }
  // A scalar of a subgraph's own: what it sends is what it means.
  return builtIn[type.name] ?? ((value) => (typeof value === 'string' ? quote(value) : JSON.stringify(value)))
}
