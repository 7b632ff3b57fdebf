import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse, print } from 'graphql'
import { writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { openWorld, type World } from '../fixture/gateway.js'
import { preparePlannerInput, requirementsWithArguments } from './planner-input.js'

describe('the file of the supergraph', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })
  afterAll(async () => {
    await world[Symbol.asyncDispose]()
  })

  test('a valid change is in force soon, an invalid one leaves the version before', async () => {
    const query = '{ region(code: "410100") { name title } }'
    const known = '{ region(code: "410100") { name } }'
    expect((await world.ask(known)).body.data).toEqual({ region: { name: '郑州市' } })
    expect((await world.ask(query)).status).toBe(400)
    await writeFile(world.supergraphFile, 'type Query { broken')
    await sleep(1_100)
    expect((await world.ask(known)).status).toBe(200)
    const { sdl } = world.subgraphs.region
    await writeFile(
      world.supergraphFile,
      world.compose({ region: sdl.replace('secret: String', 'secret: String title: String') }),
    )
    for (let tries = 0; tries < 40 && (await world.ask(query)).status === 400; tries += 1) await sleep(100)
    expect((await world.ask(query)).status).toBe(200)
    expect((await world.ask(known)).body.data).toEqual({ region: { name: '郑州市' } })
  })
})

test('keys that a subgraph does not resolve go last, since the planner takes the first', () => {
  const prepared = preparePlannerInput(
    parse(
      `type A @join__type(graph: X, key: "id", resolvable: false) @join__type(graph: Y, key: "id") { id: ID! }`,
    ),
  )
  expect(print(prepared)).toMatch(/graph: Y.*graph: X/)
})

test('a requirement with arguments is found, because the planner would confuse it', () => {
  const trap = `type A { price: Int cost: Int @join__field(graph: X, requires: "price(currency: \\"USD\\")") }`
  expect(requirementsWithArguments(parse(trap))).toHaveLength(1)
  expect(requirementsWithArguments(parse(trap.replace('(currency: \\"USD\\")', '')))).toEqual([])
})
