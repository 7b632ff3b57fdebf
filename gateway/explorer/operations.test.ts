import { expect, test } from '@jest/globals'
import {
  buildSchema,
  coerceInputValue,
  Kind,
  parse,
  typeFromAST,
  validate,
  type GraphQLInputType,
} from 'graphql'
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

type Example = { title: string; query: string; variables: Record<string, unknown> }

const schema = buildSchema(readFileSync('gateway/supergraph/api.graphql', 'utf8'))
const { operations } = (await import(pathToFileURL('gateway/explorer/page/operations.js').href)) as {
  operations: readonly Example[]
}

test.each(operations.map((example) => [example.title, example] as const))(
  'the example %s fits the graph, its variables too',
  (_title, { query, variables }) => {
    const document = parse(query)
    expect(validate(schema, document)).toEqual([])
    const [operation] = document.definitions
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('an example is an operation')
    for (const { type, variable } of operation.variableDefinitions ?? []) {
      const wanted = typeFromAST(schema, type) as GraphQLInputType
      coerceInputValue(variables[variable.name.value], wanted, (_path, _value, error) => {
        throw error
      })
    }
  },
)
