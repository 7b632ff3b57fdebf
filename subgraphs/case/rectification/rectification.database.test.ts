import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { plantCaseTree } from '../../../test/support/case-tree.js'
import { verifier } from '../../../test/support/concluded-case.js'
import { placeCases } from '../../../test/support/placed-cases.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'

const order = '立即打通第三车间安全出口。'
const fields = 'rectifications { id order dueOn finding confirmedAt }'

type Row = { id: string; finding: string | null }

describe('rectification', () => {
  let subgraph: CaseSubgraph
  beforeAll(async () => {
    subgraph = await openCaseSubgraph(() => new Date('2026-03-10T10:00:00+08:00'))
    await plantCaseTree(subgraph.database)
  })
  afterAll(() => subgraph.close())

  const take = async (call: string, id: string) => {
    const query = `mutation($id: ID!) { step: ${call} { ${fields} } }`
    const { data, errors } = await subgraph.ask({ query, variables: { id }, viewer: verifier })
    return errors[0]?.extensions ?? (data as { step: { rectifications: Row[] } }).step.rectifications
  }
  const orderIt = (id: string, dueOn = '2026-03-31', what = order) =>
    take(`orderRectification(caseId: $id, order: "${what}", dueOn: "${dueOn}")`, id)
  const confirm = (id: string, of: string, finding = '经复查，已打通。') =>
    take(`confirmRectification(caseId: $id, rectificationId: "${of}", finding: "${finding}")`, id)
  const placed = async () => (await placeCases(subgraph.database, [{ state: 'VERIFYING' }]))[0]!.caseId

  it('is ordered until a day, in sealed words, and confirmed by who looked again', async () => {
    const id = await placed()
    const [ordered] = (await orderIt(id)) as Row[]
    expect(ordered).toMatchObject({ order, dueOn: '2026-03-31', finding: null, confirmedAt: null })
    const [due] = await subgraph.database.ask(
      `SELECT kind, given, to_char(due_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS day
       FROM "case".deadline WHERE case_id = $1`,
      [id],
    )
    expect(due).toEqual({ kind: 'RECTIFICATION', given: true, day: '2026-03-31' })
    expect(await tablesThatHold(subgraph.database, order)).toEqual([])
    const [confirmed] = (await confirm(id, ordered!.id)) as Row[]
    expect(confirmed).toMatchObject({ finding: '经复查，已打通。', confirmedAt: expect.any(String) })
    expect(await confirm(id, ordered!.id)).toMatchObject({ code: 'CONFLICT' })
  })

  it('is refused for a day that is over and in words that cannot be read', async () => {
    const id = await placed()
    expect(await orderIt(id, '2026-03-09')).toMatchObject({ inputPath: 'dueOn' })
    expect(await orderIt(id, '2026-03-31', ' ')).toMatchObject({ inputPath: 'order' })
  })

  it('is listed for many cases in as many queries as for one', async () => {
    const ids = await Promise.all([1, 2, 3].map(async () => ({ id: await placed() })))
    for (const { id } of ids) await orderIt(id)
    const during = async (keys: { id: string }[]) => {
      const queries = await subgraph.queries.during(() => subgraph.entities('Case', keys, fields, verifier))
      return queries.filter((query) => !query.includes('audit_'))
    }
    expect(await during(ids)).toHaveLength((await during(ids.slice(0, 1))).length)
  })
})
