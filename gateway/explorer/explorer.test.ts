import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { openWorld, type World } from '../fixture/gateway.js'

let world: World
let origin: string
beforeAll(async () => {
  world = await openWorld()
  origin = new URL(world.url).origin
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
})

test('all that the page loads comes from here', async () => {
  const page = await fetch(`${origin}/explorer`)
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self';")
  const html = await page.text()
  expect(html).toContain(world.provider.issuer)
  expect(html.replace(/<script type="application\/json"[\s\S]*?<\/script>/, '')).not.toMatch(/https?:\/\//)
  const wanted = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path)
  const imported = [
    '/explorer/sign-in.js',
    '/explorer/operations.js',
    '/explorer/loop-operations.js',
    '/explorer/statistics-operations.js',
    '/explorer/graphql-ws/client.js',
  ]
  const bundle = ['ruru.js', 'graphqlWorker.js', 'jsonWorker.js', 'editorWorker.js'].map(
    (file) => `/explorer/ruru/${file}`,
  )
  for (const path of [...wanted, ...imported, ...bundle]) {
    const file = await fetch(`${origin}${path ?? ''}`)
    expect([path, file.status]).toEqual([path, 200])
    await file.arrayBuffer()
  }
})

test('the WebSocket client brings the module it imports', async () => {
  const client = await (await fetch(`${origin}/explorer/graphql-ws/client.js`)).text()
  const [, neighbour] = /from '\.\/([^']+)'/.exec(client) ?? []
  expect((await fetch(`${origin}/explorer/graphql-ws/${neighbour ?? ''}`)).status).toBe(200)
})

test('nothing outside the bundle can be read', async () => {
  for (const path of ['ruru/../page.html', 'ruru/%2e%2e/%2e%2e/package.json', 'ruru/nothing.js'])
    expect((await fetch(`${origin}/explorer/${path}`)).status).toBe(404)
})
