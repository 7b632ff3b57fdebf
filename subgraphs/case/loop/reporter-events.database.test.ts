import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { appendEvents } from '../../../test/support/events.js'
import { placeCases, type Placed } from '../../../test/support/placed-cases.js'
import { soon } from '../../../test/support/soon.js'

describe('what reporters do', () => {
  let subgraph: CaseSubgraph
  beforeAll(async () => {
    subgraph = await openCaseSubgraph()
  })
  afterAll(() => subgraph.close())

  const at = '2026-03-01T08:00:00.000Z'
  const supplemented = ({ reportId }: Placed) =>
    appendEvents(subgraph.database, {
      id: randomUUID(),
      name: 'ReportSupplemented',
      payload: { reportId, supplementedAt: at },
    })
  const withdrawn = ({ reportId }: Placed) =>
    appendEvents(subgraph.database, {
      id: randomUUID(),
      name: 'ReportWithdrawn',
      payload: { reportId, withdrawnAt: at },
    })
  const stateOf = async ({ caseId }: Placed) =>
    (await subgraph.database.ask('SELECT state, outcome FROM "case"."case" WHERE id = $1', [caseId]))[0]
  const untilRead = (reportId: string) =>
    soon(async () => {
      const [link] = await subgraph.database.ask(
        'SELECT FROM "case".case_report WHERE report_id = $1 AND withdrawn_at IS NOT NULL',
        [reportId],
      )
      expect(link).toBeDefined()
    })

  it('a supplement brings a case that waits for it back to screening, and moves no other', async () => {
    const [waiting, accepted] = await placeCases(subgraph.database, [
      { state: 'SUPPLEMENT_REQUESTED' },
      { state: 'ACCEPTED' },
    ])
    await supplemented(accepted!)
    await supplemented(waiting!)
    await soon(async () => expect(await stateOf(waiting!)).toMatchObject({ state: 'SCREENING' }))
    expect(await stateOf(accepted!)).toMatchObject({ state: 'ACCEPTED' })
    expect(await subgraph.eventsAbout(waiting!.caseId)).toMatchObject([
      { name: 'CaseSupplemented', payload: { progress: 'SUBMITTED' } },
    ])
  })

  it('a withdrawal ends a case nobody has accepted, and only notes it in one that was', async () => {
    const [screened, accepted] = await placeCases(subgraph.database, [
      { state: 'SCREENING' },
      { state: 'VERIFYING' },
    ])
    await withdrawn(screened!)
    await withdrawn(accepted!)
    await untilRead(accepted!.reportId)
    expect(await stateOf(screened!)).toEqual({ state: 'WITHDRAWN', outcome: 'WITHDRAWN' })
    expect(await stateOf(accepted!)).toEqual({ state: 'VERIFYING', outcome: null })
  })

  it('a withdrawal of one of several leaves the case to the others', async () => {
    const [both] = await placeCases(subgraph.database, [{ state: 'SCREENING' }])
    await subgraph.database.ask(
      `INSERT INTO "case".case_report (report_id, case_id, opened_case_id) VALUES ($1, $2, $2)`,
      [randomUUID(), both!.caseId],
    )
    await withdrawn(both!)
    await untilRead(both!.reportId)
    expect(await stateOf(both!)).toMatchObject({ state: 'SCREENING' })
  })
})
