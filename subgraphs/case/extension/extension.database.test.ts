import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { at } from '../../../test/support/at.js'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { plantCaseTree } from '../../../test/support/case-tree.js'
import { staffOf } from '../../../test/support/staff.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'

const officer = staffOf('410102', 'CASE_OFFICER')
const city = staffOf('410100', 'LEADER')
const reason = '现场需等待第三方检测机构出具报告。'

describe('an extension', () => {
  let now = new Date('2026-03-02T02:00:00Z')
  let subgraph: CaseSubgraph
  beforeAll(async () => {
    subgraph = await openCaseSubgraph(() => now)
    await plantCaseTree(subgraph.database)
  })
  afterAll(() => subgraph.close())

  const ask = async (viewer: Viewer, query: string, variables: Record<string, unknown>) => {
    const { data, errors } = await subgraph.ask({ query, variables, viewer })
    const { code, inputPath } = { code: 'OK', inputPath: undefined, ...errors[0]?.extensions }
    return { data, outcome: [code, inputPath].filter(Boolean).join(' ') }
  }
  const accepted = async () => {
    const caseId = await subgraph.openCase()
    await subgraph.accept(staffOf('410102', 'INTAKE_OFFICER'), caseId)
    return caseId
  }
  const request = (caseId: string, days = 30, viewer: Viewer = officer) =>
    ask(viewer, requesting, { caseId, days, reason })
  const decide = (viewer: Viewer, caseId: string, approved = true) =>
    ask(viewer, deciding, { caseId, approved, reason: '情况复杂，同意。' })
  const dueOn = async (caseId: string) => {
    const { data } = await ask(
      officer,
      'query($caseId: ID!) { case(id: $caseId) { deadlines { kind dueAt } } }',
      { caseId },
    )
    const all = at(data, 'case.deadlines') as { kind: string; dueAt: string }[]
    return all.find(({ kind }) => kind === 'VERIFICATION')?.dueAt
  }

  it('granted by the next level moves the end of the term, once, and the reporter is told', async () => {
    const caseId = await accepted()
    expect(await dueOn(caseId)).toBe('2026-05-01T15:59:59.999Z')
    expect((await request(caseId)).outcome).toBe('OK')
    expect((await request(caseId)).outcome).toBe('CONFLICT caseId')
    expect((await decide(city, caseId)).data).toMatchObject({ decideExtension: { extended: true } })
    expect(await dueOn(caseId)).toBe('2026-05-31T15:59:59.999Z')
    expect((await request(caseId)).outcome).toBe('CONFLICT caseId')
    const told = (await subgraph.eventsAbout(caseId)).at(-1)
    expect(told).toMatchObject({ name: 'DeadlineExtended', payload: { days: 30, progress: 'EXTENDED' } })
    const { data } = await ask(officer, extensionsOf, { caseId })
    expect(at(data, 'case.extensions')).toEqual([
      { days: 30, reason, approved: true, answer: '情况复杂，同意。', decidedBy: city.subject },
    ])
    expect(await tablesThatHold(subgraph.database, reason)).toEqual([])
  })

  it('is not granted by the same level, nor by one two levels up, nor by who asked', async () => {
    const caseId = await accepted()
    const both: Viewer = { ...officer, roles: ['CASE_OFFICER', 'LEADER'] }
    await request(caseId, 30, both)
    for (const viewer of [both, staffOf('410102', 'LEADER'), staffOf('410000', 'LEADER')])
      expect((await decide(viewer, caseId)).outcome).toBe('FORBIDDEN')
    expect((await decide(staffOf('410300', 'LEADER'), caseId)).outcome).toBe('NOT_FOUND caseId')
    expect((await decide(city, caseId)).outcome).toBe('OK')
  })

  it('declined leaves the term as it is, and may be asked for again', async () => {
    const caseId = await accepted()
    await request(caseId, 10)
    expect((await decide(city, caseId, false)).data).toMatchObject({ decideExtension: { extended: false } })
    expect(await dueOn(caseId)).toBe('2026-05-01T15:59:59.999Z')
    expect((await subgraph.eventsAbout(caseId)).map(({ name }) => name)).toEqual([
      'CaseOpened',
      'CaseAccepted',
    ])
    expect((await request(caseId, 10)).outcome).toBe('OK')
  })

  it.each([0, -1, 31])('of %s days is refused', async (days) => {
    expect((await request(await accepted(), days)).outcome).toBe('BAD_USER_INPUT days')
  })

  it('of a term that is nearly over counts from its end, not from the decision', async () => {
    const caseId = await accepted()
    now = new Date('2026-04-30T02:00:00Z')
    await request(caseId, 5)
    await decide(city, caseId)
    expect(await dueOn(caseId)).toBe('2026-05-06T15:59:59.999Z')
    now = new Date('2026-03-02T02:00:00Z')
  })
})

const requesting = `mutation($caseId: ID!, $days: Int!, $reason: String!) {
  requestExtension(caseId: $caseId, days: $days, reason: $reason) { extended }
}`
const deciding = `mutation($caseId: ID!, $approved: Boolean!, $reason: String!) {
  decideExtension(caseId: $caseId, approved: $approved, reason: $reason) { extended }
}`
const extensionsOf = `query($caseId: ID!) {
  case(id: $caseId) { extensions { days reason approved answer decidedBy } }
}`
