import { buildSubgraphSchema } from '@apollo/subgraph'
import {
  getNamedType,
  isInputObjectType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql'
import { sdl } from '../../src/content-subgraph/sdl'

const document = parse(sdl)
export const schema = buildSubgraphSchema([{ typeDefs: document }])

type Arguments = Record<string, unknown>
/** How every field with arguments is asked: by `Type.field`, each way it is tried. */
export type Ways = Record<string, Arguments[]>

export type Asked = { name: string; query: string }

/** One query for each root field and each way of asking it, with every field of whatever it answers. */
export function everyQuery(ways: Ways): Asked[] {
  return rootFields('Query').flatMap((field) => {
    const asked = field.args.length === 0 ? [{}] : (ways[`Query.${field.name}`] ?? [])
    return asked.map((args) => ({
      name: field.name,
      query: `{ ${field.name}${written(args)} ${selection(field.type, ways, [])} }`,
    }))
  })
}

export function everySubscription(ways: Ways): string[] {
  return rootFields('Subscription').flatMap((field) =>
    (ways[`Subscription.${field.name}`] ?? []).map(
      (args) => `subscription { ${field.name}${written(args)} ${selection(field.type, ways, [])} }`,
    ),
  )
}

/** Every field of an entity, for whatever representations are asked. */
export function entityQuery(type: string, ways: Ways): string {
  const fields = selection(schema.getType(type) as GraphQLObjectType, ways, [])
  return `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ... on ${type} ${fields} } }`
}

/** What can be asked for by reference, with its key. */
export function entities(): { type: string; key: string }[] {
  return document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return []
    return (definition.directives ?? []).flatMap(({ name, arguments: given = [] }) => {
      if (name.value !== 'key') return []
      const valueOf = (argument: string): unknown => {
        const value = given.find((one) => one.name.value === argument)?.value
        return value !== undefined && 'value' in value ? value.value : undefined
      }
      if (valueOf('resolvable') === false) return []
      return [{ type: definition.name.value, key: String(valueOf('fields')) }]
    })
  })
}

/** Arguments, and fields of what they take, that no way of asking names. */
export function untried(ways: Ways): string[] {
  const names = (
    wanted: string,
    args: readonly { name: string; type: unknown }[],
    tried: Arguments[],
  ): string[] =>
    args.flatMap((argument) => {
      const given = tried.flatMap((one) => (argument.name in one ? [one[argument.name]] : []))
      const path = `${wanted}(${argument.name})`
      if (given.length === 0) return [path]
      const type = getNamedType(argument.type as GraphQLOutputType) as unknown
      if (!isInputObjectType(type)) return []
      return names(path, Object.values(type.getFields()), given as Arguments[])
    })
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!isObjectType(type) || type.name.startsWith('__')) return []
    return Object.values(type.getFields()).flatMap((field) =>
      field.name.startsWith('_')
        ? []
        : names(`${type.name}.${field.name}`, field.args, ways[`${type.name}.${field.name}`] ?? []),
    )
  })
}

export function rootFields(name: 'Query' | 'Subscription'): GraphQLField<unknown, unknown>[] {
  const type = schema.getType(name)
  return isObjectType(type)
    ? Object.values(type.getFields()).filter((field) => !field.name.startsWith('_'))
    : []
}

/** All fields; a type within itself once more, so that what leads to another of its kind is followed. */
function selection(type: GraphQLOutputType, ways: Ways, above: readonly string[]): string {
  const named = getNamedType(type)
  if (isUnionType(named))
    return `{ __typename ${named
      .getTypes()
      .map((member) => `... on ${member.name} ${selection(member, ways, above)}`)
      .join(' ')} }`
  if (!isObjectType(named)) return ''
  const path = [...above, named.name]
  const fields = Object.values(named.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type)
    if (path.filter((name) => name === inner.name).length >= 2) return []
    const [args = {}] = ways[`${named.name}.${field.name}`] ?? []
    return [`${field.name}${written(args)} ${selection(field.type, ways, path)}`]
  })
  return `{ __typename ${fields.join(' ')} }`
}

function written(args: Arguments): string {
  const given = Object.entries(args)
  if (given.length === 0) return ''
  return `(${given.map(([name, value]) => `${name}: ${literal(value)}`).join(', ')})`
}

/** Upper-case words are enum values here; every other text is quoted. */
function literal(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (value !== null && typeof value === 'object')
    return `{ ${Object.entries(value)
      .map(([name, inner]) => `${name}: ${literal(inner)}`)
      .join(', ')} }`
  if (typeof value === 'string' && /^[A-Z][A-Z_]+$/.test(value)) return value
  return JSON.stringify(value)
}
