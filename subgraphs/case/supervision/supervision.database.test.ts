import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { plantCaseTree } from '../../../test/support/case-tree.js'
import { placeCases } from '../../../test/support/placed-cases.js'
import { staffOf } from '../../../test/support/staff.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'

const city = staffOf('410100', 'SUPERVISOR')
const province = staffOf('410000', 'SUPERVISOR')
const county = staffOf('410102', 'CASE_OFFICER')
const items = ['查清第三车间安全出口被封堵的责任人。', '十日内完成整改并报送照片。']

type Order = {
  id: string
  state: string
  items: { id: string; text: string; replies: { text: string }[] }[]
  urges: { text: string | null }[]
  releaseReason: string | null
}

describe('supervision', () => {
  let subgraph: CaseSubgraph
  let nowMs = Date.parse('2026-03-10T10:00:00+08:00')
  beforeAll(async () => {
    subgraph = await openCaseSubgraph(() => new Date((nowMs += 1_000)))
    await plantCaseTree(subgraph.database)
  })
  afterAll(() => subgraph.close())

  const placed = async () => (await placeCases(subgraph.database, [{ state: 'VERIFYING' }]))[0]!.caseId
  const mutate = async (call: string, declared: string, variables: object, viewer: Viewer) => {
    const query = `mutation(${declared}) { ${call} { id supervised } }`
    const { data, errors } = await subgraph.ask({ query, variables: { ...variables }, viewer })
    return errors[0]?.extensions ?? Object.values(data as Record<string, unknown>)[0]
  }
  const supervise = (id: string, viewer: Viewer = city, dueOn = '2026-03-20', what = items) =>
    mutate(
      'superviseCase(caseId: $id, items: $what, dueOn: $dueOn)',
      '$id: ID!, $what: [String!]!, $dueOn: String!',
      { id, what, dueOn },
      viewer,
    )
  const urge = (id: string, order: string, text: string | null, viewer: Viewer = city) =>
    mutate(
      'urgeSupervision(caseId: $id, orderId: $order, text: $text)',
      '$id: ID!, $order: ID!, $text: String',
      { id, order, text },
      viewer,
    )
  const reply = (id: string, order: string, replies: { itemId: string; text: string }[]) =>
    mutate(
      'replyToSupervision(caseId: $id, orderId: $order, replies: $replies)',
      '$id: ID!, $order: ID!, $replies: [SupervisionReplyInput!]!',
      { id, order, replies },
      county,
    )
  const release = (id: string, order: string, viewer: Viewer) =>
    mutate(
      'releaseSupervision(caseId: $id, orderId: $order, reason: "已按要求办结。")',
      '$id: ID!, $order: ID!',
      { id, order },
      viewer,
    )
  const fields = `supervisions { id state authorityId dueOn items { id text replies { text } } urges { text }
    releaseReason }`
  const ordersOf = async (id: string, viewer: Viewer = county): Promise<Order[]> => {
    const query = `query($id: ID!) { case(id: $id) { ${fields} } }`
    const { data } = await subgraph.ask({ query, variables: { id }, viewer })
    return (data as { case: { supervisions: Order[] } }).case.supervisions
  }
  const answers = (order: Order, text = '已责令停产整改。') =>
    order.items.map(({ id: itemId }) => ({ itemId, text }))

  it('is ordered from above, urged, answered item by item and released from above', async () => {
    const id = await placed()
    expect(await supervise(id)).toEqual({ id, supervised: true })
    const [ordered] = await ordersOf(id)
    expect(ordered).toMatchObject({ state: 'ORDERED', dueOn: '2026-03-20', urges: [] })
    expect(ordered!.items.map(({ text }) => text)).toEqual(items)
    await urge(id, ordered!.id, null)
    await urge(id, ordered!.id, '请尽快回复。', province)
    await reply(id, ordered!.id, answers(ordered!))
    expect(await urge(id, ordered!.id, '第二项未说明，请补充。')).toMatchObject({ supervised: true })
    await reply(id, ordered!.id, answers(ordered!, '照片已报送。'))
    expect(await release(id, ordered!.id, city)).toEqual({ id, supervised: false })
    const [released] = await ordersOf(id)
    expect(released).toMatchObject({ state: 'RELEASED', releaseReason: '已按要求办结。' })
    expect(released!.urges.map(({ text }) => text)).toEqual([null, '请尽快回复。', '第二项未说明，请补充。'])
    expect(released!.items[1]!.replies.map(({ text }) => text)).toEqual(['已责令停产整改。', '照片已报送。'])
    for (const text of [...items, '照片已报送。'])
      expect(await tablesThatHold(subgraph.database, text)).toEqual([])
    const told = await subgraph.eventsAbout(id)
    expect(told.map(({ name, payload }) => [name, payload['orderId']])).toEqual([
      ['SupervisionOrdered', ordered!.id],
      ['SupervisionReleased', ordered!.id],
    ])
  })

  it('is due on the day that was set, at the end of it', async () => {
    const id = await placed()
    await supervise(id)
    const [deadline] = await subgraph.database.ask(
      `SELECT kind, given, to_char(due_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS due
       FROM "case".deadline WHERE case_id = $1`,
      [id],
    )
    expect(deadline).toEqual({ kind: 'SUPERVISION', given: true, due: '2026-03-20 23:59' })
  })

  it('cannot be released by the office it is about, nor by one below who ordered it, nor without a reply', async () => {
    const id = await placed()
    await supervise(id, province)
    const [order] = await ordersOf(id)
    expect(await release(id, order!.id, province)).toMatchObject({ code: 'CONFLICT' })
    await reply(id, order!.id, answers(order!))
    expect(await release(id, order!.id, staffOf('410102', 'LEADER'))).toMatchObject({ code: 'FORBIDDEN' })
    expect(await release(id, order!.id, city)).toMatchObject({ code: 'FORBIDDEN' })
    expect(await release(id, order!.id, staffOf('410300', 'SUPERVISOR'))).toMatchObject({ code: 'NOT_FOUND' })
    expect(await release(id, order!.id, province)).toMatchObject({ supervised: false })
  })

  it('may be several at once: each is named, and the case stays supervised until the last', async () => {
    const id = await placed()
    await supervise(id)
    await supervise(id, province)
    const [first, second] = await ordersOf(id)
    await reply(id, first!.id, answers(first!))
    expect(await release(id, first!.id, city)).toMatchObject({ supervised: true })
    await reply(id, second!.id, answers(second!))
    expect(await release(id, second!.id, province)).toMatchObject({ supervised: false })
  })

  it('is refused without items, for a day that is over, in unreadable words and where an item is left out', async () => {
    const id = await placed()
    expect(await supervise(id, city, '2026-03-20', [])).toMatchObject({ inputPath: 'items' })
    expect(await supervise(id, city, '2026-03-20', Array<string>(21).fill('办理'))).toMatchObject({
      inputPath: 'items',
    })
    expect(await supervise(id, city, '2026-03-20', [items[0]!, ' '])).toMatchObject({ inputPath: 'items.1' })
    for (const dueOn of ['2026-03-09', '2026-02-30', 'soon'])
      expect(await supervise(id, city, dueOn)).toMatchObject({ inputPath: 'dueOn' })
    expect(await ordersOf(id)).toEqual([])
    await supervise(id)
    const [order] = await ordersOf(id)
    const [one, other] = answers(order!)
    for (const replies of [[], [one!], [one!, one!], [one!, { ...other!, itemId: id }]])
      expect(await reply(id, order!.id, replies)).toMatchObject({ inputPath: 'replies' })
  })

  it('is answered and released also where the case was refused meanwhile', async () => {
    const id = await placed()
    await supervise(id)
    await subgraph.database.ask(`UPDATE "case"."case" SET state = 'REFUSED' WHERE id = $1`, [id])
    const [order] = await ordersOf(id)
    await reply(id, order!.id, answers(order!))
    expect(await release(id, order!.id, city)).toMatchObject({ supervised: false })
  })

  it('is listed for many cases in as many queries as for one, and to staff within reach only', async () => {
    const cases = await placeCases(subgraph.database, Array(8).fill({ state: 'VERIFYING' }))
    for (const { caseId } of cases) await supervise(caseId)
    const ids = cases.map(({ caseId: id }) => ({ id }))
    const during = (keys: { id: string }[]) =>
      subgraph.queries.during(() => subgraph.entities('Case', keys, fields, county))
    const withoutLooks = (queries: string[]) => queries.filter((query) => !query.includes('audit_'))
    const one = withoutLooks(await during(ids.slice(0, 1)))
    expect(withoutLooks(await during(ids))).toHaveLength(one.length)
    const { data } = await subgraph.entities('Case', ids, fields, staffOf('410102', 'PUBLICITY_STAFF'))
    for (const entity of (data as { _entities: { supervisions: unknown[] }[] })._entities)
      expect(entity.supervisions).toEqual([])
  })
})
