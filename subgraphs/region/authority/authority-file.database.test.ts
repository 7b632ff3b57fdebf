import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { openRegionDesk, type RegionDesk } from '../../../test/support/region-desk.js'
import { staffOf } from '../../../test/support/staff.js'
import { findBreak, type Change } from '../audit/chain.js'

const register = 'mutation($input: AuthorityInput!) { registerAuthority(input: $input) { id } }'
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

const chain = () =>
  desk.database.ask<Change & { prevHash: string; hash: string }>(
    `SELECT id, at, subject, thing, thing_id AS "thingId", action, before, after, prev_hash AS "prevHash", hash
     FROM region.change_record ORDER BY sequence`,
  )

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
    await run(register, { input: { kind: 'OTHER_DEPARTMENT', name, level: 'CITY', regionCode: '410500' } })
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
