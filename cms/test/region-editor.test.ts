import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startCms, type Cms } from './support/cms'
import { createDatabases, type Databases } from './support/databases'
import { aNotice, aVersion, furtherTypes, signIn, uid, type Desk } from './support/desk'
import { at, listAt, textAt } from './support/json'

let databases: Databases
let cms: Cms
let editor: Desk
let region: Desk
let manager: Desk
let own: string
let county: string
let elsewhere: string
let countrywide: string

/** The demo account works for 410100. */
before(async () => {
  databases = await createDatabases()
  cms = await startCms(databases)
  editor = await signIn(cms, 'editor')
  region = await signIn(cms, 'region')
  manager = await signIn(cms, 'manager')
  own = await editor.create('notice', aNotice('本市', { regionCode: '410100' }))
  county = await editor.create('notice', aNotice('本市的区', { regionCode: '410102' }))
  elsewhere = await editor.create('notice', aNotice('别处机密', { regionCode: '110000' }))
  countrywide = await editor.create('notice', aNotice('全国机密'))
})
after(async () => {
  await cms.stop()
  await databases.drop()
})

const notices = `/content-manager/collection-types/${uid('notice')}`
const hidden = /机密/

test('a region editor lists and reads what is of the own region and below', async () => {
  const { body } = await region.call('GET', `${notices}?pageSize=100`)
  const titles = listAt(body, 'results').map((notice) => at(notice, 'title'))
  assert.ok(titles.includes('本市') && titles.includes('本市的区'))
  assert.doesNotMatch(JSON.stringify(body), hidden)
  assert.equal((await region.read('notice', own)).status, 200)
  assert.equal((await region.read('notice', county)).status, 200)
})

test('nothing of another region or of the whole country is read by any route of the desk', async () => {
  for (const id of [elsewhere, countrywide]) {
    const attempts = [
      region.call('GET', `${notices}/${id}`),
      region.call('GET', `${notices}/${id}?status=published`),
      region.call('GET', `${notices}?filters[documentId][$eq]=${id}`),
      region.call(
        'GET',
        `${notices}?filters[$or][0][regionCode][$eq]=110000&filters[$or][1][id][$gt]=0&pageSize=100`,
      ),
      region.call('GET', `${notices}?_q=%E6%9C%BA%E5%AF%86`),
      region.call('POST', `${notices}/actions/bulkFindForValidation`, { documentIds: [id] }),
      region.call('POST', `${notices}/clone/${id}`, { regionCode: '410100' }),
      region.call('POST', `${notices}/auto-clone/${id}`, {}),
      region.call('GET', `${notices}/${id}/actions/countDraftRelations`),
      region.call('POST', `${notices}/${id}/actions/discard`, {}),
      region.call('GET', `/content-manager/relations/${uid('notice')}/forwards?id=${own}&pageSize=100`),
      region.call('GET', `/content-manager/relations/${uid('notice')}/${id}/forwards`),
      region.call('GET', '/content-manager/homepage/recent-documents?action=update'),
      region.call('GET', '/content-manager/homepage/recent-documents?action=publish'),
      region.call('POST', `/desk/documents/${uid('notice')}/${id}/decisions`, { decision: 'agree' }),
      region.call('GET', `/desk/documents/${uid('notice')}/${id}`),
      region.call('GET', `/desk/documents/${uid('notice')}/${id}/history`),
      region.call('POST', `/desk/documents/${uid('notice')}/${id}/preview`, {}),
      region.call('PUT', `/desk/documents/${uid('notice')}/${id}/schedule`, {}),
      region.call('GET', '/desk/start'),
      region.call('GET', '/desk/record'),
      region.call('POST', `${notices}/actions/publish`, aNotice('直接', { regionCode: '410100' })),
      region.call('POST', `${notices}/actions/bulkPublish`, { documentIds: [id] }),
      region.call('POST', `${notices}/actions/bulkDelete`, { documentIds: [id] }),
      region.call('GET', `${notices}/actions/countManyEntriesDraftRelations?documentIds[0]=${id}`),
      region.call('GET', `/content-manager/preview/url/${uid('notice')}?documentId=${id}`),
      region.call('GET', `/content-manager/history-versions?contentType=${uid('notice')}&documentId=${id}`),
    ]
    for (const answer of await Promise.all(attempts)) {
      assert.ok(answer.status < 500, JSON.stringify(answer.body))
      assert.doesNotMatch(JSON.stringify(answer.body), hidden)
    }
    assert.equal((await region.call('GET', `${notices}/${id}`)).status, 403)
  }
})

test('a region editor writes for the own region and nowhere else', async () => {
  const made = await region.create('notice', aNotice('自己的', { regionCode: '410102' }))
  for (const data of [
    aNotice('外', { regionCode: '110000' }),
    aNotice('全'),
    aNotice('空', { regionCode: '' }),
  ]) {
    const answer = await region.call('POST', notices, data)
    assert.equal(answer.status, 400)
    assert.match(textAt(answer.body, 'error.message'), /不在您负责的地区|regionCode/)
  }
  for (const regionCode of ['110000', '410200', '410000', null]) {
    const moved = await region.save('notice', made, { regionCode })
    assert.equal(moved.status, 400, String(regionCode))
    assert.match(textAt(moved.body, 'error.message'), /不在您负责的地区/)
  }
  assert.equal(at((await region.read('notice', made)).body, 'data.regionCode'), '410102')
  for (const id of [elsewhere, countrywide])
    assert.equal((await region.save('notice', id, { title: '改' })).status, 403)
  assert.equal((await region.publishOnly('notice', made)).status, 403)
})

test('others’ files are not for a region editor, and its own are', async () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const uploaded = await editor.upload(png, 'secret.png', 'image/png')
  const id = String(at(uploaded.body, '0.id'))
  assert.match(id, /^\d+$/)
  await region.upload(png, 'own.png', 'image/png')
  const list = JSON.stringify((await region.call('GET', '/upload/files?pageSize=100')).body)
  assert.match(list, /own\.png/)
  assert.doesNotMatch(list, /secret\.png/)
  assert.equal((await region.call('GET', `/upload/files/${id}`)).status, 403)
})

test('texts without a region are not for a region editor', async () => {
  for (const type of ['reporting-notice', 'privacy-explanation', 'instruction', 'faq', 'poster-template']) {
    const list = await region.call('GET', `/content-manager/collection-types/${uid(type)}`)
    assert.equal(list.status, 403, type)
    const data = furtherTypes[type]?.('词') ?? aVersion(undefined)
    const created = await region.call('POST', `/content-manager/collection-types/${uid(type)}`, data)
    assert.equal(created.status, 403, type)
  }
})

test('the administrator sets an account’s region; without one it sees nothing', async () => {
  const { body } = await manager.call('GET', '/desk/region-editors')
  const id = String(at(body, 'data.0.id'))
  assert.equal(at(body, 'data.0.regionCode'), '410100')
  for (const regionCode of ['', '000000', '4101', 'x', null, "410100'"])
    assert.equal((await manager.call('PUT', `/desk/region-editors/${id}`, { regionCode })).status, 400)
  for (const desk of [editor, region])
    assert.equal((await desk.call('PUT', `/desk/region-editors/${id}`, { regionCode: '110000' })).status, 403)
  assert.equal(
    (await manager.call('PUT', `/desk/region-editors/${id}`, { regionCode: '110000' })).status,
    200,
  )
  assert.equal((await region.read('notice', elsewhere)).status, 200)
  assert.equal((await region.read('notice', own)).status, 403)
  await databases.cms('DELETE FROM desk_account_regions')
  assert.equal((await region.read('notice', elsewhere)).status, 403)
  assert.equal((await region.call('GET', notices)).status, 403)
})

test('the administrator reads content and changes none', async () => {
  assert.equal((await manager.read('notice', own)).status, 200)
  assert.equal((await manager.save('notice', own, { title: '改' })).status, 403)
  assert.equal((await manager.publishOnly('notice', own)).status, 403)
  assert.equal((await manager.decide('notice', own)).status, 403)
})
