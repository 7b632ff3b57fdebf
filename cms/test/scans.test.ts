import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createPlacementCode } from '../src/publication/placement-code'
import { openScanCounter } from '../src/scans/scan-counter'
import { periodsOf } from '../src/scans/scan-periods'
import { eventually, startCms, type Cms, type Graph } from './support/cms'
import { createDatabases, type Databases } from './support/databases'
import { at, listAt, textAt } from './support/json'
import { staff } from './support/viewer-token'

let databases: Databases
let cms: Cms
let code: string

before(async () => {
  databases = await createDatabases()
  cms = await startCms(databases)
  const [row] = await databases.cms<{ code: string }>(
    'SELECT code FROM qr_placements WHERE published_at IS NOT NULL LIMIT 1',
  )
  code = row?.code ?? ''
})
after(async () => {
  await cms.stop()
  await databases.drop()
})

const publicity = { viewer: { ...staff, roles: ['PUBLICITY_STAFF'] } }
const scan = (scanned: string, attempt?: string): Promise<Graph> =>
  cms.graph(
    'mutation ($code: String!, $attempt: ID) { recordPlacementScan(code: $code, attempt: $attempt) { received } }',
    {
      variables: { code: scanned, ...(attempt === undefined ? {} : { attempt }) },
    },
  )
const counted = async (): Promise<{ code: string; scans: number }[]> =>
  databases.cms('SELECT code, scans FROM placement_scan_days WHERE code = $1', [code])
async function told(args = ''): Promise<unknown> {
  const { body } = await cms.graph(
    `{ placementScans${args} { scans until placements { code scans periods { from to scans } } } }`,
    publicity,
  )
  assert.equal(at(body, 'errors'), undefined, `${JSON.stringify(body)} ${cms.output().slice(-600)}`)
  return at(body, 'data.placementScans')
}

test('each scan counts, also when the same words come twice; sent again it does not', async () => {
  for (let i = 0; i < 3; i += 1) await scan(code)
  for (let i = 0; i < 4; i += 1) await scan(code, 'drawn-at-random-1')
  await scan(code, 'drawn-at-random-2')
  assert.deepEqual(await eventually(counted, (rows) => rows[0]?.scans === 5), [{ code, scans: 5 }])
})

test('an unknown code is answered alike and counts nothing; one that is no code is refused', async () => {
  const unknown = createPlacementCode()
  const [known, other] = [await scan(code), await scan(unknown)]
  assert.deepEqual(known, other)
  const forged = `${code.slice(0, 10)}${code.endsWith('0') ? '1' : '0'}`
  const refused = await scan(forged)
  assert.equal(at(refused.body, 'errors.0.extensions.code'), 'BAD_USER_INPUT')
  assert.equal(at(refused.body, 'errors.0.extensions.inputPath'), 'code')
  await eventually(counted, (rows) => rows[0]?.scans === 6)
  assert.deepEqual(await counted(), [{ code, scans: 6 }])
  assert.deepEqual(await databases.cms('SELECT 1 FROM placement_scan_days WHERE code = $1', [unknown]), [])
})

test('of a scan there is a number and a day, and nothing else', async () => {
  const columns = await databases.cms<{ column_name: string; data_type: string }>(
    `SELECT column_name, data_type FROM information_schema.columns
      WHERE table_name LIKE 'placement_scan%' ORDER BY table_name, ordinal_position`,
  )
  assert.deepEqual(
    columns.map(({ column_name: name, data_type: type }) => `${name} ${type}`),
    ['code text', 'day date', 'scans integer', 'code text', 'from_day date', 'to_day date', 'scans integer'],
  )
})

test('today is not told; of the days before, stretches of five or more, whatever days are asked for', async () => {
  const quiet = createPlacementCode()
  await databases.cms(
    `INSERT INTO qr_placements (document_id, code, place_type, unit, region_code, prominent, verified, created_at, updated_at, published_at)
     VALUES ('scans00000000000000000aa', $1, 'OTHER', '示例', '410200', false, false, now(), now(), now())`,
    [quiet],
  )
  await databases.cms(
    `INSERT INTO placement_scan_days VALUES ($1, '2026-03-01', 3), ($1, '2026-03-02', 1), ($1, '2026-03-04', 2), ($1, '2026-03-05', 9), ($1, '2026-03-06', 4)`,
    [quiet],
  )
  const day = (date: string): string => new Date(`${date}T00:00:00+08:00`).toISOString()
  const wide = await told('(regionCode: "410200")')
  assert.equal(at(wide, 'scans'), 15)
  assert.deepEqual(listAt(wide, 'placements.0.periods'), [
    { from: day('2026-03-01'), to: day('2026-03-04'), scans: 6 },
    { from: day('2026-03-05'), to: day('2026-03-05'), scans: 9 },
  ])
  const narrow = await told(`(code: "${quiet}", from: "${day('2026-03-02')}", to: "${day('2026-03-04')}")`)
  assert.deepEqual(at(narrow, 'placements.0.periods'), [
    { from: day('2026-03-01'), to: day('2026-03-04'), scans: 6 },
  ])
  assert.deepEqual(
    await databases.cms('SELECT day::text, scans FROM placement_scan_days WHERE code = $1', [quiet]),
    [{ day: '2026-03-06', scans: 4 }],
  )
  const today = await told(`(code: "${code}", to: "2099-01-01T00:00:00Z")`)
  assert.equal(at(today, 'scans'), 0)
  assert.ok(new Date(textAt(today, 'until')).getTime() < Date.now() - 24 * 3_600_000 + 1)
})

test('strangers, reporters and other staff are told no figures', async () => {
  for (const [viewer, expected] of [
    [{ kind: 'ANONYMOUS' }, 'UNAUTHENTICATED'],
    [{ kind: 'REPORTER', reportId: 'a' }, 'FORBIDDEN'],
    [{ ...staff, roles: ['CASE_OFFICER'] }, 'FORBIDDEN'],
  ] as const) {
    const { body } = await cms.graph('{ placementScans { scans } }', { viewer })
    assert.equal(at(body, 'errors.0.extensions.code'), expected)
  }
})

test('publicity staff keep a mini-program code with its scene, strangers do not', async () => {
  const { default: sharp } = await import('sharp')
  const image = (
    await sharp({ create: { width: 430, height: 430, channels: 3, background: '#07c160' } })
      .jpeg()
      .toBuffer()
  ).toString('base64')
  const keep = (wishes: object, scene = `p=${code}`): Promise<Graph> =>
    cms.graph(
      'mutation ($c: ID!, $s: String!, $i: String!) { keepMiniProgramCode(placementCode: $c, scene: $s, image: $i) { scene } }',
      { ...wishes, variables: { c: code, s: scene, i: image } },
    )
  assert.equal(at((await keep({})).body, 'errors.0.extensions.code'), 'UNAUTHENTICATED')
  assert.match(
    textAt((await keep(publicity, 'p=00000000000')).body, 'errors.0.message'),
    /scene 与点位编号不符/,
  )
  assert.equal(at((await keep(publicity)).body, 'data.keepMiniProgramCode.scene'), `p=${code}`)
})

test('the page a sign leads to names the place, needs no script, and counts the scan', async () => {
  const [row] = await counted()
  const page = await fetch(`${cms.adminUrl}/p/${code}`)
  const html = await page.text()
  assert.match(html, /示例机械厂（演示）/)
  assert.match(html, /12350/)
  assert.match(html, new RegExp(`placement=${code}`))
  assert.doesNotMatch(html, /<script/)
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/)
  assert.equal(page.headers.get('set-cookie'), null)
  await eventually(counted, (rows) => rows[0]?.scans === (row?.scans ?? 0) + 1)
  const unknown = await (await fetch(`${cms.adminUrl}/p/${createPlacementCode()}`)).text()
  assert.doesNotMatch(unknown, /您扫描的是/)
  const odd = await (await fetch(`${cms.adminUrl}/p/%3Cscript%3Ealert(1)%3C`)).text()
  assert.doesNotMatch(odd, /<script|alert/)
})

test('while the database is away, scans wait and none is lost', async () => {
  let away = true
  const written: unknown[] = []
  const counter = openScanCounter({
    store: {
      add: (given) =>
        away ? Promise.reject(new Error('away')) : Promise.resolve(written.push(...given)).then(() => []),
      closeDays: () => Promise.resolve(),
    },
    onTrouble: () => undefined,
    now: () => new Date('2026-03-01T15:59:59Z'),
  })
  counter.record(code)
  await counter.flush()
  counter.record(code)
  away = false
  await counter.close()
  assert.deepEqual(written, [{ code, day: '2026-03-01', scans: 2 }])
})

test('no stretch holds fewer than five, and none is lost but the last', () => {
  for (let round = 0; round < 200; round += 1) {
    const days = Array.from({ length: 30 }, (_, i) => ({
      day: `2026-03-${String(i + 1).padStart(2, '0')}`,
      scans: 1 + Math.floor(Math.random() * 7),
    }))
    const periods = periodsOf(days)
    const all = days.reduce((sum, { scans }) => sum + scans, 0)
    const joined = periods.reduce((sum, { scans }) => sum + scans, 0)
    assert.ok(periods.every(({ scans }) => scans >= 5))
    assert.ok(all - joined < 5)
  }
})
