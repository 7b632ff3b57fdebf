import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openPublicFigures, type PublicFigures } from '../disclosure/fixture/public-figures.js'

type Row = {
  table: string
  region_code: string
  category: string
  period: string
  value: number | null
  below: number | null
}

describe('the public feed', () => {
  let figures: PublicFigures
  beforeAll(async () => {
    figures = await openPublicFigures('2026-03-02T03:00:00+08:00')
    for (let day = 1; day <= 30; day += 1)
      await figures.submit('410102', `2026-03-${String(day).padStart(2, '0')}`, day === 9 ? 2 : 9)
    await figures.submit('410302', '2026-03-04', 1)
  })
  afterAll(() => figures.subgraph.close())

  const rowsOf = async (query = ''): Promise<Row[]> => {
    const response = await figures.subgraph.fetch(`/feeds/public.ndjson${query}`)
    expect(response.status).toBe(200)
    const text = (await response.text()).trimEnd()
    return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as Row)
  }

  it('is empty while nothing was released, whatever has been counted', async () => {
    await figures.untilCounted()
    expect(await rowsOf()).toEqual([])
    const csv = await figures.subgraph.fetch('/feeds/public.csv')
    expect((await csv.text()).trimEnd()).toBe('table,region_code,category,period,value,below,released_at')
  })

  it('tells strangers each released cell as the graph tells it, and no other', async () => {
    await figures.releaseAt('2026-04-03T02:30:00+08:00')
    const rows = await rowsOf('?table=REPORTS_BY_REGION&period=2026-03')
    const { cells } = await figures.countsOf('REPORTS_BY_REGION', { region: '410000', period: '2026-03' })
    for (const { region, count } of cells) {
      const row = rows.find(({ region_code: code }) => code === region.code)
      expect([region.code, row?.value, row?.below]).toEqual([region.code, count.value, count.below])
    }
    const withheld = (await rowsOf()).filter(({ value, below }) => value === null && below === null)
    expect(withheld.length).toBeGreaterThan(0)
    const [{ cells: released } = { cells: 0 }] = await figures.subgraph.database.ask<{ cells: number }>(
      'SELECT sum(cells)::int AS cells FROM statistics.public_release',
    )
    expect(await rowsOf()).toHaveLength(released)
  })

  it('holds no mark that tells why a cell is withheld', async () => {
    const text = await (await figures.subgraph.fetch('/feeds/public.csv')).text()
    expect(text).not.toMatch(/PARTNER|CLOSED|FEWER/)
  })

  it.each([
    ['?table=CASES', 'table'],
    ['?table=toString', 'table'],
    ['?period=March', 'period'],
    ['?period=2026-03&period=2026-04', 'period'],
  ])('refuses %s, naming what is wrong', async (query, inputPath) => {
    const response = await figures.subgraph.fetch(`/feeds/public.csv${query}`)
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { errors: [{ extensions: { inputPath } }] },
    ])
  })
})
