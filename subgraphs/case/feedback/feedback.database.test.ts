import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { plantCaseTree } from '../../../test/support/case-tree.js'
import {
  concludedCase,
  fourParts,
  sendFeedback,
  verifier,
  type ConcludedCase,
} from '../../../test/support/concluded-case.js'
import { appendEvents } from '../../../test/support/events.js'
import { placeCases } from '../../../test/support/placed-cases.js'
import { readAnswer } from '../../../test/support/report-answers.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'
import { sweepDeadlines } from '../deadlines/sweep.js'
import { CaseReport } from '../loop/case-report.entity.js'

const fields = 'state sentAt servedAt servedBy objectUntil conclusion findings decision rewardable'
const hidden = { conclusion: null, findings: null, decision: null, rewardable: null }

describe('feedback', () => {
  let subgraph: CaseSubgraph
  let nowMs = 0
  const setClock = (moment: string) => {
    nowMs = Date.parse(moment)
  }
  beforeAll(async () => {
    setClock('2026-03-10T10:00:00+08:00')
    subgraph = await openCaseSubgraph(() => new Date((nowMs += 1_000)))
    await plantCaseTree(subgraph.database)
  })
  afterAll(() => subgraph.close())

  const send = (id: string, change: object = {}, reportId: string | null = null) =>
    subgraph.ask({
      query: sendFeedback,
      variables: { id, reportId, input: { ...fourParts, ...change } },
      viewer: verifier,
    })
  const read = async (viewer: Viewer) => {
    const { data, errors } = await subgraph.ask({ query: `mutation { readFeedback { ${fields} } }`, viewer })
    return errors[0]?.extensions ?? (data as { readFeedback: object[] }).readFeedback
  }
  const shown = async (reportId: string, viewer: Viewer, isOwn = false) =>
    (await readAnswer(subgraph, `feedback { ${fields} }`, { reportId, viewer, isOwn }))[
      'feedback'
    ] as object[]
  const withoutAFault = async (answer: ReturnType<typeof send>) => expect((await answer).errors).toEqual([])
  const sweep = () => sweepDeadlines({ orm: subgraph.orm, clock: subgraph.services.clock })

  it('reaches each reporter of a merged case, who alone opens it', async () => {
    const { caseId, reporters } = await concludedCase(subgraph, { reporters: 3 })
    await withoutAFault(send(caseId))
    const [one, two, three] = reporters as [(typeof reporters)[0], Viewer, Viewer]
    expect(await shown(one.reportId, one)).toMatchObject([{ state: 'SENT', servedAt: null, ...hidden }])
    expect(await read(one)).toMatchObject([{ state: 'SERVED', servedBy: 'READ', ...fourParts }])
    expect(await shown(one.reportId, one)).toMatchObject([fourParts])
    expect(await shown(one.reportId, two)).toEqual([])
    expect(await shown(one.reportId, { kind: 'CITIZEN', citizenId: randomUUID() })).toEqual([])
    expect(await shown(one.reportId, { kind: 'CITIZEN', citizenId: randomUUID() }, true)).toMatchObject([
      fourParts,
    ])
    expect(await read({ kind: 'REPORTER', reportId: randomUUID() })).toMatchObject({ code: 'NOT_FOUND' })
    for (const viewer of [two, three]) expect(await read(viewer)).toMatchObject([fourParts])
    const told = (await subgraph.eventsAbout(caseId)).filter(({ name }) => name.startsWith('Feedback'))
    expect(told.map(({ name }) => name)).toEqual([
      ...Array<string>(3).fill('FeedbackSent'),
      ...Array<string>(3).fill('FeedbackServed'),
    ])
    expect(new Set(told.slice(0, 3).map(({ payload }) => payload['reportId'])).size).toBe(3)
    expect(told[0]?.payload).toMatchObject({ progress: 'FEEDBACK_GIVEN' })
  })

  it('is sealed, shown to staff within reach, and their look is recorded', async () => {
    const { caseId, reporters } = await concludedCase(subgraph)
    await send(caseId)
    const reportId = reporters[0]!.reportId
    expect(await shown(reportId, staffOf('410100', 'LEADER'))).toMatchObject([
      { state: 'SENT', ...fourParts },
    ])
    for (const role of ['PUBLICITY_STAFF', 'SYSTEM_ADMIN', 'DASHBOARD'] as const)
      expect(await shown(reportId, staffOf('410102', role))).toEqual([])
    expect(await shown(reportId, staffOf('410300', 'CASE_OFFICER'))).toEqual([])
    expect(await tablesThatHold(subgraph.database, fourParts.findings)).toEqual([])
    const looks = await subgraph.database.ask(
      `SELECT actor ->> 'subject' AS subject FROM "case".audit_entry JOIN "case".audit_link ON entry_id = id
       WHERE action = 'CASE_TEXT_READ' AND thing_id = $1`,
      [caseId],
    )
    expect(looks).toEqual([{ subject: 'LEADER of 410100' }])
  })

  it('goes to one reporter where one is named, and to the others later', async () => {
    const { caseId, reporters } = await concludedCase(subgraph, { reporters: 2 })
    const [one, two] = reporters
    await withoutAFault(send(caseId, {}, one!.reportId))
    expect(await shown(two!.reportId, two!)).toEqual([])
    expect(await shown(two!.reportId, verifier)).toMatchObject([{ state: 'DUE', sentAt: null }])
    await withoutAFault(send(caseId))
    expect(await shown(two!.reportId, two!)).toMatchObject([{ state: 'SENT' }])
    expect((await send(caseId)).errors[0]?.extensions.code).toBe('CONFLICT')
  })

  it('gives the conclusion of the case, in words that can be read', async () => {
    const { caseId } = await concludedCase(subgraph)
    const pathOf = async (change: object) => (await send(caseId, change)).errors[0]?.extensions['inputPath']
    expect(await pathOf({ conclusion: 'UNSUBSTANTIATED' })).toBe('input.conclusion')
    expect(await pathOf({ findings: ' ' })).toBe('input.findings')
    expect(await pathOf({ decision: '字'.repeat(2_001) })).toBe('input.decision')
  })

  it('that stays unread counts as served after its days, with the time to object from then', async () => {
    setClock('2026-03-10T10:00:00+08:00')
    const { caseId, reporters } = await concludedCase(subgraph)
    const { reportId } = reporters[0]!
    await send(caseId)
    setClock('2026-03-25T23:00:00+08:00')
    await sweep()
    expect(await shown(reportId, reporters[0]!)).toMatchObject([{ state: 'SENT' }])
    setClock('2026-03-26T00:00:00+08:00')
    await sweep()
    expect(await shown(reportId, reporters[0]!)).toMatchObject([
      { state: 'SERVED', servedBy: 'DEEMED', objectUntil: '2026-04-07T15:59:59.999Z', ...fourParts },
    ])
    expect(await read(reporters[0]!)).toMatchObject({ code: 'CONFLICT' })
  })

  it('of a refusal is read like any other', async () => {
    const [placed] = await placeCases(subgraph.database, [
      { state: 'REFUSED', outcome: 'REFUSED', proceedings: [{ machine: 'FEEDBACK', state: 'SENT' }] },
    ])
    const { reportId } = placed!
    expect(await read({ kind: 'REPORTER', reportId })).toMatchObject([
      { state: 'SERVED', servedBy: 'READ', ...hidden },
    ])
  })

  it('is not due to who withdrew, before or after the conclusion', async () => {
    const { caseId, reporters }: ConcludedCase = await concludedCase(subgraph, { reporters: 2 })
    const { reportId } = reporters[1]!
    const payload = { reportId, withdrawnAt: '2026-03-11T08:00:00.000Z' }
    await appendEvents(subgraph.database, { id: randomUUID(), name: 'ReportWithdrawn', payload })
    await soon(async () =>
      expect(await shown(reportId, verifier)).toMatchObject([{ state: 'DROPPED', servedAt: null }]),
    )
    await withoutAFault(send(caseId))
    expect(await shown(reportId, reporters[1]!)).toEqual([])
    expect(await read(reporters[1]!)).toMatchObject({ code: 'CONFLICT' })
    expect(await read(reporters[0]!)).toMatchObject([fourParts])
    expect((await subgraph.orm.em.fork().findOneOrFail(CaseReport, { reportId })).withdrawnAt).not.toBeNull()
  })

  it('is listed for many reports in as many queries as for one', async () => {
    const cases = await Promise.all([1, 2, 3, 4].map(() => concludedCase(subgraph)))
    for (const { caseId } of cases) await send(caseId)
    const keys = cases.map(({ reporters }) => ({ id: reporters[0]!.reportId, isOwn: false as never }))
    const during = async (some: typeof keys) => {
      const queries = await subgraph.queries.during(() =>
        subgraph.entities('Report', some, `feedback { ${fields} }`, verifier),
      )
      return queries.filter((query) => !query.includes('audit_'))
    }
    expect(await during(keys)).toHaveLength((await during(keys.slice(0, 1))).length)
  })
})
