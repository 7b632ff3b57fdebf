import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { plantCaseTree } from '../../../test/support/case-tree.js'
import { paths } from '../../../test/support/events.js'
import { placeCases } from '../../../test/support/placed-cases.js'
import { staffOf } from '../../../test/support/staff.js'
import { authorityIdOf } from '../../region/authority/authority-id.js'
import { CaseOrder } from './case-order.js'

const list = `query($filter: CaseFilter, $order: CaseOrder, $first: Int! = 20, $after: String) {
  cases(filter: $filter, order: $order, first: $first, after: $after) {
    nodes { id number state } totalCount pageInfo { hasNextPage endCursor }
  }
}`
type Page = {
  nodes: { id: string; number: string }[]
  totalCount: number | null
  pageInfo: { hasNextPage: boolean; endCursor: string }
}

const now = new Date('2026-04-01T00:00:00Z')
const city = staffOf('410100', 'INTAKE_OFFICER')
const states = ['SCREENING', 'ACCEPTED', 'VERIFYING', 'CONCLUDED', 'CLOSED']

describe('the list of cases', () => {
  let subgraph: CaseSubgraph
  let ids: string[] = []
  beforeAll(async () => {
    subgraph = await openCaseSubgraph(() => now)
    await plantCaseTree(subgraph.database)
    const wanted = Array.from({ length: 25 }, (_none, at) => ({ state: states[at % 5] ?? '' }))
    ids = (await placeCases(subgraph.database, wanted)).map(({ caseId }) => caseId)
    // Many at the same moment, and every other without a term: what pages stumble over.
    await subgraph.database.ask(
      `UPDATE "case"."case" c SET opened_at = timestamptz '2026-03-01' + (n / 4) * interval '1 hour',
         changed_at = timestamptz '2026-03-10' + (n % 3) * interval '1 microsecond', supervised = n % 5 = 0,
         next_due_at = CASE WHEN n % 2 = 0 THEN timestamptz '2026-03-31' + (n / 2 % 3) * interval '1 day' ELSE 'infinity' END,
         matter_types = CASE WHEN n % 5 = 1 THEN '{ILLEGAL_ACT}' ELSE matter_types END,
         handling_office = CASE WHEN n = 3 THEN '安全监管一处（矿山）' END,
         handling_officer = CASE WHEN n IN (3, 4) THEN $2 END
       FROM unnest($1::uuid[]) WITH ORDINALITY AS given (id, n) WHERE given.id = c.id`,
      [ids, city.subject],
    )
  })
  afterAll(() => subgraph.close())

  const ask = async (variables: object, viewer: Viewer = city) => {
    const { data, errors } = await subgraph.ask({ query: list, variables: { ...variables }, viewer })
    return { page: (data as { cases: Page } | null)?.cases, code: errors[0]?.extensions.code }
  }
  const found = async (filter: object, viewer: Viewer = city) => {
    const { page } = await ask({ filter, first: 100 }, viewer)
    expect(page?.totalCount).toBe(page?.nodes.length)
    return page?.nodes.map(({ id }) => id) ?? []
  }

  it.each(Object.values(CaseOrder))('by %s comes in pages without gap or repetition', async (order) => {
    const whole = (await ask({ order, first: 100 })).page!.nodes.map(({ id }) => id)
    expect(whole.toSorted()).toEqual(ids.toSorted())
    const paged: string[] = []
    let after: string | null = null
    do {
      const { page }: { page?: Page | undefined } = await ask({ order, first: 4, after })
      paged.push(...page!.nodes.map(({ id }) => id))
      after = page!.pageInfo.hasNextPage ? page!.pageInfo.endCursor : null
    } while (after !== null)
    expect(paged).toEqual(whole)
  })

  it('keeps its place when a case of the page is worked on meanwhile', async () => {
    const order = CaseOrder.RECENTLY_CHANGED
    const { page: first } = await ask({ order, first: 10 })
    const { page: rest } = await ask({ order, first: 100, after: first?.pageInfo.endCursor })
    const last = first!.nodes.at(-1)!.id
    const [row] = await subgraph.database.ask<{ at: Date }>(
      'SELECT changed_at AS at FROM "case"."case" WHERE id = $1',
      [last],
    )
    await subgraph.database.ask('UPDATE "case"."case" SET changed_at = now() WHERE id = $1', [last])
    const { page: again } = await ask({ order, first: 100, after: first?.pageInfo.endCursor })
    expect(again?.nodes).toEqual(rest?.nodes)
    await subgraph.database.ask('UPDATE "case"."case" SET changed_at = $2 WHERE id = $1', [last, row?.at])
  })

  it('takes no cursor of another order, and none that was never given', async () => {
    const { page } = await ask({ order: CaseOrder.DUE_FIRST, first: 2 })
    for (const after of [page?.pageInfo.endCursor, 'x', ''])
      expect((await ask({ order: CaseOrder.RECENTLY_CHANGED, after })).code).toBe('BAD_USER_INPUT')
    expect((await ask({ after: page?.pageInfo.endCursor })).code).toBe('BAD_USER_INPUT')
  })

  it('is filtered by whatever is asked, all at once', async () => {
    expect(await found({ states: ['SCREENING', 'CLOSED'] })).toHaveLength(10)
    expect(await found({ matterTypes: ['ILLEGAL_ACT', 'GENERAL_HAZARD'] })).toHaveLength(5)
    expect(await found({ supervised: true })).toHaveLength(5)
    expect(await found({ supervised: true, states: ['CLOSED'] })).toHaveLength(5)
    expect(await found({ supervised: true, states: ['ACCEPTED'] })).toEqual([])
    expect(await found({ overdue: true })).toHaveLength(4)
    expect(await found({ dueBefore: '2026-04-02T00:00:00Z' })).toHaveLength(8)
    expect(await found({ openedFrom: '2026-03-01T06:00:00Z' })).toHaveLength(2)
    expect((await found({ mine: true })).toSorted()).toEqual([ids[2], ids[3]].toSorted())
    expect(await found({ mode: 'REAL_NAME', reporterKind: 'PUBLIC' })).toHaveLength(25)
    expect(await found({ mode: 'ANONYMOUS' })).toEqual([])
    expect(await found({ text: '监管一处' })).toEqual([ids[2]])
    expect(await found({ text: '%' })).toEqual([])
    expect(await found({ authorityId: authorityIdOf('410102') })).toHaveLength(25)
    expect(await found({ industryCodes: ['COAL_MINE', "x','y"] })).toHaveLength(25)
  })

  it('finds a case by its number, however it is typed, and tells of a wrong letter', async () => {
    const { number, id } = (await ask({ first: 1 })).page!.nodes[0]!
    expect(number).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{5}$/)
    expect(await found({ number: ` ${number.toLowerCase().replace('-', ' ')} ` })).toEqual([id])
    expect(await found({ number }, staffOf('410300', 'INTAKE_OFFICER'))).toEqual([])
    for (let at = 0; at < number.length; at += 1) {
      if (number[at] === '-') continue
      const wrong = `${number.slice(0, at)}${number[at] === '7' ? '8' : '7'}${number.slice(at + 1)}`
      expect((await ask({ filter: { number: wrong } })).code).toBe('BAD_USER_INPUT')
    }
    const numbers = await subgraph.database.ask<{ number: string }>('SELECT number FROM "case"."case"')
    expect(new Set(numbers.map((row) => row.number)).size).toBe(ids.length)
  })

  it('shows what lies elsewhere only to who handles it or helps, and not where a region is named', async () => {
    const [elsewhere, helped] = await placeCases(subgraph.database, [
      { state: 'ASSIGNED', path: paths.laocheng, authorityOf: '410102' },
      { state: 'ASSIGNED', path: paths.laocheng },
    ])
    await subgraph.database.ask('UPDATE "case"."case" SET co_handling_authority_ids = $2 WHERE id = $1', [
      helped!.caseId,
      [authorityIdOf('410102')],
    ])
    const county = staffOf('410102', 'INTAKE_OFFICER')
    expect(await found({ states: ['ASSIGNED'] }, county)).toHaveLength(2)
    expect(await found({ states: ['ASSIGNED'], regionCode: '410102' }, county)).toEqual([])
    expect(await found({ states: ['ASSIGNED'] })).toEqual([])
    expect(await found({ states: ['ASSIGNED'] }, staffOf('410000', 'LEADER'))).toHaveLength(2)
    expect((await ask({ filter: { regionCode: '410300' } }, county)).code).toBe('FORBIDDEN')
    await subgraph.database.ask('DELETE FROM "case".case_report WHERE case_id = ANY($1)', [
      [elsewhere!.caseId, helped!.caseId],
    ])
    await subgraph.database.ask('DELETE FROM "case"."case" WHERE id = ANY($1)', [
      [elsewhere!.caseId, helped!.caseId],
    ])
  })

  it('takes as many queries for a hundred cases as for one', async () => {
    const count = async (first: number) => (await subgraph.queries.during(() => ask({ first }))).length
    expect(await count(1)).toBe(await count(25))
    expect(await count(25)).toBe(4)
  })

  it('is kept under names by its officer, and shown to nobody else', async () => {
    const save = `mutation($name: String!, $filter: CaseFilter!) {
      saveView(name: $name, filter: $filter, order: DUE_FIRST) { id name filter order } }`
    const filter = { overdue: true, states: ['VERIFYING'] }
    const saved = await subgraph.ask({ query: save, variables: { name: ' 逾期 ', filter }, viewer: city })
    const { id } = (saved.data as { saveView: { id: string } }).saveView
    await subgraph.ask({ query: save, variables: { name: '逾期', filter: { mine: true } }, viewer: city })
    const views = async (viewer: Viewer): Promise<unknown> => {
      const { data } = await subgraph.ask({ query: '{ caseViews { id name filter order } }', viewer })
      return (data as { caseViews: unknown }).caseViews
    }
    expect(await views(city)).toEqual([{ id, name: '逾期', filter: '{"mine":true}', order: 'DUE_FIRST' }])
    const other = { ...city, subject: randomUUID() }
    expect(await views(other)).toEqual([])
    const remove = async (viewer: Viewer) =>
      (await subgraph.ask({ query: 'mutation($id: ID!) { removeView(id: $id) }', variables: { id }, viewer }))
        .data
    expect(await remove(other)).toEqual({ removeView: false })
    expect(await remove(city)).toEqual({ removeView: true })
    const wrong = await subgraph.ask({ query: save, variables: { name: ' ', filter }, viewer: city })
    expect(wrong.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', inputPath: 'name' })
  })
})
