import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { openRegionDesk, type RegionDesk } from '../../../test/support/region-desk.js'
import { staffOf } from '../../../test/support/staff.js'

const importFile = `mutation($csv: String!, $dryRun: Boolean!) { importRegistry(csv: $csv, dryRun: $dryRun) {
  applied registered changed unchanged problems { row column message }
} }`
const search = `query($text: String!, $code: ID!) { searchEnterprises(text: $text, regionCode: $code) { name creditCode region { code } } }`

const manager = staffOf('410000', 'REGION_MANAGER')
const header = '类别,名称,统一社会信用代码,区划代码,行业代码'
const code = '91350100M000100Y43'

let desk: RegionDesk
beforeAll(async () => {
  desk = await openRegionDesk()
})
afterAll(() => desk.close())

async function importRows(...rows: string[]) {
  const csv = Buffer.from([header, ...rows].join('\n')).toString('base64')
  const { data, errors } = await desk.ask({
    query: importFile,
    variables: { csv, dryRun: false },
    viewer: manager,
  })
  expect(errors).toEqual([])
  return (data as { importRegistry: object }).importRegistry
}

async function registryOf(regionCode: string): Promise<object> {
  const query = 'query($code: ID!) { region(code: $code) { registry { enterprises communities asOf } } }'
  const { data } = await desk.ask({ query, variables: { code: regionCode } })
  return (data as { region: { registry: object } }).region.registry
}

test('enterprises and communities are imported, counted upwards and moved with their counts', async () => {
  expect(await registryOf('410000')).toEqual({ enterprises: 0, communities: 0, asOf: null })
  const imported = await importRows(
    `企业,示例煤业（虚构）,${code},410102,COAL_MINE`,
    '企业,示例机械（虚构）,,410103,MACHINERY',
    '社区,示例社区（虚构）,,410102001,',
  )
  expect(imported).toMatchObject({ applied: true, registered: 3 })
  expect(await registryOf('410100')).toMatchObject({ enterprises: 2, communities: 1 })
  expect(await registryOf('410102')).toMatchObject({ enterprises: 1, communities: 1 })
  expect(await importRows(`企业,示例煤业（虚构）,${code},410302,COAL_MINE`)).toMatchObject({
    changed: 1,
    registered: 0,
  })
  expect(await registryOf('410102')).toMatchObject({ enterprises: 0, communities: 1 })
  expect(await registryOf('410300')).toMatchObject({ enterprises: 1 })
  expect(await importRows(`企业,示例煤业（虚构）,${code},410302,COAL_MINE`)).toMatchObject({ unchanged: 1 })
})

test('a published figure goes before what is entered below it', async () => {
  const query = `mutation { stateRegistryCounts(regionCode: "410100", asOf: "2025-12-31T00:00:00+08:00", enterprises: 5000) {
    registry { enterprises communities }
  } }`
  const { data } = await desk.ask({ query, viewer: manager })
  expect(data).toEqual({ stateRegistryCounts: { registry: { enterprises: 5_000, communities: 1 } } })
  expect(await registryOf('410000')).toMatchObject({ enterprises: 5_001, communities: 1 })
})

test.each([
  [`企业,示例（虚构）,91350100M000100Y44,410102,`, '统一社会信用代码', '统一社会信用代码校验不通过'],
  ['企业,示例（虚构）,,410199,', '区划代码', '没有这个区划代码'],
  ['企业,示例（虚构）,,130100,', '区划代码', '不在您的管辖范围内'],
  ['企业,示例（虚构）,,410102,SPACE', '行业代码', '没有这个行业代码'],
  ['学校,示例（虚构）,,410102,', '类别', '应为“企业”或“社区”'],
  ['企业,示,,410102,', '名称', '名称应为 2 到 200 字'],
])('%s is refused for its %s', async (row, column, message) => {
  expect(await importRows('企业,另一示例（虚构）,,410102,', row)).toMatchObject({
    applied: false,
    problems: [{ row: 3, column, message: `第 3 行“${column}”列：${message}。` }],
  })
})

test('a code that belongs to one entry is not given to another', async () => {
  expect(await importRows(`企业,示例机械（虚构）,${code},410103,`)).toMatchObject({
    applied: false,
    problems: [{ row: 2, column: '统一社会信用代码' }],
  })
})

test('enterprises are found by name or code, by staff within reach', async () => {
  const find = (text: string, place: string, seat = '410000') =>
    desk.ask({ query: search, variables: { text, code: place }, viewer: staffOf(seat, 'INTAKE_OFFICER') })
  const found = [{ name: '示例煤业（虚构）', creditCode: code, region: { code: '410302' } }]
  expect((await find('煤业', '410000')).data).toEqual({ searchEnterprises: found })
  expect((await find(code.toLowerCase(), '410300')).data).toEqual({ searchEnterprises: found })
  expect((await find('%%', '410000')).data).toEqual({ searchEnterprises: [] })
  expect((await find('煤业', '410300', '410100')).errors[0]?.extensions.code).toBe('FORBIDDEN')
  const { errors } = await desk.ask({ query: search, variables: { text: '煤业', code: '410000' } })
  expect(errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
})

test('dictionaries are told as they are in force on a day', async () => {
  const query = `{
    dictionaries { name version }
    now: dictionary(name: INDUSTRY) { version validFrom items { code label labelEn legalBasis inScope parent } }
    before: dictionary(name: INDUSTRY, asOf: "2020-01-01T00:00:00Z") { version }
  }`
  const { data, errors } = await desk.ask({ query })
  expect(errors).toEqual([])
  const { dictionaries, now, before } = data as {
    dictionaries: object[]
    now: { items: object[] }
    before: null
  }
  expect(dictionaries).toHaveLength(9)
  expect(before).toBeNull()
  expect(now).toMatchObject({ version: 1, validFrom: '2022-10-31T16:00:00.000Z' })
  expect(now.items).toHaveLength(26)
  expect(now.items[16]).toMatchObject({
    code: 'CONSTRUCTION',
    label: '建筑施工',
    labelEn: 'Construction',
    inScope: false,
  })
})

test('entries and stated figures are told to other subgraphs by ids and codes alone', async () => {
  const told = () =>
    desk.database.ask<{ name: string; payload: Record<string, unknown> }>(
      `SELECT name, payload FROM region.outbox WHERE name ~ '^Registry' ORDER BY sequence`,
    )
  const before = (await told()).length
  await importRows('社区,另一示例社区（虚构）,,410103,')
  await importRows('社区,另一示例社区（虚构）,,410103,')
  const [entry, ...more] = (await told()).slice(before)
  expect(more).toEqual([])
  expect(entry).toEqual({
    name: 'RegistryEntryRecorded',
    payload: { entryId: expect.any(String), kind: 'COMMUNITY', regionCode: '410103' },
  })
  const state = `mutation($n: Int) { stateRegistryCounts(regionCode: "410300", asOf: "2025-12-31T00:00:00+08:00", communities: $n) { code } }`
  await desk.ask({ query: state, viewer: manager, variables: { n: 70 } })
  await desk.ask({ query: state, viewer: manager, variables: { n: 70 } })
  await desk.ask({ query: state, viewer: manager, variables: { n: null } })
  expect((await told()).slice(before + 1).map(({ payload }) => payload)).toEqual([
    { regionCode: '410300', enterprises: null, communities: 70 },
    { regionCode: '410300', enterprises: null, communities: null },
  ])
  expect(JSON.stringify(await told())).not.toContain('示例')
})

test('an entry is found by its id by staff within reach, and is none for anybody else', async () => {
  const [row] = await desk.database.ask<{ id: string }>(
    `SELECT id FROM region.registry_entry WHERE region_code = '410302' LIMIT 1`,
  )
  const find = async (viewer?: ReturnType<typeof staffOf>, id = row!.id) =>
    (await desk.entities('RegistryEntry', [{ id }], 'name region { code }', viewer)).data
  const found = { _entities: [{ name: '示例煤业（虚构）', region: { code: '410302' } }] }
  expect(await find(staffOf('410300', 'PUBLICITY_STAFF'))).toEqual(found)
  expect(await find(staffOf('410000', 'LEADER'))).toEqual(found)
  for (const viewer of [undefined, staffOf('410100', 'PUBLICITY_STAFF'), staffOf('410300', 'SYSTEM_ADMIN')])
    expect(await find(viewer)).toEqual({ _entities: [null] })
  expect(await find(staffOf('410300', 'LEADER'), 'x')).toEqual({ _entities: [null] })
})
