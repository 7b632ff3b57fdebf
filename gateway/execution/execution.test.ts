import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { openWorld, type World } from '../fixture/gateway.js'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
})

const list = `query List($first: Int!) { cases(first: $first) { nodes {
  id state openedAt region { code name fullName } reports { id mode matterTypes submittedAt } } } }`

test('a list with entities of other subgraphs comes as one answer', async () => {
  const { status, body } = await world.ask(list, { variables: { first: 3 } })
  expect(body.errors).toBeUndefined()
  expect(status).toBe(200)
  expect(body.data).toMatchObject({
    cases: {
      nodes: [
        { id: 'case-0', region: { name: '郑州市' }, reports: [{ id: 'report-0', mode: 'ANONYMOUS' }] },
        { id: 'case-1', region: { name: '中原区' } },
        { id: 'case-2', region: { name: '济源"市"', fullName: '河南省\\济源😀' } },
      ],
    },
  })
  const again = await world.ask(list, { variables: { first: 3 } })
  expect(again.body).toEqual(body)
})
