import { randomUUID } from 'node:crypto'
import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql'
import type { Placed } from './placed-cases.js'

export type Mutation = { query: string; variables: Record<string, unknown> }

/** The names of the mutations of a schema. */
export function mutationsOf(schema: GraphQLSchema): string[] {
  return Object.keys(schema.getMutationType()?.getFields() ?? {})
}

/** A mutation as its schema wants it, with values made up for what it must be given. */
export function mutationBySchema(schema: GraphQLSchema, name: string, placed: Placed): Mutation {
  const field = schema.getMutationType()?.getFields()[name]
  if (field === undefined) throw new Error(`there is no mutation ${name}`)
  const given = field.args.filter(isGiven)
  const declared = given.map((arg) => `$${arg.name}: ${arg.type.toString()}`).join(', ')
  const passed = given.map((arg) => `${arg.name}: $${arg.name}`).join(', ')
  const selection = isCompositeType(getNamedType(field.type)) ? ' { __typename }' : ''
  const [head, call] = given.length === 0 ? ['', name] : [`(${declared})`, `${name}(${passed})`]
  return {
    query: `mutation${head} { ${call}${selection} }`,
    variables: Object.fromEntries(given.map((arg) => [arg.name, valueOf(arg, placed)])),
  }
}

/** What must be given, and whatever says which case, report or proceeding it is about. */
function isGiven({ name, type }: GraphQLArgument | GraphQLInputField): boolean {
  return isNonNullType(type) || name.endsWith('Id')
}

function valueOf({ name, type }: GraphQLArgument | GraphQLInputField, placed: Placed): unknown {
  if (name === 'caseId') return placed.caseId
  if (name === 'reportId') return placed.reportId
  if (getNamedType(type).name === 'ID') return wrapped(type, placed.proceedingIds[0] ?? randomUUID())
  return made(type, placed)
}

function wrapped(type: GraphQLInputType, value: unknown): unknown {
  const inner = isNonNullType(type) ? type.ofType : type
  return isListType(inner) ? [value] : value
}

function made(type: GraphQLInputType, placed: Placed): unknown {
  if (isNonNullType(type)) return made(type.ofType, placed)
  if (isListType(type)) return [made(type.ofType, placed)]
  if (isEnumType(type)) return type.getValues()[0]?.name
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(isGiven)
    return Object.fromEntries(fields.map((field) => [field.name, valueOf(field, placed)]))
  }
  return scalars[type.name] ?? '依照规定办理，情况属实，特此说明。'
}

const scalars: Readonly<Record<string, unknown>> = {
  Int: 2,
  Float: 1,
  Boolean: true,
  DateTime: '2026-12-01T08:00:00.000Z',
  Fen: '1000000',
}
