import { buildSchema, getNamedType, isCompositeType, type GraphQLField } from 'graphql'
import { readFileSync } from 'node:fs'
import type { Answer, GraphClient } from '../../support/graph.js'

const schema = buildSchema(readFileSync('gateway/supergraph/api.graphql', 'utf8'))
const mutations = schema.getMutationType()?.getFields() ?? {}

/** A step as a front end takes it: the mutation of its name, with what is given. */
export async function take(
  client: GraphClient,
  name: string,
  given: Record<string, unknown>,
  selection = defaultOf(name),
): Promise<Answer<Record<string, unknown>>> {
  const { args } = fieldOf(name)
  const passed = args.filter((arg) => arg.name in given)
  const unknown = Object.keys(given).filter((key) => !args.some((arg) => arg.name === key))
  if (unknown.length > 0) throw new Error(`${name} takes no ${unknown.join(', ')}`)
  const declared = passed.map((arg) => `$${arg.name}: ${arg.type.toString()}`).join(', ')
  const call = passed.map((arg) => `${arg.name}: $${arg.name}`).join(', ')
  const [head, body] = passed.length === 0 ? ['', name] : [`(${declared})`, `${name}(${call})`]
  return client.ask<Record<string, unknown>, object>(`mutation${head} { ${body} ${selection} }`, given)
}

function fieldOf(name: string): GraphQLField<unknown, unknown> {
  const field = mutations[name]
  if (field === undefined) throw new Error(`the graph has no mutation ${name}`)
  return field
}

function defaultOf(name: string): string {
  const type = getNamedType(fieldOf(name).type)
  if (!isCompositeType(type)) return ''
  return type.name === 'Case' ? '{ id state version }' : '{ __typename }'
}
