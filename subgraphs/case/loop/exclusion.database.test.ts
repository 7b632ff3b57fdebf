import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { appendEvents, paths, reportSubmitted, type SomeEvent } from '../../../test/support/events.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { authorityIdOf } from '../../region/authority/authority-id.js'

/** The tree of 河南 as region tells it. */
function registered(regionCode: string, parent: string | null): SomeEvent {
  const parentAuthorityId = parent === null ? null : authorityIdOf(parent)
  const payload = {
    authorityId: authorityIdOf(regionCode),
    level: 'CITY' as const,
    regionCode,
    parentAuthorityId,
  }
  return { id: randomUUID(), name: 'AuthorityRegistered', payload }
}

describe('a case about an authority', () => {
  let subgraph: CaseSubgraph
  let caseId = ''
  beforeAll(async () => {
    subgraph = await openCaseSubgraph()
    const event = reportSubmitted(paths.zhongyuan, randomUUID())
    if (event.name !== 'ReportSubmitted') throw new Error(event.name)
    const about = {
      ...event,
      payload: {
        ...event.payload,
        authorityId: authorityIdOf('410000'),
        excludedAuthorityIds: [authorityIdOf('410100')],
      },
    }
    await appendEvents(
      subgraph.database,
      registered('000000', null),
      registered('410000', '000000'),
      registered('410100', '410000'),
      registered('410102', '410100'),
      about,
    )
    caseId = await soon(async () => {
      const [row] = await subgraph.database.ask<{ id: string }>('SELECT id FROM "case"."case"')
      if (row === undefined) throw new Error('no case is opened')
      return row.id
    })
  })
  afterAll(() => subgraph.close())

  const seenBy = async (seat: string) => {
    const { data } = await subgraph.ask({
      query: 'query($id: ID!) { cases { nodes { id } } case(id: $id) { id } }',
      variables: { id: caseId },
      viewer: staffOf(seat, 'INTAKE_OFFICER'),
    })
    const { cases, case: one } = data as { cases: { nodes: object[] }; case: object | null }
    return [cases.nodes.length, one !== null]
  }

  test('is neither listed nor shown to that authority or below it, and is to those above', async () => {
    expect(await seenBy('410100')).toEqual([0, false])
    expect(await seenBy('410102')).toEqual([0, false])
    expect(await seenBy('410000')).toEqual([1, true])
    expect(await seenBy('000000')).toEqual([1, true])
  })

  test('is not accepted by it, as if there were none, and keeps saying so in its events', async () => {
    for (const seat of ['410100', '410102']) {
      const { errors } = await subgraph.accept(staffOf(seat, 'INTAKE_OFFICER'), caseId)
      expect(errors[0]?.extensions.code).toBe('NOT_FOUND')
    }
    expect((await subgraph.accept(staffOf('410000', 'INTAKE_OFFICER'), caseId)).errors).toEqual([])
    for (const { payload } of await subgraph.eventsAbout(caseId))
      expect(payload['excludedAuthorityIds']).toEqual([authorityIdOf('410100')])
  })

  test('is found by its id in capitals too', async () => {
    const { data } = await subgraph.ask({
      query: 'query($id: ID!) { case(id: $id) { id } }',
      variables: { id: caseId.toUpperCase() },
      viewer: staffOf('410000', 'INTAKE_OFFICER'),
    })
    expect(data).toEqual({ case: { id: caseId } })
  })
})
