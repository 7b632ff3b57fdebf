import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { at } from '../../../test/support/at.js'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { plantCaseTree } from '../../../test/support/case-tree.js'
import { appendEvents, authorityBelow, paths, type SomeEvent } from '../../../test/support/events.js'
import { placeCases, type PlacedCase } from '../../../test/support/placed-cases.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { authorityIdOf } from '../../region/authority/authority-id.js'
import { applyMapChanges } from './map-events.js'

const city = staffOf('410100', 'LEADER')
const above = paths.zhongyuan.slice(0, -1)
const pathOf = (code: string) => [...above, code]

describe('a change of the map', () => {
  let now = new Date()
  const clock = () => now
  let subgraph: CaseSubgraph
  beforeAll(async () => {
    subgraph = await openCaseSubgraph(clock)
    await plantCaseTree(subgraph.database)
    const others = ['410106', '410107', '410108', '410109', '410110', '410111', '410112']
    await appendEvents(subgraph.database, ...others.map((code) => authorityBelow(code, '410100')))
    await told(4 + others.length)
  })
  afterAll(() => subgraph.close())

  const told = (authorities: number) =>
    soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM "case".authority_reach')).toHaveLength(authorities),
    )
  const place = async (state: string, more: Partial<PlacedCase> = {}) =>
    (await placeCases(subgraph.database, [{ state, ...more }]))[0]!.caseId
  const ask = async (viewer: Viewer, query: string, variables: Record<string, unknown> = {}) => {
    const { data, errors } = await subgraph.ask({ query, variables, viewer })
    const { code, inputPath } = { code: 'OK', inputPath: undefined, ...errors[0]?.extensions }
    return { data, outcome: [code, inputPath].filter(Boolean).join(' ') }
  }
  const caseOf = async (caseId: string) => {
    const [row] = await subgraph.database.ask(
      `SELECT state, region_code, region_path, authority_id, excluded_authority_ids, co_handling_authority_ids
       FROM "case"."case" WHERE id = $1`,
      [caseId],
    )
    return row
  }
  const replaced = (code: string, replacedBy: string[], regionPath: string[] | null): SomeEvent => ({
    id: randomUUID(),
    name: 'DivisionReplaced',
    payload: { code, replacedBy, effectiveOn: '2026-01-01', regionPath },
  })
  const closed = (code: string, successor: string | null, effectiveOn = '2026-01-01'): SomeEvent => ({
    id: randomUUID(),
    name: 'AuthorityClosed',
    payload: {
      authorityId: authorityIdOf(code),
      effectiveOn,
      successorAuthorityId: successor === null ? null : authorityIdOf(successor),
    },
  })
  const reassignable = async (viewer: Viewer = city) => {
    const query = '{ casesToReassign { case { id } cause regionCodes } }'
    return at((await ask(viewer, query)).data, 'casesToReassign') as { case: { id: string } }[]
  }

  it('takes a case along while it is verified: its officers, its terms and its state stay', async () => {
    const caseId = await subgraph.openCase(pathOf('410106'))
    const old = staffOf('410106', 'INTAKE_OFFICER')
    await subgraph.accept(old, caseId)
    const assigning = `mutation($id: ID!) {
      assignCase(caseId: $id, mode: OFFICE, office: "监察科", officers: [{ account: "wang" }, { account: "li" }]) { id }
    }`
    await ask(old, assigning, { id: caseId })
    const officers = 'mutation($id: ID!) { startVerification(caseId: $id, officers: ["wang", "li"]) { id } }'
    await ask(staffOf('410106', 'CASE_OFFICER'), officers, { id: caseId })
    const terms = `SELECT kind, due_at, met_at FROM "case".deadline WHERE case_id = $1 ORDER BY kind`
    const before = await subgraph.database.ask(terms, [caseId])
    await appendEvents(
      subgraph.database,
      replaced('410106', ['410107'], pathOf('410107')),
      closed('410106', '410107'),
    )
    await soon(async () =>
      expect(await caseOf(caseId)).toMatchObject({ authority_id: authorityIdOf('410107') }),
    )
    expect(await caseOf(caseId)).toMatchObject({
      state: 'VERIFYING',
      region_code: '410107',
      region_path: pathOf('410107'),
    })
    expect(await subgraph.database.ask(terms, [caseId])).toEqual(before)
    const moved = (await subgraph.eventsAbout(caseId)).at(-1)
    expect(moved).toMatchObject({
      name: 'CaseRegionMoved',
      payload: {
        fromRegionCode: '410106',
        regionCode: '410107',
        authorityId: authorityIdOf('410107'),
        progress: null,
      },
    })
    const concluding = `mutation($id: ID!) {
      concludeVerification(caseId: $id, input: { conclusion: UNSUBSTANTIATED, findings: "经核查不属实。" }) { state }
    }`
    const concluded = await ask(staffOf('410107', 'CASE_OFFICER'), concluding, { id: caseId })
    expect(concluded.data).toEqual({ concludeVerification: { state: 'CONCLUDED' } })
    expect((await ask(staffOf('410106', 'CASE_OFFICER'), concluding, { id: caseId })).outcome).toBe(
      'NOT_FOUND caseId',
    )
  })

  it('leaves it to staff which of several successors a case belongs to', async () => {
    const caseId = await place('ACCEPTED', { path: pathOf('410108') })
    await appendEvents(subgraph.database, replaced('410108', ['410109', '410110'], null))
    await soon(async () => expect(await reassignable()).toHaveLength(1))
    expect(await reassignable()).toEqual([
      { case: { id: caseId }, cause: 'DIVISION_REPLACED', regionCodes: ['410109', '410110'] },
    ])
    expect(await reassignable(staffOf('410300', 'LEADER'))).toEqual([])
    expect((await ask(staffOf('410100', 'CASE_OFFICER'), '{ casesToReassign { cause } }')).outcome).toBe(
      'FORBIDDEN',
    )
    const placing =
      'mutation($id: ID!, $code: ID!) { placeCase(caseId: $id, regionCode: $code) { region { code } authorityId } }'
    const to = (code: string) => ask(city, placing, { id: caseId, code })
    expect((await to('410107')).outcome).toBe('BAD_USER_INPUT regionCode')
    expect((await to('410110')).data).toEqual({
      placeCase: { region: { code: '410110' }, authorityId: authorityIdOf('410110') },
    })
    expect(await reassignable()).toEqual([])
  })

  it('lays a county into another city, with what is below it', async () => {
    const town = [...pathOf('410111'), '410111001']
    const [caseId, shut] = [
      await place('SCREENING', { path: town, authorityOf: '410100' }),
      await place('CLOSED', { path: town }),
    ]
    const regionPath = ['000000', '410000', '410300', '410111']
    const payload = { code: '410111', effectiveOn: '2026-01-01', regionPath }
    await appendEvents(subgraph.database, { id: randomUUID(), name: 'DivisionMoved', payload })
    await soon(async () =>
      expect(await caseOf(caseId)).toMatchObject({ authority_id: authorityIdOf('410300') }),
    )
    expect(await caseOf(caseId)).toMatchObject({ region_path: [...regionPath, '410111001'] })
    expect(await caseOf(shut)).toMatchObject({ region_path: town })
  })

  it('comes on its day: an authority that will be closed keeps its cases till then', async () => {
    const caseId = await place('ASSIGNED', { authorityOf: '410109' })
    const day = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10)
    await appendEvents(subgraph.database, closed('410109', '410110', day))
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM "case".map_change')).toHaveLength(1),
    )
    const apply = () => applyMapChanges({ orm: subgraph.orm, clock })
    await apply()
    expect(await caseOf(caseId)).toMatchObject({ authority_id: authorityIdOf('410109') })
    now = new Date(Date.now() + 10 * 86_400_000)
    await Promise.all([apply(), apply()])
    expect(await caseOf(caseId)).toMatchObject({ authority_id: authorityIdOf('410110') })
    await apply()
    expect(await subgraph.eventsAbout(caseId)).toHaveLength(1)
    now = new Date()
  })

  it('passes a matter about an authority on to nobody it is about: its successor is concerned too', async () => {
    const caseId = await place('ACCEPTED', { authorityOf: '410112' })
    const set = (column: string, code: string) =>
      subgraph.database.ask(`UPDATE "case"."case" SET ${column} = $2 WHERE id = $1`, [
        caseId,
        [authorityIdOf(code)],
      ])
    await set('excluded_authority_ids', '410110')
    await set('co_handling_authority_ids', '410112')
    await appendEvents(subgraph.database, closed('410112', '410110'))
    await soon(async () =>
      expect(await caseOf(caseId)).toMatchObject({ authority_id: authorityIdOf('410100') }),
    )
    await appendEvents(subgraph.database, closed('410110', '410107'))
    await soon(async () =>
      expect(await caseOf(caseId)).toMatchObject({
        excluded_authority_ids: [authorityIdOf('410110'), authorityIdOf('410107')],
      }),
    )
  })

  it('without a successor leaves the case to those above, who hand it over', async () => {
    const caseId = await place('SCREENING', { path: paths.zhongyuan })
    await appendEvents(subgraph.database, closed('410102', null))
    await soon(async () => expect(await reassignable()).toHaveLength(1))
    const handing = `mutation($id: ID!, $to: ID!) {
      transferCase(caseId: $id, authorityId: $to, reason: "原办理机关已撤销。") { authorityId }
    }`
    const { outcome } = await ask(city, handing, { id: caseId, to: authorityIdOf('410107') })
    expect(outcome).toBe('OK')
    expect(await reassignable()).toEqual([])
  })
})
