import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually, startCms, type Cms } from './support/cms'
import { createDatabases, type Databases } from './support/databases'
import { textAt } from './support/json'
import { furtherTypes, signIn, uid, type Desk } from './support/desk'

let databases: Databases
let cms: Cms
let editor: Desk
let publisher: Desk

before(async () => {
  databases = await createDatabases()
  cms = await startCms(databases)
  editor = await signIn(cms, 'editor')
  publisher = await signIn(cms, 'publisher')
})
after(async () => {
  await cms.stop()
  await databases.drop()
})

type LogRow = { name: string; payload: Record<string, unknown> }
const told = (subject: string): Promise<LogRow[]> =>
  databases.events<LogRow>(
    `SELECT name, payload FROM events.log WHERE subject = '${subject}' AND producer = 'content' ORDER BY position`,
  )
const toldOnce = (id: string, count: number): Promise<LogRow[]> =>
  eventually(
    () => told(id),
    (rows) => rows.length === count,
  )
const entry = '11111111-1111-4111-8111-111111111111'
const placement = (more: object = {}): object => ({
  placeType: 'FACTORY_GATE',
  unit: '示例机械厂（虚构）',
  regionCode: '410102',
  installation: 'POSTED',
  installedOn: '2026-03-01',
  registryEntryId: entry,
  ...more,
})
async function change(type: string, id: string, data: object): Promise<void> {
  const path = `/content-manager/collection-types/${uid(type)}/${id}`
  const answer = await editor.call('PUT', path, data)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  const published = await publisher.publish(type, id)
  assert.equal(published.status, 200, JSON.stringify(published.body))
}
async function published(type: string, data: object): Promise<string> {
  const id = await editor.create(type, data)
  const answer = await publisher.publish(type, id)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return id
}
const withdraw = (type: string, id: string) =>
  publisher.call('POST', `/content-manager/collection-types/${uid(type)}/${id}/actions/unpublish`, {})

test('a placement is told by its codes and days, never by its name', async () => {
  const id = await published('qr-placement', placement())
  const rows = await toldOnce(id, 1)
  assert.deepEqual(rows, [
    {
      name: 'PlacementRecorded',
      payload: {
        placementId: id,
        regionCode: '410102',
        placeType: 'FACTORY_GATE',
        installation: 'POSTED',
        installedOn: '2026-03-01',
        registryEntryId: entry,
      },
    },
  ])
  assert.ok(!JSON.stringify(rows).includes('示例'))
})

test('a correction is told whole; one that changes nothing counted is not told; a withdrawal is', async () => {
  const id = await published('qr-placement', placement({ registryEntryId: null, installation: 'MADE' }))
  await toldOnce(id, 1)
  await change('qr-placement', id, { regionCode: '410103', installation: 'HUNG' })
  const [, corrected] = await toldOnce(id, 2)
  assert.equal(corrected?.payload['regionCode'], '410103')
  assert.equal(corrected?.payload['installation'], 'HUNG')
  await change('qr-placement', id, { unit: '改名的示例厂（虚构）' })
  assert.equal((await withdraw('qr-placement', id)).status, 200)
  const rows = await toldOnce(id, 3)
  assert.deepEqual(rows.at(-1), { name: 'PlacementWithdrawn', payload: { placementId: id } })
  assert.equal((await publisher.publish('qr-placement', id)).status, 200)
  await toldOnce(id, 4)
})

test('a draft is told by nothing, and what is withheld from the public is told all the same', async () => {
  const draft = await editor.create('qr-placement', placement())
  const media =
    furtherTypes['media-record']?.('内部刊发', { disclosure: 'WITHHELD', regionCode: '410100' }) ?? {}
  const id = await published('media-record', media)
  assert.deepEqual(await toldOnce(id, 1), [
    {
      name: 'MediaRecorded',
      payload: { recordId: id, regionCode: '410100', mediumType: 'NEWSPAPER', issuedOn: '2026-02-01' },
    },
  ])
  assert.deepEqual(await told(draft), [])
})

test('an activity is told by its counts, and its withdrawal by its id', async () => {
  const activity = furtherTypes['activity-record']?.('宣讲', { brochures: 300, enterprisesCovered: 40 }) ?? {}
  const id = await published('activity-record', activity)
  assert.deepEqual(await toldOnce(id, 1), [
    {
      name: 'ActivityRecorded',
      payload: {
        recordId: id,
        regionCode: '410100',
        kind: 'LECTURE',
        heldOn: '2026-02-02',
        brochures: 300,
        enterprisesCovered: 40,
        communitiesCovered: 0,
      },
    },
  ])
  assert.equal((await withdraw('activity-record', id)).status, 200)
  assert.deepEqual((await toldOnce(id, 2)).at(-1), {
    name: 'ActivityRecordWithdrawn',
    payload: { recordId: id },
  })
})

test('what an older version published is told at the next start, once', async () => {
  const id = await published('qr-placement', placement({ regionCode: '419001' }))
  await toldOnce(id, 1)
  await cms.stop()
  await databases.cms('DELETE FROM content_told WHERE document_id = $1', [id])
  cms = await startCms(databases)
  await toldOnce(id, 2)
  await cms.stop()
  cms = await startCms(databases)
  editor = await signIn(cms, 'editor')
  publisher = await signIn(cms, 'publisher')
  const other = await published('qr-placement', placement())
  await toldOnce(other, 1)
  assert.equal((await told(id)).length, 2)
})

test('a number that is no number of the registry is refused in Chinese', async () => {
  const path = `/content-manager/collection-types/${uid('qr-placement')}`
  const answer = await editor.call('POST', path, placement({ registryEntryId: '示例厂' }))
  assert.equal(answer.status, 400)
  assert.match(textAt(answer.body, 'error.message'), /名录编号应为/)
})
