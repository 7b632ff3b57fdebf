import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { rolesMay, staffRoles, type StaffRole } from '../../../platform/viewer/roles.js'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { appendEvents, authorityRegistered, paths } from '../../../test/support/events.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import type { SubgraphAnswer } from '../../../test/support/subgraph-client.js'

const roles = Object.keys(staffRoles) as StaffRole[]

describe('a summary for publication', () => {
  let subgraph: CaseSubgraph
  beforeAll(async () => {
    subgraph = await openCaseSubgraph()
    await appendEvents(subgraph.database, ...['000000', '410100', '410300'].map(authorityRegistered))
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM "case".authority_reach')).toHaveLength(3),
    )
  })
  afterAll(() => subgraph.close())

  const codeOf = (answer: SubgraphAnswer) => answer.errors[0]?.extensions.code ?? 'OK'
  const prepare = (viewer: Viewer, id: string) =>
    subgraph.ask({
      query:
        'mutation($id: ID!) { prepareCaseSummary(caseId: $id) { id region { code } year industryCode } }',
      variables: { id },
      viewer,
    })
  const leader = staffOf('000000', 'LEADER')
  const acceptedCase = async (path: readonly string[]) => {
    const id = await subgraph.openCase(path)
    await subgraph.accept(staffOf('000000', 'INTAKE_OFFICER'), id)
    return id
  }

  it.each([
    [paths.zhongyuan, '410100'],
    [[...paths.zhongyuan, '410102001'], '410100'],
    [['000000', '440000', '441900', '441900003'], '441900'],
    [paths.jiyuan, '410000'],
    [paths.dongcheng, '110000'],
    [['000000', '410000'], '410000'],
  ])('of a case in %j names %s: never finer than the city', async (path, code) => {
    const { data } = await prepare(leader, await acceptedCase(path))
    expect(data).toMatchObject({ prepareCaseSummary: { region: { code }, year: 2026 } })
  })

  it('is one, however often and by how many at once it is asked for, and does not lead to the case', async () => {
    const id = await acceptedCase(paths.zhongyuan)
    const answers = await Promise.all([1, 2, 3].map(() => prepare(leader, id)))
    const ids = answers.map(
      ({ data }) => (data as { prepareCaseSummary: { id: string } }).prepareCaseSummary.id,
    )
    expect(new Set(ids).size).toBe(1)
    expect(ids[0]).not.toBe(id)
    expect((await subgraph.eventsAbout(id)).map(({ name }) => name)).toEqual([
      'CaseOpened',
      'CaseAccepted',
      'CaseSummaryPrepared',
    ])
    const { data } = await subgraph.entities('CaseSummary', [{ id: ids[0]! }, { id }], 'region { code }')
    expect(data).toEqual({ _entities: [{ region: { code: '410100' } }, null] })
  })

  it('waits for the acceptance', async () => {
    expect(codeOf(await prepare(leader, await subgraph.openCase()))).toBe('CONFLICT')
  })

  it.each(roles)('is prepared by %s as the table of roles says, within reach', async (role) => {
    const may = rolesMay([role], 'PREPARE_SUMMARIES')
    const id = await acceptedCase(paths.zhongyuan)
    expect(codeOf(await prepare(staffOf('410300', role), id))).toBe(may ? 'NOT_FOUND' : 'FORBIDDEN')
    expect(codeOf(await prepare(staffOf('410100', role), id))).toBe(may ? 'OK' : 'FORBIDDEN')
  })
})
