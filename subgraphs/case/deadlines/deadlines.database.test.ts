import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { plantCaseTree } from '../../../test/support/case-tree.js'
import { placeCases, type PlacedCase } from '../../../test/support/placed-cases.js'
import { staffOf } from '../../../test/support/staff.js'
import { takeStep, takeSystemStep, type StepResult } from '../loop/take-step.js'
import type { Verb } from '../loop/table/state-table.js'
import { keepYear, reckonAnew } from './calendar.service.js'
import { sweepDeadlines } from './sweep.js'

const officer = staffOf('410102', 'CASE_OFFICER')
const intake = staffOf('410102', 'INTAKE_OFFICER')

describe('deadlines', () => {
  let subgraph: CaseSubgraph
  let now = new Date()
  const clock = () => now
  const setClock = (moment: string) => {
    now = new Date(moment)
  }
  beforeAll(async () => {
    subgraph = await openCaseSubgraph(clock)
    await plantCaseTree(subgraph.database)
  })
  beforeEach(async () => {
    await subgraph.database.ask('DELETE FROM "case".deadline')
  })
  afterAll(() => subgraph.close())

  const place = async (one: PlacedCase) => (await placeCases(subgraph.database, [one]))[0]!
  const desk = (viewer = officer) => ({ em: subgraph.orm.em.fork(), viewer, clock })
  const accept = (caseId: string) =>
    takeStep(desk(intake), { verb: 'acceptReport', caseId }, () => ({
      facts: { acceptedAt: clock().toISOString() },
    }))
  const sweep = () => sweepDeadlines({ orm: subgraph.orm, clock })
  type Row = { kind: string; due: string; [name: string]: unknown }
  const deadlinesOf = (caseId: string) =>
    subgraph.database.ask<Row>(
      `SELECT kind, to_char(due_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS due, provisional,
         reminded_at IS NOT NULL AS reminded, escalated_at IS NOT NULL AS escalated, met_at IS NOT NULL AS met,
         cancelled_at IS NOT NULL AS cancelled, lapsed_at IS NOT NULL AS lapsed
       FROM "case".deadline WHERE case_id = $1 ORDER BY due_at`,
      [caseId],
    )

  it('begin with the report: five working days to decide, met by the decision', async () => {
    const caseId = await subgraph.openCase()
    expect(await deadlinesOf(caseId)).toMatchObject([
      { kind: 'ACCEPTANCE', due: '2026-03-06 23:59', met: false },
    ])
    setClock('2026-03-02T10:00:00+08:00')
    await takeStep(desk(staffOf('410102', 'INTAKE_OFFICER')), { verb: 'acceptReport', caseId }, () => ({
      facts: { acceptedAt: clock().toISOString() },
    }))
    expect(await deadlinesOf(caseId)).toMatchObject([
      { kind: 'ACCEPTANCE', met: true },
      { kind: 'VERIFICATION', due: '2026-05-01 23:59', met: false },
    ])
  })

  it('over National Day stand still in working days and run on in natural ones', async () => {
    setClock('2026-09-29T23:30:00+08:00')
    const { caseId } = await place({ state: 'MERGED' })
    await takeStep(desk(intake), { verb: 'unmergeCase', caseId }, () => ({
      decision: 'TO_SCREENING',
      facts: { fromCaseId: caseId },
    }))
    expect(await deadlinesOf(caseId)).toMatchObject([{ kind: 'ACCEPTANCE', due: '2026-10-12 23:59' }])
    await accept(caseId)
    expect((await deadlinesOf(caseId))[1]).toMatchObject({ kind: 'VERIFICATION', due: '2026-11-28 23:59' })
  })

  it('are reckoned by the rule of the nearest division in force on the day', async () => {
    await subgraph.database.ask(
      `INSERT INTO "case".deadline_rule (kind, region_code, effective_from, days, unit, rolls_over, remind_days_before,
         legal_reference, confirmed) VALUES
       ('VERIFICATION', '410000', '2026-01-01', 45, 'NATURAL', false, 10, '省规定', true),
       ('VERIFICATION', '410000', '2026-07-01', 30, 'NATURAL', false, 10, '省新规定', true),
       ('VERIFICATION', '410100', '2027-01-01', 20, 'NATURAL', false, 10, '市规定', true)`,
    )
    const dueOf = async (moment: string) => {
      setClock(moment)
      const { caseId } = await place({ state: 'SCREENING' })
      await accept(caseId)
      return (await deadlinesOf(caseId))[0]?.due
    }
    expect(await dueOf('2026-06-30T12:00:00+08:00')).toBe('2026-08-14 23:59')
    expect(await dueOf('2026-07-01T00:00:00+08:00')).toBe('2026-07-31 23:59')
    expect(await dueOf('2027-01-01T00:00:00+08:00')).toBe('2027-01-21 23:59')
    await subgraph.database.ask(`DELETE FROM "case".deadline; `)
    await subgraph.database.ask(`DELETE FROM "case".deadline_rule WHERE region_code <> '000000'`)
  })

  it('beyond the published calendar are provisional, and reckoned anew when it comes', async () => {
    setClock('2026-12-30T09:00:00+08:00')
    const { caseId } = await place({ state: 'MERGED' })
    await takeStep(desk(intake), { verb: 'unmergeCase', caseId }, () => ({
      decision: 'TO_SCREENING',
      facts: { fromCaseId: caseId },
    }))
    expect(await deadlinesOf(caseId)).toMatchObject([{ due: '2027-01-06 23:59', provisional: true }])
    const year = { year: 2027, holidays: new Set(['2027-01-01']), workdays: new Set(['2027-01-03']) }
    const em = subgraph.orm.em.fork()
    await em.transactional(async (inner) => {
      await keepYear(inner, year, '国办发明电〔2026〕1号', clock())
      expect(await reckonAnew(inner)).toBe(0)
    })
    expect(await deadlinesOf(caseId)).toMatchObject([{ due: '2027-01-06 23:59', provisional: false }])
    await subgraph.database.ask('UPDATE "case".deadline SET provisional = true')
    const more = { ...year, workdays: new Set<string>() }
    await subgraph.orm.em.fork().transactional(async (inner) => {
      await keepYear(inner, more, '国办发明电〔2026〕2号', clock())
      expect(await reckonAnew(inner)).toBe(1)
    })
    expect(await deadlinesOf(caseId)).toMatchObject([{ due: '2027-01-07 23:59', provisional: false }])
    await subgraph.database.ask('DELETE FROM "case".calendar_year WHERE year = 2027')
  })

  it('are told with the step that meets them, in time or late, and once when they are missed', async () => {
    const idOf = async (caseId: string) =>
      (
        await subgraph.database.ask<{ id: string }>('SELECT id FROM "case".deadline WHERE case_id = $1', [
          caseId,
        ])
      )[0]?.id
    const caseId = await subgraph.openCase()
    const deadlineId = await idOf(caseId)
    setClock('2026-03-02T10:00:00+08:00')
    await accept(caseId)
    const late = await subgraph.openCase()
    const missed = { deadlineId: await idOf(late), kind: 'ACCEPTANCE' }
    setClock('2026-03-07T00:00:00+08:00')
    await Promise.all([sweep(), sweep()])
    await sweep()
    await accept(late)
    const told = async (id: string) =>
      (await subgraph.eventsAbout(id)).map(({ name, payload }) => ({ name, met: payload['deadlinesMet'] }))
    expect(await told(caseId)).toEqual([
      { name: 'CaseOpened' },
      { name: 'CaseAccepted', met: [{ deadlineId, kind: 'ACCEPTANCE', inTime: true }] },
    ])
    expect(await told(late)).toEqual([
      { name: 'CaseOpened' },
      { name: 'DeadlineMissed' },
      { name: 'CaseAccepted', met: [{ ...missed, inTime: false }] },
    ])
    expect((await subgraph.eventsAbout(late))[1]?.payload).toMatchObject({ ...missed, regionCode: '410102' })
  })

  it('are reminded of once before and told once after, however many sweep', async () => {
    setClock('2026-03-02T10:00:00+08:00')
    const { caseId } = await place({ state: 'SCREENING' })
    await accept(caseId)
    setClock('2026-04-21T08:59:00+08:00')
    await sweep()
    expect(await deadlinesOf(caseId)).toMatchObject([{ reminded: false }])
    setClock('2026-04-21T09:00:00+08:00')
    await Promise.all([sweep(), sweep(), sweep()])
    expect(await deadlinesOf(caseId)).toMatchObject([{ reminded: true, escalated: false }])
    setClock('2026-05-02T00:00:00+08:00')
    await Promise.all([sweep(), sweep(), sweep()])
    const told = await subgraph.database.ask('SELECT escalated_at FROM "case".deadline')
    expect(told).not.toEqual([{ escalated_at: null }])
    setClock('2026-05-03T00:00:00+08:00')
    await sweep()
    expect(await subgraph.database.ask('SELECT escalated_at FROM "case".deadline')).toEqual(told)
  })

  it('that are met or cancelled are not told of', async () => {
    setClock('2026-03-02T10:00:00+08:00')
    const { caseId } = await place({ state: 'MERGED' })
    await takeStep(desk(intake), { verb: 'unmergeCase', caseId }, () => ({
      decision: 'TO_SCREENING',
      facts: { fromCaseId: caseId },
    }))
    await takeSystemStep({ em: subgraph.orm.em.fork(), clock }, { verb: 'withdrawCase', caseId }, () => ({}))
    setClock('2027-03-02T10:00:00+08:00')
    await sweep()
    expect(await deadlinesOf(caseId)).toMatchObject([{ cancelled: true, reminded: false, escalated: false }])
  })

  it('of a day that was set are moved to it, and told anew', async () => {
    setClock('2026-03-02T10:00:00+08:00')
    const { caseId } = await place({
      state: 'VERIFYING',
      proceedings: [{ machine: 'EXTENSION', state: 'REQUESTED' }],
    })
    const leader = staffOf('410100', 'LEADER')
    await takeStep(desk(leader), { verb: 'decideExtension', caseId }, () => ({
      decision: 'APPROVED',
      facts: { days: 30 },
      dueOn: { VERIFICATION: '2026-06-30' },
    }))
    expect(await deadlinesOf(caseId)).toMatchObject([{ kind: 'VERIFICATION', due: '2026-06-30 23:59' }])
  })

  it('of reporters end by themselves: unread feedback is served, then the time to object is over', async () => {
    setClock('2026-09-10T10:00:00+08:00')
    const { caseId } = await place({
      state: 'CONCLUDED',
      proceedings: [{ machine: 'FEEDBACK', state: 'DUE' }],
    })
    const send: StepResult<'sendFeedback'> = {}
    await takeStep(desk(), { verb: 'sendFeedback', caseId }, () => send)
    expect(await deadlinesOf(caseId)).toMatchObject([{ kind: 'FEEDBACK_SERVICE', due: '2026-09-25 23:59' }])
    setClock('2026-09-26T00:00:30+08:00')
    await Promise.all([sweep(), sweep()])
    expect(
      await subgraph.database.ask('SELECT state FROM "case".proceeding WHERE case_id = $1', [caseId]),
    ).toEqual([{ state: 'SERVED' }])
    expect((await subgraph.eventsAbout(caseId)).map(({ name, payload }) => [name, payload['how']])).toEqual([
      ['FeedbackSent', undefined],
      ['FeedbackServed', 'DEEMED'],
    ])
    // Ten days from the 26th end on the 6th, within the holidays: 民法典 第二百零三条.
    expect((await deadlinesOf(caseId))[1]).toMatchObject({ kind: 'OBJECTION', due: '2026-10-08 23:59' })
    setClock('2026-10-09T00:00:00+08:00')
    await sweep()
    expect((await deadlinesOf(caseId))[1]).toMatchObject({ lapsed: true, escalated: false })
  })

  it('are shown with their case, and listed by urgency within reach', async () => {
    setClock('2026-03-02T10:00:00+08:00')
    const { caseId } = await place({ state: 'SCREENING' })
    const { caseId: elsewhere } = await place({
      state: 'SCREENING',
      path: ['000000', '410000', '410300', '410302'],
    })
    for (const id of [caseId, elsewhere])
      await takeStep(desk(staffOf('410000', 'INTAKE_OFFICER')), { verb: 'acceptReport', caseId: id }, () => ({
        facts: { acceptedAt: clock().toISOString() },
      }))
    const due = async (seat: string, withinDays: number) => {
      const { data } = await subgraph.ask({
        query: `query($days: Int!) { deadlinesDue(withinDays: $days) { nodes { kind label state dueAt days legalReference
          provisional case { id deadlines { kind } } } } }`,
        variables: { days: withinDays },
        viewer: staffOf(seat, 'LEADER'),
      })
      return (data as { deadlinesDue: { nodes: { case: { id: string } }[] } }).deadlinesDue.nodes
    }
    expect(await due('410100', 59)).toEqual([])
    expect(await due('410100', 60)).toEqual([
      {
        kind: 'VERIFICATION',
        label: '核查办结',
        state: 'RUNNING',
        dueAt: '2026-05-01T15:59:59.999Z',
        days: 60,
        legalReference: '安监总财〔2018〕19号；安监总财〔2012〕63号第十条',
        provisional: false,
        case: { id: caseId, deadlines: [{ kind: 'VERIFICATION' }] },
      },
    ])
    expect(await due('410000', 60)).toHaveLength(2)
    expect(await due('410300', 60)).toMatchObject([{ case: { id: elsewhere } }])
    setClock('2026-06-01T10:00:00+08:00')
    expect(await due('410100', 0)).toMatchObject([{ state: 'OVERDUE' }])
  })

  const kindsOf: [Verb, PlacedCase, StepResult<Verb>, string[]][] = [
    [
      'concludeVerification',
      { state: 'VERIFYING' },
      {
        decision: 'SUBSTANTIATED',
        facts: { conclusion: 'SUBSTANTIATED', accidentLevel: null, deaths: 0 },
      } as never,
      ['FEEDBACK', 'REWARD_DECISION'],
    ],
    [
      'superviseCase',
      { state: 'VERIFYING', authorityOf: '410102' },
      {
        facts: {
          orderId: '7b0c4a0e-6c70-4a44-9df6-2f1a2f1f9a11',
          byAuthorityId: '7b0c4a0e-6c70-4a44-9df6-2f1a2f1f9a11',
        },
        dueOn: { SUPERVISION: '2026-04-01' },
      } as never,
      ['SUPERVISION'],
    ],
  ]
  it.each(kindsOf)('%s begins what the table says', async (verb, from, result, kinds) => {
    setClock('2026-03-02T10:00:00+08:00')
    const { caseId } = await place(from)
    const viewer = verb === 'superviseCase' ? staffOf('410000', 'SUPERVISOR') : officer
    await takeStep(desk(viewer), { verb, caseId }, () => result)
    expect((await deadlinesOf(caseId)).map(({ kind }) => kind)).toEqual(kinds)
  })
})
