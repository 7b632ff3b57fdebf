import { expect, test } from '@jest/globals'
import { buildSchema } from 'graphql'
import type { JsonObject } from './json.js'
import { applyRewrites } from './rewrites.js'

const schema = buildSchema(`
  interface Animal { name: String }
  type Dog implements Animal { name: String }
  type Cat implements Animal { name: String }
  type Query { animals: [Animal] }
`)

const animals = (): JsonObject => ({
  animals: [
    { __typename: 'Dog', name__alias_0: 'Hasso' },
    { __typename: 'Cat', name__alias_0: 'Mimi' },
    null,
    { __typename: 'Dog', name__alias_0: null },
  ],
})

test('an alias of the planner is renamed, under the types it was made for only', () => {
  const data = animals()
  const path = ['animals', '... on Dog', 'name__alias_0']
  applyRewrites(schema, [{ kind: 'KeyRenamer', path, renameKeyTo: 'name' }], data)
  expect(data['animals']).toMatchObject([
    { name: 'Hasso', name__alias_0: undefined },
    { name__alias_0: 'Mimi' },
    null,
    { name__alias_0: null },
  ])
})

test('a value is set where the path leads, through lists and interfaces', () => {
  const data = animals()
  const path = ['animals', '... on Animal', '__typename']
  applyRewrites(schema, [{ kind: 'ValueSetter', path, setValueTo: 'Animal' }], data)
  expect(data['animals']).toMatchObject([{ __typename: 'Animal' }, { __typename: 'Animal' }, null, {}])
})

test('a path that leads nowhere changes nothing', () => {
  const data = animals()
  applyRewrites(schema, [{ kind: 'ValueSetter', path: ['plants', 'name'], setValueTo: 'x' }], data)
  expect(data).toEqual(animals())
})
