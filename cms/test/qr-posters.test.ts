import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { startCms, type Cms } from './support/cms'
import { createDatabases, type Databases } from './support/databases'
import { furtherTypes, signIn, uid, type Desk } from './support/desk'
import { at, listAt, textAt } from './support/json'
import { closePdf, scanned, seenPdf } from './support/pdf'

const landing = 'https://jubao.example.invalid/p/'
let databases: Databases
let cms: Cms
let editor: Desk
let publisher: Desk

before(async () => {
  databases = await createDatabases()
  cms = await startCms(databases, { CMS_LANDING_URL: landing })
  editor = await signIn(cms, 'editor')
  publisher = await signIn(cms, 'publisher')
})
after(async () => {
  await closePdf()
  await cms.stop()
  await databases.drop()
})

const query = `{ qrPosters(regionCode: "410000") { nodes {
  payload templateTitle accessibleText placement { code unit }
  image { url mime width height alternativeText sizes { url width height } }
  sheet { url mime paper orientation } instructions { kind version title } } } }`
async function poster(): Promise<unknown> {
  const { body } = await cms.graph(query)
  assert.equal(at(body, 'errors'), undefined, JSON.stringify(body))
  return at(body, 'data.qrPosters.nodes.0')
}
const open = (path: string): Promise<Response> => fetch(`${cms.graphUrl.replace('/graphql', '')}${path}`)
const bodyOf = async (answer: Response): Promise<Buffer> => Buffer.from(await answer.arrayBuffer())
async function published(data: object): Promise<string> {
  const id = await editor.create(
    'poster-template',
    furtherTypes['poster-template']?.('另一种模板', data) ?? {},
  )
  const answer = await publisher.publish('poster-template', id)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return id
}
const act = (id: string, action: string) =>
  publisher.call(
    'POST',
    `/content-manager/collection-types/${uid('poster-template')}/${id}/actions/${action}`,
    {},
  )

test('a poster is shown as a picture that scans, with words for who cannot see it, and the three instructions', async () => {
  const shown = await poster()
  const code = textAt(shown, 'placement.code')
  assert.equal(textAt(shown, 'payload'), `${landing}${code}`)
  assert.equal(textAt(shown, 'templateTitle'), '厂区门口公示牌')
  assert.match(
    textAt(shown, 'image.alternativeText'),
    /举报公示牌：“发现危险，请告诉我们”.*12350.*示例机械厂/,
  )
  assert.match(textAt(shown, 'accessibleText'), /怎么举报：\n1\. 扫码，选择实名或者匿名/)
  assert.deepEqual(
    listAt(shown, 'instructions').map((text) => [at(text, 'kind'), at(text, 'version')]),
    [
      ['REGISTER', 1],
      ['USE', 1],
      ['MANAGE', 1],
    ],
  )
  assert.deepEqual(
    listAt(shown, 'image.sizes').map((size) => at(size, 'width')),
    [480, 960, 1920],
  )
  for (const size of listAt(shown, 'image.sizes')) {
    const picture = await open(textAt(size, 'url'))
    assert.equal(picture.headers.get('content-type'), 'image/png')
    assert.equal(picture.headers.get('cache-control'), 'public, no-cache')
    const { width, height } = await sharp(await bodyOf(picture)).metadata()
    assert.deepEqual([width, height], [at(size, 'width'), at(size, 'height')])
  }
  const whole = await open(textAt(shown, 'image.url'))
  assert.equal(await scanned(await bodyOf(whole)), `${landing}${code}`)
  const again = await fetch(`${cms.graphUrl.replace('/graphql', '')}${textAt(shown, 'image.url')}`, {
    headers: { 'if-none-match': whole.headers.get('etag') ?? '' },
  })
  assert.equal(again.status, 304)
})

test('its PDF is for the public where the template says so, and not otherwise', async () => {
  const shown = await poster()
  assert.equal(at(shown, 'sheet.paper'), 'A3')
  const sheet = await open(textAt(shown, 'sheet.url'))
  assert.equal(sheet.headers.get('content-disposition'), 'attachment')
  assert.equal((await seenPdf(await bodyOf(sheet), 2)).code, textAt(shown, 'payload'))
  const id = await published({ publicPdf: false, placeType: 'FACTORY_GATE' })
  const other = await poster()
  assert.equal(textAt(other, 'templateTitle'), '另一种模板')
  assert.equal(at(other, 'sheet'), null)
  assert.equal((await open(textAt(shown, 'sheet.url'))).status, 404)
  assert.equal((await act(id, 'unpublish')).status, 200)
  assert.equal((await open(textAt(shown, 'sheet.url'))).status, 200)
})

test('a template for other places, withheld, or not published is shown nowhere', async () => {
  await published({ placeType: 'CROWDED_PLACE' })
  await published({ disclosure: 'WITHHELD' })
  await editor.create('poster-template', furtherTypes['poster-template']?.('草稿') ?? {})
  assert.equal(textAt(await poster(), 'templateTitle'), '厂区门口公示牌')
})

test('a placement that is withdrawn takes its poster along, and what is none is answered alike', async () => {
  const shown = await poster()
  const url = textAt(shown, 'image.url')
  await databases.cms('UPDATE qr_placements SET published_at = NULL WHERE code = $1', [
    textAt(shown, 'placement.code'),
  ])
  const gone = await open(url)
  assert.equal(gone.status, 404)
  const never = await open(`/files/poster${'a'.repeat(24)}`)
  assert.equal(await gone.text(), await never.text())
  for (const path of [
    `${url}/thumbnail`,
    `${url}/../x`,
    '/files/poster',
    `/files/posterpdf${'a'.repeat(24)}/small`,
  ])
    assert.equal((await open(path)).status, 404, path)
})
