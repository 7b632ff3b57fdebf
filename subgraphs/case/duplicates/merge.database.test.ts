import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { plantCaseTree } from '../../../test/support/case-tree.js'
import { appendEvents } from '../../../test/support/events.js'
import { placeCases, type Placed, type PlacedCase } from '../../../test/support/placed-cases.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'
import { authorityIdOf } from '../../region/authority/authority-id.js'

const officer = staffOf('410100', 'INTAKE_OFFICER')
const merge = `mutation($id: ID!, $into: ID!, $version: Int) {
  mergeCases(caseId: $id, intoCaseId: $into, reason: "同一煤矿同一事项，并案办理。", expectedVersion: $version) { state outcome }
}`
const unmerge =
  'mutation($id: ID!) { unmergeCase(caseId: $id, reason: "核实后不是同一事项。") { state outcome acceptedAt } }'
const day = 86_400_000

describe('merging', () => {
  let subgraph: CaseSubgraph
  let passed = 0
  beforeAll(async () => {
    subgraph = await openCaseSubgraph(() => new Date(Date.now() + passed))
    await plantCaseTree(subgraph.database)
  })
  afterAll(() => subgraph.close())

  const place = async (state: string, more: Partial<PlacedCase> = {}): Promise<Placed> =>
    (await placeCases(subgraph.database, [{ state, ...more }]))[0]!
  const run = (query: string, variables: object, viewer: Viewer = officer) =>
    subgraph.ask({ query, variables: { ...variables }, viewer })
  const mergeInto = (one: Placed, into: Placed, more: object = {}, viewer: Viewer = officer) =>
    run(merge, { id: one.caseId, into: into.caseId, ...more }, viewer)
  const merged = async (one: Placed, into: Placed) => expect((await mergeInto(one, into)).errors).toEqual([])
  const unmerged = async (one: Placed) => expect((await run(unmerge, { id: one.caseId })).errors).toEqual([])
  const accept = async (one: Placed) =>
    expect((await subgraph.accept(officer, one.caseId)).errors).toEqual([])
  const reportsOf = async ({ caseId }: Placed) => {
    const rows = await subgraph.database.ask<{ report_id: string }>(
      'SELECT report_id FROM "case".case_report WHERE case_id = $1',
      [caseId],
    )
    return rows.map(({ report_id: id }) => id).sort()
  }
  const idsOf = (...placed: Placed[]) => placed.map(({ reportId }) => reportId).sort()
  const stored = async ({ caseId }: Placed) =>
    (
      await subgraph.database.ask<Record<string, unknown>>(
        'SELECT state, outcome, merged_into, first_report_id, version FROM "case"."case" WHERE id = $1',
        [caseId],
      )
    )[0]!
  const withdraw = async ({ reportId }: Placed) => {
    const payload = { reportId, withdrawnAt: new Date().toISOString() }
    await appendEvents(subgraph.database, { id: randomUUID(), name: 'ReportWithdrawn', payload })
  }

  it('takes the later case’s reports into the earlier one, which they then follow', async () => {
    const [first, second] = [await place('SCREENING'), await place('SCREENING')]
    expect((await mergeInto(second, first)).data).toEqual({
      mergeCases: { state: 'MERGED', outcome: 'MERGED' },
    })
    expect([await reportsOf(first), await reportsOf(second)]).toEqual([idsOf(first, second), []])
    const { data } = await subgraph.entities('Report', [{ id: second.reportId }], 'case { id }', officer)
    expect(data).toEqual({ _entities: [{ case: { id: first.caseId } }] })
    expect(await subgraph.eventsAbout(second.caseId)).toMatchObject([
      {
        name: 'CaseMerged',
        payload: {
          intoCaseId: first.caseId,
          intoAuthorityId: authorityIdOf('410102'),
          reportIds: [second.reportId],
          progress: null,
        },
      },
    ])
    await accept(first)
    expect((await stored(first))['first_report_id']).toBe(first.reportId)
  })

  it('keeps the first accepted report, and shows the merged reporter where the other case stands', async () => {
    const [early, late] = [await place('SCREENING'), await place('ACCEPTED')]
    const refused = await mergeInto(late, early)
    expect(refused.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', inputPath: 'intoCaseId' })
    await merged(early, late)
    expect((await stored(late))['first_report_id']).toBe(late.reportId)
    expect(await subgraph.eventsAbout(early.caseId)).toMatchObject([{ payload: { progress: 'ACCEPTED' } }])
  })

  it('is undone to where it stood, even after the other was accepted, and stays in the history', async () => {
    const [first, second] = [await place('SCREENING'), await place('SCREENING')]
    await merged(second, first)
    await accept(first)
    expect((await run(unmerge, { id: second.caseId })).data).toEqual({
      unmergeCase: { state: 'SCREENING', outcome: null, acceptedAt: null },
    })
    expect([await reportsOf(first), await reportsOf(second)]).toEqual([idsOf(first), idsOf(second)])
    expect(await stored(first)).toMatchObject({ state: 'ACCEPTED', first_report_id: first.reportId })
    const about = await subgraph.eventsAbout(second.caseId)
    expect(about.at(-1)).toMatchObject({
      name: 'CaseUnmerged',
      payload: { fromCaseId: first.caseId, reportIds: [second.reportId], progress: 'SUBMITTED' },
    })
    const query = `query($id: ID!) {
      case(id: $id) { merges { reason unmergeReason mergedBy unmergedBy into { id } case { id } } history { step decision } }
    }`
    const { data } = await run(query, { id: first.caseId })
    expect(data).toEqual({
      case: {
        merges: [
          {
            reason: '同一煤矿同一事项，并案办理。',
            unmergeReason: '核实后不是同一事项。',
            mergedBy: officer.subject,
            unmergedBy: officer.subject,
            into: { id: first.caseId },
            case: { id: second.caseId },
          },
        ],
        history: [
          { step: 'mergeCases', decision: 'TOOK_IN' },
          { step: 'acceptReport', decision: null },
          { step: 'unmergeCase', decision: 'GAVE_BACK' },
        ],
      },
    })
    expect(await tablesThatHold(subgraph.database, '同一煤矿同一事项')).toEqual([])
  })

  it('of an accepted case is undone to accepted', async () => {
    const [first, second] = [await place('ACCEPTED'), await place('ACCEPTED')]
    await merged(second, first)
    await unmerged(second)
    expect(await stored(second)).toMatchObject({ state: 'ACCEPTED', first_report_id: second.reportId })
  })

  it('of what was merged takes all along, and each comes out for itself', async () => {
    const [a, b, c] = [await place('SCREENING'), await place('SCREENING'), await place('SCREENING')]
    await merged(c, b)
    await merged(b, a)
    expect(await reportsOf(a)).toEqual(idsOf(a, b, c))
    await unmerged(b)
    expect([await reportsOf(a), await reportsOf(b)]).toEqual([idsOf(a), idsOf(b, c)])
    await merged(b, a)
    await unmerged(c)
    expect([await reportsOf(a), await reportsOf(c)]).toEqual([idsOf(a, b), idsOf(c)])
    await unmerged(b)
    expect([await reportsOf(a), await reportsOf(b)]).toEqual([idsOf(a), idsOf(b)])
  })

  it('never goes in a circle, into itself, or into what was merged or has come out', async () => {
    const [a, b, c] = [await place('SCREENING'), await place('SCREENING'), await place('SCREENING')]
    await merged(b, a)
    const closed = await place('CONCLUDED')
    for (const [one, into] of [
      [a, b],
      [a, a],
      [c, b],
      [c, closed],
      [a, c],
    ] as const)
      expect((await mergeInto(one, into)).errors[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        inputPath: 'intoCaseId',
      })
    const both = await Promise.all([mergeInto(c, a), mergeInto(a, c)])
    expect(both.filter(({ errors }) => errors.length === 0)).toHaveLength(1)
  })

  it('is done by one of two officers, and the other is told', async () => {
    const [first, second] = [await place('SCREENING'), await place('SCREENING')]
    const answers = await Promise.all([
      mergeInto(second, first, { version: 1 }),
      mergeInto(second, first, { version: 1 }, staffOf('410102', 'INTAKE_OFFICER')),
    ])
    const codes = answers.map(({ errors }) => errors[0]?.extensions.code ?? 'OK').sort()
    expect(codes).toEqual(['CONFLICT', 'OK'])
    // The other case has moved as well.
    const acceptAt = 'mutation($id: ID!) { acceptReport(caseId: $id, expectedVersion: 1) { id } }'
    expect((await run(acceptAt, { id: first.caseId })).errors[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      inputPath: 'expectedVersion',
    })
  })

  it('does not reach beyond the officer, nor show an authority what is about it', async () => {
    const elsewhere = await place('SCREENING', { path: ['000000', '410000', '410300', '410302'] })
    const own = await place('SCREENING')
    const expected = { code: 'BAD_USER_INPUT', inputPath: 'intoCaseId' }
    expect((await mergeInto(own, elsewhere)).errors[0]?.extensions).toMatchObject(expected)
    expect((await mergeInto(own, { ...own, caseId: randomUUID() })).errors[0]?.extensions).toMatchObject(
      expected,
    )
    const about = await place('SCREENING')
    await subgraph.database.ask('UPDATE "case"."case" SET excluded_authority_ids = $2 WHERE id = $1', [
      about.caseId,
      `{${authorityIdOf('410102')}}`,
    ])
    expect((await mergeInto(about, own)).errors[0]?.extensions).toMatchObject(expected)
  })

  it('waits for what runs beside the case, and is not undone after a conclusion', async () => {
    const first = await place('SCREENING')
    const supervised = await place('SCREENING', {
      proceedings: [{ machine: 'SUPERVISION', state: 'ORDERED' }],
    })
    expect((await mergeInto(supervised, first)).errors[0]?.extensions.code).toBe('CONFLICT')
    const second = await place('SCREENING')
    await merged(second, first)
    await subgraph.database.ask(`UPDATE "case"."case" SET state = 'CONCLUDED' WHERE id = $1`, [first.caseId])
    expect((await run(unmerge, { id: second.caseId })).errors[0]?.extensions.code).toBe('CONFLICT')
  })

  it('lets a withdrawn report go, and the case goes on for the others', async () => {
    const [first, second] = [await place('SCREENING'), await place('SCREENING')]
    await merged(second, first)
    await withdraw(second)
    await soon(async () =>
      expect(await stored(second)).toMatchObject({ state: 'WITHDRAWN', merged_into: null }),
    )
    expect([await reportsOf(first), await reportsOf(second)]).toEqual([idsOf(first), idsOf(second)])
    expect(await stored(first)).toMatchObject({ state: 'SCREENING' })
    const third = await place('SCREENING')
    await merged(third, first)
    await withdraw(first)
    await soon(async () => {
      const [link] = await subgraph.database.ask(
        'SELECT FROM "case".case_report WHERE report_id = $1 AND withdrawn_at IS NOT NULL',
        [first.reportId],
      )
      expect(link).toBeDefined()
    })
    expect(await stored(first)).toMatchObject({ state: 'SCREENING' })
    await accept(first)
    expect((await stored(third))['state']).toBe('MERGED')
    await withdraw(third)
    await soon(async () => expect(await stored(third)).toMatchObject({ state: 'WITHDRAWN' }))
  })

  it('stops the clock of the later case, which goes on with the days that were left', async () => {
    const first = await subgraph.openCase()
    const second = await subgraph.openCase()
    const dueAt = async () => {
      const [row] = await subgraph.database.ask<{ due_at: Date }>(
        `SELECT due_at FROM "case".deadline WHERE case_id = $1 AND kind = 'ACCEPTANCE'
           AND met_at IS NULL AND cancelled_at IS NULL AND lapsed_at IS NULL`,
        [second],
      )
      return row?.due_at
    }
    // As if it had been submitted today.
    await subgraph.database.ask(
      `UPDATE "case".deadline SET due_at = now() + interval '4 days' WHERE case_id = $1`,
      [second],
    )
    const [one, into] = [first, second].map((caseId) => ({ caseId, reportId: '', proceedingIds: [] }))
    await subgraph.database.ask(`UPDATE "case"."case" SET opened_at = '2026-02-01' WHERE id = $1`, [first])
    await merged(into!, one!)
    expect(await dueAt()).toBeUndefined()
    passed = 10 * day
    await unmerged(into!)
    const left = (await dueAt())!.getTime() - (Date.now() + passed)
    expect(Math.round(left / day)).toBeGreaterThanOrEqual(4)
    expect(Math.round(left / day)).toBeLessThanOrEqual(5)
    passed = 0
  })

  it('is listed with as many queries for many cases as for one', async () => {
    const [first, ...others] = [await place('SCREENING'), await place('SCREENING'), await place('SCREENING')]
    for (const one of others) await merged(one, first)
    const query = '{ cases(first: 50) { nodes { merges { reason case { id } } } } }'
    const one = await subgraph.queries.during(() =>
      run('{ cases(first: 1) { nodes { merges { reason case { id } } } } }', {}),
    )
    const many = await subgraph.queries.during(() => run(query, {}))
    expect(many.length).toBe(one.length)
  })
})
