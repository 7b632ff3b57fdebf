import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import exceljs from 'exceljs'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { plantCaseTree } from '../../../test/support/case-tree.js'
import { paths } from '../../../test/support/events.js'
import { keptMemory } from '../../../test/support/kept-memory.js'
import { placeCases } from '../../../test/support/placed-cases.js'
import { staffOf } from '../../../test/support/staff.js'

const ask = `mutation($filter: CaseFilter!, $format: ExportFormat!) {
  exportCases(filter: $filter, format: $format) { url expiresAt } }`
const city = staffOf('410100', 'INTAKE_OFFICER')
const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', "'=1", '处室，"甲"']

describe('an export of cases', () => {
  let subgraph: CaseSubgraph
  let now = new Date('2026-04-01T00:00:00Z')
  beforeAll(async () => {
    subgraph = await openCaseSubgraph(() => now)
    await plantCaseTree(subgraph.database)
    const placed = await placeCases(subgraph.database, [
      ...formulas.map(() => ({ state: 'ACCEPTED' })),
      { state: 'SCREENING' },
      { state: 'ACCEPTED', path: paths.laocheng },
    ])
    await subgraph.database.ask(
      `UPDATE "case"."case" c SET handling_office = given.office, opened_at = '2026-03-01T16:30:00Z'
       FROM unnest($1::uuid[], $2::text[]) AS given (id, office) WHERE given.id = c.id`,
      [placed.map(({ caseId }) => caseId), formulas],
    )
  })
  afterAll(() => subgraph.close())

  const linkTo = async (format: string, filter: object = {}, viewer = city): Promise<string> => {
    const { data, errors } = await subgraph.ask({ query: ask, variables: { filter, format }, viewer })
    expect(errors).toEqual([])
    return new URL((data as { exportCases: { url: string } }).exportCases.url, subgraph.url).href
  }

  it('is CSV with Chinese headings, in which nothing is a formula', async () => {
    const response = await fetch(await linkTo('CSV', { states: ['ACCEPTED'] }))
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-store')
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    const text = bytes.toString()
    expect(text).toMatch(/^\uFEFF案件编号,状态,结果/)
    for (const guarded of [
      ",'=1+1,",
      ",'+1,",
      ",'-1,",
      ",'@SUM(A1),",
      ",'\tx,",
      `,"'\rx",`,
      ",''=1,",
      ',"处室，""甲""",',
    ])
      expect(text).toContain(guarded)
    expect(text).toContain('2026-03-02 00:30')
    expect(text.match(/已受理/g)).toHaveLength(formulas.length)
    expect(text).not.toContain('甄别中')
  })

  it('is a workbook that spreadsheets open, without formulas', async () => {
    const workbook = new exceljs.Workbook()
    const response = await fetch(await linkTo('XLSX'))
    await workbook.xlsx.load(await response.arrayBuffer())
    const sheet = workbook.getWorksheet('案件')
    expect(sheet?.getRow(1).getCell(1).value).toBe('案件编号')
    expect(sheet?.rowCount).toBe(formulas.length + 2)
    const cells = sheet?.getColumn(8).values.slice(2) ?? []
    for (const value of cells) expect(['string', 'undefined']).toContain(typeof value)
    expect(cells).toContain("'=1+1")
  })

  it('is fetched once, for a short time, and stands in the chain with its first byte', async () => {
    const entries = () =>
      subgraph.database.ask<{ facts: object }>(
        `SELECT facts FROM "case".audit_entry WHERE action = 'CASES_EXPORTED'`,
      )
    const before = (await entries()).length
    const link = await linkTo('CSV', { states: ['SCREENING'] })
    expect(await entries()).toHaveLength(before)
    expect((await fetch(link)).status).toBe(200)
    expect((await fetch(link)).status).toBe(404)
    const after = await entries()
    expect(after).toHaveLength(before + 1)
    expect(after.at(-1)?.facts).toMatchObject({ format: 'CSV', by: ['states'] })
    const late = await linkTo('CSV')
    now = new Date(now.getTime() + 6 * 60_000)
    const refused = await fetch(late)
    expect(refused.status).toBe(404)
    expect(await refused.text()).toContain('请重新导出')
    expect((await fetch(`${new URL(link).origin}/exports/cases/nonsense`)).status).toBe(404)
  })

  it('holds what its officer may see and no more, and is no file for who may see none', async () => {
    const lines = async (seat: string) =>
      (await (await fetch(await linkTo('CSV', {}, staffOf(seat, 'LEADER')))).text()).trim().split('\r\n')
        .length - 1
    expect(await lines('410300')).toBe(1)
    expect(await lines('410000')).toBe(formulas.length + 2)
    const { errors } = await subgraph.ask({
      query: ask,
      variables: { filter: { regionCode: '410300' }, format: 'CSV' },
      viewer: city,
    })
    expect(errors[0]?.extensions.code).toBe('FORBIDDEN')
  })

  it('of many cases takes no more memory than of few', async () => {
    await subgraph.database.ask(
      `INSERT INTO "case"."case" (id, state, region_code, region_path, authority_id, matter_types, industry_code, opened_at, changed_at)
       SELECT gen_random_uuid(), 'CLOSED', '410102', '{410102}', gen_random_uuid(), '{MAJOR_HAZARD}', 'COAL_MINE', now(), now()
       FROM generate_series(1, 30000)`,
    )
    for (const format of ['CSV', 'XLSX']) {
      const response = await fetch(await linkTo(format, { states: ['CLOSED'] }))
      const before = keptMemory()
      let most = before
      let bytes = 0
      let pieces = 0
      for await (const piece of response.body!) {
        bytes += (piece as Uint8Array).length
        pieces += 1
        if (pieces % 16 === 0) most = Math.max(most, keptMemory())
      }
      expect(bytes).toBeGreaterThan(format === 'CSV' ? 3_000_000 : 500_000)
      expect(pieces).toBeGreaterThan(32)
      // All of them at once as a workbook would be 165 million bytes.
      expect(most - before).toBeLessThan(40_000_000)
    }
  }, 60_000)
})
