import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { openDesk, type Desk } from '../story/desk.js'
import { at } from '../support/at.js'
import { createGraphClient, subscribeTo, type Answer, type GraphClient } from '../support/graph.js'
import { openTestPlatform, type TestPlatform } from '../support/platform.js'
import { soon } from '../support/soon.js'

type Told = Answer<Record<string, unknown>>
const home = `query Home($code: ID!) {
  reportingNotice { version } notices(first: 5) { nodes { title region { name } } } faqs { nodes { question } }
  region(code: $code) { name notices(first: 1) { title } } caseCounts(regionCode: $code) { region { code } }
  contentSearch(text: "举报") { nodes { title } } }`

describe('published content, read through the gateway', () => {
  let platform: TestPlatform
  let origin: string
  let officer: GraphClient
  let editor: Desk
  let publisher: Desk

  beforeAll(async () => {
    platform = await openTestPlatform()
    origin = new URL(platform.urls.graph).origin
    officer = await platform.as('screen.zhengzhou')
    await signIn()
  }, 300_000)
  afterAll(async () => {
    await platform[Symbol.asyncDispose]()
  }, 60_000)

  const signIn = async (): Promise<void> => {
    const { demoPassword: password } = platform.secrets
    editor = await openDesk(platform.urls.admin, { email: 'editor@cms.example.invalid', password })
    publisher = await openDesk(platform.urls.admin, { email: 'publisher@cms.example.invalid', password })
  }
  const words = [{ type: 'paragraph', children: [{ type: 'text', text: '虚构。' }] }]
  const publish = async (fields: Record<string, unknown>): Promise<string> => {
    const id = await editor.create('notice', { body: words, disclosure: 'ACTIVE', ...fields })
    await publisher.agree('notice', id)
    await publisher.publish('notice', id)
    return id
  }
  const ask = (query: string, variables: Record<string, unknown> = {}): Promise<Told> =>
    officer.ask<Record<string, unknown>, Record<string, unknown>>(query, variables)

  it('a picture and its sizes come from the origin of the graph, until what shows it is withdrawn', async () => {
    const drawn = sharp({ create: { width: 900, height: 600, channels: 3, background: '#c8102e' } })
    const image = await editor.upload(await drawn.jpeg().toBuffer(), '示例.jpg')
    const id = await publish({
      title: '【演示】带图的公告',
      pictures: [{ image: image.id, alternativeText: '公示牌' }],
    })
    const { data } = await ask(
      `query ($id: ID!) { notice(id: $id) { pictures { url width sizes { url width } } } }`,
      { id },
    )
    const [picture] = at(data, 'notice.pictures') as {
      url: string
      sizes: { url: string; width: number }[]
    }[]
    expect(picture?.sizes.map(({ width }) => width)).toEqual([234, 400, 800])
    const tags: string[] = []
    for (const url of [picture!.url, ...picture!.sizes.map((size) => size.url)]) {
      const response = await fetch(origin + url)
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
      expect((await sharp(await response.arrayBuffer()).metadata()).format).toBe('jpeg')
      tags.push(response.headers.get('etag')!)
    }
    const known = { headers: { 'if-none-match': tags[0]! } }
    expect((await fetch(origin + picture!.url, known)).status).toBe(304)
    await publisher.withdraw('notice', id)
    for (const url of [picture!.url, ...picture!.sizes.map((size) => size.url)])
      expect((await fetch(origin + url, known)).status).toBe(404)
    for (const path of [
      '/uploads/a.jpg',
      '/desk-files/a.jpg',
      '/api/notices',
      '/admin',
      '/content-manager/init',
    ])
      expect((await fetch(origin + path)).status).toBe(404)
  })

  it('what is published or withdrawn at the desk is so for the next who asks the gateway', async () => {
    const titles = async (): Promise<unknown> =>
      at((await ask(home, { code: '410100' })).data, 'notices.nodes.title')
    for (let round = 0; round < 5; round += 1) {
      const title = `【演示】第 ${String(round)} 轮`
      await titles()
      const id = await publish({ title })
      expect(await titles()).toContain(title)
      await publisher.withdraw('notice', id)
      expect(await titles()).not.toContain(title)
    }
  })

  it('nobody is believed to be who they say they are, neither at the gateway nor beside it', async () => {
    const query = '{ casePublications { nodes { case { id } } } __typename }'
    const forged = `eyJhbGciOiJub25lIn0.${Buffer.from('{"viewer":{"kind":"STAFF"}}').toString('base64url')}.`
    const post = (url: string, viewer?: string): Promise<Response> =>
      fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(viewer === undefined ? {} : { 'x-andon-viewer': viewer }),
        },
        body: JSON.stringify({ query }),
      })
    const answer: unknown = await (await post(platform.urls.graph, forged)).json()
    expect(at(answer, 'errors')).toBeUndefined()
    expect(JSON.stringify(answer)).not.toContain('"case":{')
    for (const viewer of [undefined, forged]) {
      const direct = await post(platform.subgraphUrls.content, viewer)
      expect(direct.status).toBe(401)
      expect(at(await direct.json(), 'errors.message')).toEqual([expect.stringMatching(/^\p{Script=Han}/u)])
    }
  })

  it('while Strapi is away the rest of the graph answers, and content says so itself', async () => {
    const whole = await ask(home, { code: '410100' })
    expect(whole.errors).toEqual([])
    const feed = subscribeTo<{ noticePublished: { title: string } }, { code: string }>(
      platform.urls.subscriptions,
      'subscription ($code: ID!) { noticePublished(regionCode: $code) { title } }',
      { code: '410102' },
    )
    await platform.kill('cms', 'SIGKILL')
    const part = await ask(home, { code: '410100' })
    expect(part.data).toMatchObject({
      reportingNotice: null,
      notices: null,
      faqs: null,
      contentSearch: null,
      region: { name: '郑州市', notices: null },
      caseCounts: { region: { code: '410100' } },
    })
    expect(part.errors.length).toBeGreaterThan(0)
    for (const error of part.errors)
      expect(error).toMatchObject({
        message: '须知、公告等公开内容暂时无法读取，请稍后再试；其他功能不受影响。',
        extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'content' },
      })
    const english = createGraphClient(platform.urls.graph, { language: 'en' })
    const { errors } = await english.ask('{ reportingNotice { version } }', {})
    expect(errors[0]?.message).toMatch(/^Notices and other published content/)
    expect((await fetch(`${origin}/files/abc`)).status).toBe(503)
    await platform.startAgain('cms')
    await signIn()
    await soon(async () => expect((await ask(home, { code: '410100' })).errors).toEqual([]))
    // Who followed before follows still: of the county, of the city above it and of the whole country.
    const told: string[] = []
    await soon(async () => {
      await publish({ title: '【演示】恢复之后', regionCode: '410100' })
      told.push((await feed.next(3_000)).noticePublished.title)
      expect(told).toContain('【演示】恢复之后')
    })
    await publish({ title: '【演示】别处', regionCode: '110000' })
    await publish({ title: '【演示】全国' })
    while (!told.includes('【演示】全国')) told.push((await feed.next()).noticePublished.title)
    expect(told).not.toContain('【演示】别处')
    await feed.close()
  })
})
