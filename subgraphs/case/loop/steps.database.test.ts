import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { appendEvents, authorityRegistered } from '../../../test/support/events.js'
import { staffOf } from '../../../test/support/staff.js'

const intake = staffOf('410100', 'INTAKE_OFFICER')

describe('a step', () => {
  let subgraph: CaseSubgraph
  beforeAll(async () => {
    subgraph = await openCaseSubgraph()
    await appendEvents(subgraph.database, authorityRegistered('410100'))
  })
  afterAll(() => subgraph.close())

  const openCase = () => subgraph.openCase()
  const acceptAs = (viewer: Viewer, id: string) => subgraph.accept(viewer, id)

  it('on a version somebody has worked on since is a conflict that says what was done', async () => {
    const id = await openCase()
    await acceptAs(intake, id)
    const { errors } = await subgraph.ask({
      query: 'mutation($id: ID!) { acceptReport(caseId: $id, expectedVersion: 1) { id } }',
      variables: { id },
      viewer: intake,
    })
    expect(errors[0]?.extensions).toMatchObject({ code: 'CONFLICT', inputPath: 'expectedVersion' })
    expect(errors[0]?.message).toContain('（受理）')
  })

  it('is a step the case offers before and keeps in its history after', async () => {
    const id = await openCase()
    const steps = async (viewer: Viewer, language: 'zh' | 'en' = 'zh') => {
      const query =
        'query($id: ID!) { case(id: $id) { allowedSteps { mutation label } history { step label from to by } } }'
      const { data } = await subgraph.ask({ query, variables: { id }, viewer, language })
      return (data as { case: { allowedSteps: { mutation: string; label: string }[]; history: object[] } })
        .case
    }
    const before = await steps(intake)
    expect(before.allowedSteps.map(({ label }) => label)).toEqual([
      '受理',
      '不予受理',
      '转告其他部门',
      '要求补充',
      '并案',
      '申报回避',
    ])
    expect(before.history).toEqual([])
    await acceptAs(intake, id)
    expect((await steps(intake, 'en')).history).toEqual([
      { step: 'acceptReport', label: 'accept', from: 'being screened', to: 'accepted', by: intake.subject },
    ])
    expect((await steps(staffOf('410100', 'SUPERVISOR'))).allowedSteps).toEqual([
      { mutation: 'declareConflict', label: '申报回避' },
    ])
  })
})
