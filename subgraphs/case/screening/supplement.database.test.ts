import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { plantCaseTree } from '../../../test/support/case-tree.js'
import { appendEvents } from '../../../test/support/events.js'
import { placeCases } from '../../../test/support/placed-cases.js'
import { readAnswer } from '../../../test/support/report-answers.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'
import type { Viewer } from '../../../platform/viewer/viewer.js'

const officer = staffOf('410102', 'INTAKE_OFFICER')
const text = '请补充被举报单位的名称和作业地点。'
const request = 'mutation($id: ID!, $text: String!) { requestSupplement(caseId: $id, text: $text) { state } }'

describe('a supplement', () => {
  let subgraph: CaseSubgraph
  beforeAll(async () => {
    subgraph = await openCaseSubgraph()
    await plantCaseTree(subgraph.database)
  })
  afterAll(() => subgraph.close())

  const ask = (id: string, words = text) =>
    subgraph.ask({ query: request, variables: { id, text: words }, viewer: officer })
  const screened = async () => (await placeCases(subgraph.database, [{ state: 'SCREENING' }]))[0]!
  const read = async (reportId: string, viewer: Viewer, isOwn = false) =>
    (
      await readAnswer(subgraph, 'supplementRequest { text requestedAt answeredAt }', {
        reportId,
        viewer,
        isOwn,
      })
    )['supplementRequest']

  it('is asked for in words that only the reporter and staff within reach read', async () => {
    const { caseId, reportId } = await screened()
    expect((await ask(caseId)).data).toEqual({ requestSupplement: { state: 'SUPPLEMENT_REQUESTED' } })
    const shown = { text, requestedAt: expect.any(String), answeredAt: null }
    const citizen: Viewer = { kind: 'CITIZEN', citizenId: randomUUID() }
    expect(await read(reportId, { kind: 'REPORTER', reportId })).toEqual(shown)
    expect(await read(reportId, citizen, true)).toEqual(shown)
    expect(await read(reportId, staffOf('410100', 'CASE_OFFICER'))).toEqual(shown)
    for (const stranger of [
      citizen,
      { kind: 'REPORTER', reportId: randomUUID() } as const,
      { kind: 'ANONYMOUS' } as const,
      staffOf('410300', 'INTAKE_OFFICER'),
      staffOf('410102', 'PUBLICITY_STAFF'),
      staffOf('410102', 'SYSTEM_ADMIN'),
    ])
      expect([stranger, await read(reportId, stranger, stranger.kind === 'REPORTER')]).toEqual([
        stranger,
        null,
      ])
    expect(await tablesThatHold(subgraph.database, text)).toEqual([])
    const looks = await subgraph.database.ask(
      `SELECT actor ->> 'subject' AS subject FROM "case".audit_entry JOIN "case".audit_link ON entry_id = id
       WHERE action = 'CASE_TEXT_READ' AND thing_id = $1`,
      [caseId],
    )
    expect(looks).toEqual([{ subject: 'CASE_OFFICER of 410100' }])
  })

  it('brings the case back to screening, and may be asked for again', async () => {
    const { caseId, reportId } = await screened()
    await ask(caseId)
    const payload = { reportId, supplementedAt: '2026-03-01T08:00:00.000Z' }
    await appendEvents(subgraph.database, { id: randomUUID(), name: 'ReportSupplemented', payload })
    const reporter: Viewer = { kind: 'REPORTER', reportId }
    await soon(async () =>
      expect(await read(reportId, reporter)).toMatchObject({ answeredAt: payload.supplementedAt }),
    )
    const again = '请再说明发生的时间。'
    await soon(async () => expect((await ask(caseId, again)).errors).toEqual([]))
    expect(await read(reportId, reporter)).toMatchObject({ text: again, answeredAt: null })
  })

  it('is not asked of who withdrew, nor in words that cannot be read', async () => {
    const { caseId } = await screened()
    const withdrawn = randomUUID()
    await subgraph.database.ask(
      `INSERT INTO "case".case_report (report_id, case_id, opened_case_id, withdrawn_at) VALUES ($1, $2, $2, now())`,
      [withdrawn, caseId],
    )
    expect((await ask(caseId, ' 补 ')).errors[0]?.extensions).toMatchObject({ inputPath: 'text' })
    await ask(caseId)
    expect(await read(withdrawn, { kind: 'REPORTER', reportId: withdrawn })).toBeNull()
  })
})
