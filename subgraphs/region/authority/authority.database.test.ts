import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { openRegionDesk, type RegionDesk } from '../../../test/support/region-desk.js'
import { staffOf } from '../../../test/support/staff.js'
import { findBreak, type Change } from '../audit/chain.js'
import { authorityIdOf } from './authority-id.js'

const fields =
  'id name kind level version closedOn contacts { kind value } parent { id } objectionAuthority { id }'
const register = `mutation($input: AuthorityInput!) { registerAuthority(input: $input) { ${fields} } }`
const update = `mutation($id: ID!, $version: Int!, $input: AuthorityInput!) {
  updateAuthority(id: $id, version: $version, input: $input) { ${fields} }
}`
const close = `mutation($id: ID!, $on: DateTime!, $successorId: ID) {
  closeAuthority(id: $id, on: $on, successorId: $successorId) { ${fields} }
}`
const roster = `mutation($id: ID!, $shifts: [DutyShiftInput!]!) { setDutyRoster(authorityId: $id, shifts: $shifts) { id } }`
const importFile = `mutation($csv: String!, $dryRun: Boolean!) { importAuthorities(csv: $csv, dryRun: $dryRun) {
  applied rows registered changed unchanged problemCount problems { row column message }
} }`
const exportFile = `query($regionCode: ID, $after: String) { exportAuthorities(regionCode: $regionCode, after: $after) { text next } }`

const manager = staffOf('000000', 'REGION_MANAGER')
const managerOfHenan = staffOf('410000', 'REGION_MANAGER')

let desk: RegionDesk
beforeAll(async () => {
  desk = await openRegionDesk()
})
afterAll(() => desk.close())

type Shown = { id: string; version: number } & Record<string, unknown>

async function run<Result = Record<string, Shown>>(
  query: string,
  variables: object,
  viewer = manager,
): Promise<Result> {
  const { data, errors } = await desk.ask({ query, variables: { ...variables }, viewer })
  expect(errors).toEqual([])
  return data as Result
}

async function refusal(query: string, variables: object, viewer = manager) {
  const { errors } = await desk.ask({ query, variables: { ...variables }, viewer })
  return { ...errors[0]?.extensions, message: errors[0]?.message }
}

const housing = (change: object = {}) => ({
  kind: 'OTHER_DEPARTMENT',
  name: '郑州市示例住建局（虚构）',
  level: 'CITY',
  regionCode: '410100',
  parentAuthorityId: authorityIdOf('410000'),
  contacts: [{ kind: 'OFFICE_PHONE', value: '000-0000000' }],
  ...change,
})

const eventsAbout = (id: string) =>
  desk.database.ask<{ name: string; payload: object }>(
    'SELECT name, payload FROM region.outbox WHERE subject = $1 ORDER BY sequence',
    [id],
  )
const chain = () =>
  desk.database.ask<Change & { prevHash: string; hash: string }>(
    `SELECT id, at, subject, thing, thing_id AS "thingId", action, before, after, prev_hash AS "prevHash", hash
     FROM region.change_record ORDER BY sequence`,
  )

describe('an authority', () => {
  let id = ''

  test('is registered, told and found', async () => {
    const { registerAuthority } = await run(register, { input: housing() })
    expect(registerAuthority).toMatchObject({
      ...{ kind: 'OTHER_DEPARTMENT', version: 1, closedOn: null, parent: { id: authorityIdOf('410000') } },
      objectionAuthority: { id: authorityIdOf('410000') },
    })
    id = registerAuthority!.id
    expect(await eventsAbout(id)).toEqual([
      {
        name: 'AuthorityRegistered',
        payload: {
          authorityId: id,
          kind: 'OTHER_DEPARTMENT',
          level: 'CITY',
          regionCode: '410100',
          parentAuthorityId: authorityIdOf('410000'),
        },
      },
    ])
    const found = await run<{ authorities: { nodes: Shown[] } }>(
      '{ authorities(regionCode: "410000", kind: OTHER_DEPARTMENT, text: "住建") { nodes { id } } }',
      {},
    )
    expect(found.authorities.nodes).toEqual([{ id }])
  })

  test('is changed by who saw its newest version, with everything told of it kept in its history', async () => {
    const input = housing({ objectionAuthorityId: authorityIdOf('000000'), contacts: [] })
    const { updateAuthority } = await run(update, { id, version: 1, input })
    expect(updateAuthority).toMatchObject({ version: 2, objectionAuthority: { id: authorityIdOf('000000') } })
    expect(await refusal(update, { id, version: 1, input })).toMatchObject({
      code: 'CONFLICT',
      inputPath: 'version',
    })
    const { authorityHistory } = await run<{ authorityHistory: { nodes: object[] } }>(
      `query($id: ID!) { authorityHistory(authorityId: $id) { nodes { subject action changes { field before after } } } }`,
      { id },
      staffOf('000000', 'AUDIT_ADMIN'),
    )
    expect(authorityHistory.nodes[0]).toEqual({
      subject: manager.subject,
      action: 'CHANGED',
      changes: [
        { field: 'contacts', before: '[{"kind":"OFFICE_PHONE","value":"000-0000000"}]', after: '[]' },
        { field: 'objectionAuthorityId', before: null, after: authorityIdOf('000000') },
      ],
    })
    expect(authorityHistory.nodes).toHaveLength(2)
  })

  test('keeps its duty roster to its own staff', async () => {
    const shift = { subject: '值班甲', startsAt: '2099-01-01T00:00:00Z', endsAt: '2099-01-01T12:00:00Z' }
    const zhengzhou = authorityIdOf('410100')
    await run(roster, { id: zhengzhou, shifts: [shift] })
    const look = 'query($id: ID!) { authority(id: $id) { dutyRoster { subject startsAt } } }'
    const own = staffOf('410100', 'INTAKE_OFFICER')
    expect(await run(look, { id: zhengzhou }, own)).toMatchObject({
      authority: { dutyRoster: [{ subject: '值班甲' }] },
    })
    for (const viewer of [manager, staffOf('410000', 'LEADER')])
      expect(await run(look, { id: zhengzhou }, viewer)).toEqual({ authority: { dutyRoster: null } })
    const backwards = { ...shift, endsAt: '2098-01-01T00:00:00Z' }
    expect(await refusal(roster, { id: zhengzhou, shifts: [backwards] })).toMatchObject({
      inputPath: 'shifts.0.endsAt',
    })
  })

  test('is closed with its rules; who stands under it needs a successor', async () => {
    const [zhengzhou, henan] = [authorityIdOf('410100'), authorityIdOf('410000')]
    const on = '2026-01-01T00:00:00+08:00'
    expect(await refusal(close, { id: zhengzhou, on })).toMatchObject({
      code: 'CONFLICT',
      inputPath: 'successorId',
    })
    const { closeAuthority } = await run(close, { id: zhengzhou, on, successorId: henan })
    expect(closeAuthority).toMatchObject({ closedOn: '2025-12-31T16:00:00.000Z' })
    expect((await eventsAbout(zhengzhou)).at(-1)).toEqual({
      name: 'AuthorityClosed',
      payload: { authorityId: zhengzhou, effectiveOn: '2026-01-01', successorAuthorityId: henan },
    })
    expect((await eventsAbout(authorityIdOf('410102'))).at(-1)).toMatchObject({
      name: 'AuthorityChanged',
      payload: { parentAuthorityId: henan },
    })
    const { region } = await run<{ region: object }>('{ region(code: "410171") { authority { id } } }', {})
    expect(region).toEqual({ authority: { id: henan } })
    expect(await refusal(close, { id: zhengzhou, on })).toMatchObject({ code: 'CONFLICT' })
  })

  test.each([
    ['input.name', { name: '河南省应急管理厅' }],
    ['input.regionCode', { regionCode: '410199', name: '新局' }],
    ['input.contacts', { name: '新局', contacts: [{ kind: 'EMAIL', value: 'x' }] }],
    ['input.parentAuthorityId', { name: '新局', parentAuthorityId: '00000000-0000-4000-8000-000000000000' }],
  ])('with a wrong %s is refused', async (inputPath, change) => {
    expect(await refusal(register, { input: housing(change) })).toMatchObject({
      code: 'BAD_USER_INPUT',
      inputPath,
    })
  })

  test('that would stand above itself is refused with the whole circle', async () => {
    const { authority } = await run('query($id: ID!) { authority(id: $id) { version } }', {
      id: authorityIdOf('410000'),
    })
    const input = {
      ...{ kind: 'EMERGENCY_MANAGEMENT', name: '河南省应急管理厅', level: 'PROVINCE', regionCode: '410000' },
      parentAuthorityId: authorityIdOf('410102'),
    }
    const refused = await refusal(update, { id: authorityIdOf('410000'), version: authority!.version, input })
    expect(refused).toMatchObject({ code: 'BAD_USER_INPUT', inputPath: 'input.parentAuthorityId' })
    expect(refused.message).toBe(
      '上级关系成环：河南省应急管理厅 → 郑州市中原区应急管理局 → 河南省应急管理厅。',
    )
  })

  test('is managed within reach only', async () => {
    const elsewhere = { input: housing({ name: '石家庄示例局', regionCode: '130100' }) }
    expect(await refusal(register, elsewhere, managerOfHenan)).toMatchObject({ code: 'FORBIDDEN' })
    expect(await refusal(register, elsewhere, staffOf('000000', 'SYSTEM_ADMIN'))).toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})

describe('a file of authorities', () => {
  const header = '类别,名称,层级,区划代码,上级监督机关,办公电话'
  const base64 = (text: string | Buffer): string => Buffer.from(text as string).toString('base64')
  const lines = (count: number, bad?: (row: number) => string | undefined): string =>
    Array.from({ length: count }, (_, index) => {
      const row = index + 2
      return bad?.(row) ?? `其他部门,示例部门${String(row)},市级,410300,河南省应急管理厅,`
    }).join('\n')
  const countAuthorities = async () =>
    Number((await desk.database.ask<{ n: string }>('SELECT count(*) AS n FROM region.authority'))[0]?.n)
  type Imported = { importAuthorities: { applied: boolean; problems: object[] } & Record<string, unknown> }

  test('of 10,000 rows with one bad cell changes nothing and names the cell', async () => {
    const before = await countAuthorities()
    const bad = (row: number) =>
      row === 7_777 ? '其他部门,示例部门7777,市级,419999,河南省应急管理厅,' : undefined
    const csv = base64(`\uFEFF${header}\n${lines(10_000, bad)}`)
    const { importAuthorities } = await run<Imported>(importFile, { csv, dryRun: false })
    expect(importAuthorities).toEqual({
      ...{ applied: false, rows: 10_000, registered: 0, changed: 0, unchanged: 0, problemCount: 1 },
      problems: [{ row: 7_777, column: '区划代码', message: '第 7777 行“区划代码”列：没有这个区划代码。' }],
    })
    expect(await countAuthorities()).toBe(before)
  })

  test('of 10,000 good rows is checked without being applied, then applied as a whole', async () => {
    const before = await countAuthorities()
    const csv = base64(`${header}\n${lines(10_000)}`)
    const dry = await run<Imported>(importFile, { csv, dryRun: true })
    expect(dry.importAuthorities).toMatchObject({ applied: false, registered: 10_000, problemCount: 0 })
    expect(await countAuthorities()).toBe(before)
    const { importAuthorities } = await run<Imported>(importFile, { csv, dryRun: false })
    expect(importAuthorities).toMatchObject({ applied: true, registered: 10_000 })
    expect(await countAuthorities()).toBe(before + 10_000)
    const again = await run<Imported>(importFile, { csv, dryRun: false })
    expect(again.importAuthorities).toMatchObject({ applied: true, registered: 0, unchanged: 10_000 })
  })

  test('in GBK is read; names of authorities in the file itself are found', async () => {
    // 其他部门,甲局,市级,410300 and 乙局 above it, as Windows saves them.
    const gbk = Buffer.from(
      'c0e0b1f02cc3fbb3c62cb2e3bcb62cc7f8bbaeb4fac2eb2cc9cfbcb6bce0b6bdbbfab9d80d0a' +
        'c6e4cbfbb2bfc3c52cbcd7bed62ccad0bcb62c3431303330302cd2d2bed60d0a' +
        'c6e4cbfbb2bfc3c52cd2d2bed62ccad0bcb62c3431303330302c0d0a',
      'hex',
    )
    const { importAuthorities } = await run<Imported>(importFile, { csv: base64(gbk), dryRun: false })
    expect(importAuthorities).toMatchObject({ applied: true, registered: 2 })
    const [row] = await desk.database.ask<{ parent: string }>(
      `SELECT parent.name AS parent FROM region.authority child JOIN region.authority parent
         ON parent.id = child.parent_authority_id WHERE child.name = '甲局'`,
    )
    expect(row?.parent).toBe('乙局')
  })

  test.each([
    [
      '其他部门,丙局,市级,410300,没有的局,',
      2,
      '上级监督机关',
      '第 2 行“上级监督机关”列：没有名为“没有的局”的机关。',
    ],
    ['部门,丙局,市级,410300,,', 2, '类别', /^第 2 行“类别”列：应为 应急管理部门、/],
    ['其他部门,丙局,市,410300,,', 2, '层级', /^第 2 行“层级”列：应为 国家级、/],
    [
      '其他部门,丙局,市级,410300,,\n其他部门,丙局,市级,410300,,',
      3,
      '名称',
      '第 3 行“名称”列：与第 2 行是同一机关。',
    ],
    ['其他部门,丙局,市级,410300', 2, '上级监督机关', '第 2 行“上级监督机关”列：应有 6 列，实有 4 列。'],
    [
      '其他部门,丙局,市级,410300,丁局,\n其他部门,丁局,市级,410300,丙局,',
      2,
      '上级监督机关',
      '第 2 行“上级监督机关”列：上级关系成环：丙局 → 丁局 → 丙局。',
    ],
    [
      '应急管理部门,丙局,市级,410300,河南省应急管理厅,',
      2,
      '区划代码',
      '第 2 行“区划代码”列：该区划已有应急管理部门。',
    ],
  ])('with %j is refused in row %d, column %s', async (line, row, column, message) => {
    const csv = base64(`${header}\n${line}`)
    const { importAuthorities } = await run<Imported>(importFile, { csv, dryRun: false })
    expect(importAuthorities.applied).toBe(false)
    expect(importAuthorities.problems[0]).toEqual({
      row,
      column,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    })
  })

  test('goes out in parts as it comes in, and runs no formula', async () => {
    const name = '=HYPERLINK("x")局'
    await run(register, { input: housing({ name, regionCode: '410500', parentAuthorityId: null }) })
    let text = ''
    let after: string | null = null
    let parts = 0
    do {
      const { exportAuthorities }: { exportAuthorities: { text: string; next: string | null } } = await run(
        exportFile,
        { regionCode: '410000', after },
        managerOfHenan,
      )
      text += exportAuthorities.text
      after = exportAuthorities.next
      parts += 1
    } while (after !== null)
    expect(parts).toBeGreaterThan(10)
    expect(text).toContain(`"'=HYPERLINK(""x"")局"`)
    const rows = text.trimEnd().split('\r\n').length - 1
    // More than may come in at once: the head of it.
    const head = text.split('\r\n').slice(0, 2_001).join('\r\n')
    const { importAuthorities } = await run<Imported>(
      importFile,
      { csv: base64(head), dryRun: false },
      managerOfHenan,
    )
    expect(importAuthorities).toMatchObject({ applied: true, rows: 2_000, unchanged: 2_000, problemCount: 0 })
    expect(rows).toBeGreaterThan(10_000)
  })

  test('does not reach beyond the manager who brings it', async () => {
    const csv = base64(`${header}\n其他部门,石家庄局,市级,130100,,`)
    const { importAuthorities } = await run<Imported>(importFile, { csv, dryRun: false }, managerOfHenan)
    expect(importAuthorities.problems).toEqual([
      { row: 2, column: '区划代码', message: '第 2 行“区划代码”列：不在您的管辖范围内。' },
    ])
  })
})

describe('the change records', () => {
  test('are one unbroken chain of everything above', async () => {
    const records = await chain()
    expect(records.length).toBeGreaterThan(10_000)
    expect(findBreak(records)).toBe(-1)
  })

  test.each([
    'UPDATE region.change_record SET subject = $1',
    'DELETE FROM region.change_record WHERE subject <> $1',
  ])('are kept against %s, of the superuser too', async (sql) => {
    await expect(desk.database.ask(sql, ['x'])).rejects.toThrow('only ever added')
  })
})
