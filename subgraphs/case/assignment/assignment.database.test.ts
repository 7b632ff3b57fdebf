import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { at } from '../../../test/support/at.js'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { plantCaseTree } from '../../../test/support/case-tree.js'
import { appendEvents, authorityBelow } from '../../../test/support/events.js'
import { placeCases, type PlacedCase } from '../../../test/support/placed-cases.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'
import { mutationBySchema, mutationsOf } from '../../../test/support/mutation-by-schema.js'
import { rolesMay } from '../../../platform/viewer/roles.js'
import { authorityIdOf } from '../../region/authority/authority-id.js'
import { isVerb, ruleOf } from '../loop/table/state-table.js'
import { buildCaseSchema } from '../schema.js'

const county = staffOf('410102', 'INTAKE_OFFICER')
const city = staffOf('410100', 'LEADER')
const officers = [{ account: 'wang@zhongyuan' }, { account: 'li@zhongyuan' }]

describe('assignment', () => {
  let subgraph: CaseSubgraph
  beforeAll(async () => {
    subgraph = await openCaseSubgraph()
    await plantCaseTree(subgraph.database)
    await appendEvents(subgraph.database, authorityBelow('410103', '410100'))
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM "case".authority_reach')).toHaveLength(5),
    )
  })
  afterAll(() => subgraph.close())

  const place = async (state: string, more: Partial<PlacedCase> = {}) =>
    (await placeCases(subgraph.database, [{ state, ...more }]))[0]!.caseId
  const ask = async (viewer: Viewer, query: string, variables: Record<string, unknown>) => {
    const { data, errors } = await subgraph.ask({ query, variables, viewer })
    const { code, inputPath } = { code: 'OK', inputPath: undefined, ...errors[0]?.extensions }
    return {
      data: data as Record<string, unknown> | null,
      outcome: [code, inputPath].filter(Boolean).join(' '),
    }
  }
  const assign = (viewer: Viewer, caseId: string, variables: Record<string, unknown>) =>
    ask(viewer, assigning, { caseId, ...variables })
  const transfer = (viewer: Viewer, caseId: string, to: string, reason = '被举报单位在该机关管辖范围内。') =>
    ask(viewer, transferring, { caseId, authorityId: authorityIdOf(to), reason })
  const sees = async (viewer: Viewer, caseId: string) =>
    (await ask(viewer, 'query($caseId: ID!) { case(id: $caseId) { id } }', { caseId })).data?.['case'] !==
    null

  it('to an office names it and two officers, is told, and is kept', async () => {
    const caseId = await place('ACCEPTED')
    const variables = { mode: 'OFFICE', office: '执法监督科', officers }
    const { data } = await assign(county, caseId, variables)
    expect(data?.['assignCase']).toMatchObject({
      state: 'ASSIGNED',
      assignmentMode: 'OFFICE',
      handlingOffice: '执法监督科',
      handlingOfficer: 'wang@zhongyuan',
      assignment: {
        officers: [
          { account: 'li@zhongyuan', role: 'HANDLER', verifies: false },
          { account: 'wang@zhongyuan', role: 'HANDLER', verifies: false },
        ],
        history: [{ mode: 'OFFICE', officers: officers.map(({ account }) => account), reason: null }],
      },
    })
    const [told] = await subgraph.eventsAbout(caseId)
    expect(told).toMatchObject({ name: 'CaseAssigned', payload: { mode: 'OFFICE', progress: null } })
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['an office without its name', { mode: 'OFFICE', officers }, 'BAD_USER_INPUT office'],
    [
      'an office with one officer',
      { mode: 'OFFICE', office: '监察科', officers: officers.slice(1) },
      'BAD_USER_INPUT officers',
    ],
    ['oneself without an officer', { mode: 'OWN' }, 'BAD_USER_INPUT officers'],
    [
      'the same officer twice',
      { mode: 'OWN', officers: [officers[0], officers[0]] },
      'BAD_USER_INPUT officers',
    ],
    ['an account of nothing', { mode: 'OWN', officers: [{ account: ' ' }] }, 'BAD_USER_INPUT officers'],
    ['a transfer, which is another step', { mode: 'TRANSFER', officers }, 'BAD_USER_INPUT mode'],
    ['nobody below', { mode: 'SUBORDINATE' }, 'BAD_USER_INPUT authorityId'],
    [
      'the authority above',
      { mode: 'SUBORDINATE', authorityId: authorityIdOf('410100') },
      'BAD_USER_INPUT authorityId',
    ],
    [
      'an authority elsewhere',
      { mode: 'SUBORDINATE', authorityId: authorityIdOf('410300') },
      'BAD_USER_INPUT authorityId',
    ],
    [
      'an authority there is not',
      { mode: 'SUBORDINATE', authorityId: randomUUID() },
      'BAD_USER_INPUT authorityId',
    ],
  ])('refuses %s', async (_what, variables, outcome) => {
    const caseId = await place('ACCEPTED')
    expect((await assign(county, caseId, variables)).outcome).toBe(outcome)
  })

  it('hands a case down to an authority below, which names its own officers', async () => {
    const caseId = await place('ACCEPTED')
    const below = { mode: 'SUBORDINATE', authorityId: authorityIdOf('410103') }
    expect((await assign(city, caseId, { ...below, officers })).outcome).toBe('BAD_USER_INPUT officers')
    expect((await assign(city, caseId, below)).outcome).toBe('OK')
    const erqi = staffOf('410103', 'INTAKE_OFFICER')
    expect((await assign(county, caseId, { mode: 'OWN', officers })).outcome).toBe('FORBIDDEN')
    const { data } = await assign(erqi, caseId, { mode: 'OWN', officers })
    expect(data?.['assignCase']).toMatchObject({
      authorityId: authorityIdOf('410103'),
      assignmentMode: 'OWN',
    })
  })

  it('is taken up by an authority above that names itself', async () => {
    const caseId = await place('ASSIGNED')
    const { data } = await assign(city, caseId, { mode: 'OWN', officers })
    expect(data?.['assignCase']).toMatchObject({ authorityId: authorityIdOf('410100'), state: 'ASSIGNED' })
    expect((await assign(county, caseId, { mode: 'OWN', officers })).outcome).toBe('FORBIDDEN')
  })

  it('changes the officers while a case is verified, two of whom go and look, and hands nothing down', async () => {
    const caseId = await place('VERIFYING')
    const below = { mode: 'SUBORDINATE', authorityId: authorityIdOf('410103') }
    expect((await assign(city, caseId, below)).outcome).toBe('BAD_USER_INPUT mode')
    const leaders = [
      { account: 'zhao', role: 'LEADER' },
      { account: 'qian', role: 'DEPUTY_IN_CHARGE' },
    ]
    const named = (them: object[]) => assign(county, caseId, { mode: 'OWN', officers: them })
    expect((await named([...leaders, officers[0]!])).outcome).toBe('BAD_USER_INPUT officers')
    const { data } = await named([...leaders, ...officers])
    expect(data?.['assignCase']).toMatchObject({ state: 'VERIFYING' })
    expect(at(data, 'assignCase.assignment.officers.verifies')).toEqual([true, false, true, false])
  })

  it('never goes to who the matter is about, nor to who is below them', async () => {
    const caseId = await place('ACCEPTED')
    await subgraph.database.ask('UPDATE "case"."case" SET excluded_authority_ids = $2 WHERE id = $1', [
      caseId,
      [authorityIdOf('410100')],
    ])
    const province = staffOf('410000', 'LEADER')
    for (const code of ['410100', '410103'])
      expect((await transfer(province, caseId, code)).outcome).toBe('BAD_USER_INPUT authorityId')
    expect((await transfer(city, caseId, '410300')).outcome).toBe('NOT_FOUND caseId')
    expect((await transfer(province, caseId, '410300')).outcome).toBe('OK')
  })

  it('is handed over with a reason, which only case workers read, and is told to the reporter', async () => {
    const caseId = await place('ASSIGNED')
    const reason = '企业注册地和生产地均在洛阳市，由洛阳市局办理为宜。'
    expect((await transfer(county, caseId, '410102')).outcome).toBe('BAD_USER_INPUT authorityId')
    expect((await transfer(county, caseId, '410300', '转')).outcome).toBe('BAD_USER_INPUT reason')
    const luoyang = staffOf('410300', 'LEADER')
    expect(await sees(luoyang, caseId)).toBe(false)
    const { data } = await transfer(county, caseId, '410300', reason)
    expect(data?.['transferCase']).toMatchObject({
      state: 'ACCEPTED',
      assignmentMode: 'TRANSFER',
      handlingOfficer: null,
    })
    expect(await sees(luoyang, caseId)).toBe(true)
    const seen = await ask(luoyang, assignmentOf, { caseId })
    expect(at(seen.data, 'case.assignment.history')).toEqual([{ reason }])
    expect(await tablesThatHold(subgraph.database, reason)).toEqual([])
    const [told] = await subgraph.eventsAbout(caseId)
    expect(told).toMatchObject({
      name: 'CaseAssigned',
      payload: { mode: 'TRANSFER', progress: 'TRANSFERRED', authorityId: authorityIdOf('410300') },
    })
    const looks = await subgraph.database.ask(
      `SELECT actor ->> 'subject' AS who FROM "case".audit_entry JOIN "case".audit_link ON entry_id = id
       WHERE thing_id = $1 AND action = 'CASE_TEXT_READ'`,
      [caseId],
    )
    expect(looks).toContainEqual({ who: luoyang.subject })
  })

  it('is helped by another authority, which sees it and looks, but does not decide', async () => {
    const caseId = await place('ACCEPTED')
    const luoyang = staffOf('410300', 'INTAKE_OFFICER')
    const help = (code: string, office: string | null = null) =>
      ask(county, helping, { caseId, authorityId: authorityIdOf(code), office })
    expect((await help('410102')).outcome).toBe('BAD_USER_INPUT office')
    expect((await help('410102', '法规科')).outcome).toBe('OK')
    expect(await sees(luoyang, caseId)).toBe(false)
    expect((await help('410300')).outcome).toBe('OK')
    expect((await help('410300')).outcome).toBe('CONFLICT authorityId')
    expect(await sees(luoyang, caseId)).toBe(true)
    expect((await transfer(luoyang, caseId, '410300')).outcome).toBe('FORBIDDEN')
    const { data } = await ask(county, assignmentOf, { caseId })
    expect(at(data, 'case.assignment.coHandlers')).toEqual([{ office: '法规科' }, { office: null }])
  })

  it('asks the database as often for many cases as for two', async () => {
    for (let n = 0; n < 12; n += 1) await assign(county, await place('ACCEPTED'), { mode: 'OWN', officers })
    const during = (first: number) =>
      subgraph.queries.during(() =>
        ask(
          county,
          'query($first: Int!) { cases(first: $first) { nodes { assignment { officers { account } history { reason } } } } }',
          { first },
        ),
      )
    expect((await during(12)).length).toBe((await during(2)).length)
  })

  describe('a conflict of interest', () => {
    const declare = (
      viewer: Viewer,
      caseId: string,
      officer: string | null,
      tie = '本人曾任被举报单位顾问。',
    ) => ask(viewer, declaring, { caseId, officer, tie })

    it('once declared hides the case from that officer in every way, from screening to the end', async () => {
      const officer = staffOf('410102', 'CASE_OFFICER')
      for (const state of ['SCREENING', 'ACCEPTED', 'VERIFYING', 'CONCLUDED', 'REFUSED']) {
        const caseId = await place(state)
        const { data, outcome } = await declare(officer, caseId, null)
        expect([outcome, data?.['declareConflict']]).toMatchObject(['OK', { officer: officer.subject }])
        expect(await sees(officer, caseId)).toBe(false)
        expect((await declare(officer, caseId, null)).outcome).toBe('NOT_FOUND caseId')
        const list = await ask(officer, '{ cases(first: 100) { nodes { id } } }', {})
        expect(at(list.data, 'cases.nodes')).not.toContainEqual({ id: caseId })
        expect(await sees(staffOf('410102', 'LEADER'), caseId)).toBe(true)
      }
    })

    it('leaves no way round: whatever the roles, every mutation answers as if there were no case', async () => {
      const roles = ['INTAKE_OFFICER', 'CASE_OFFICER', 'LEADER', 'SUPERVISOR']
      const everything: Viewer = {
        kind: 'STAFF',
        subject: 'tied',
        roles,
        authorityId: authorityIdOf('410102'),
      }
      const caseId = await place('VERIFYING')
      await declare(everything, caseId, null)
      const { schema } = await buildCaseSchema()
      for (const verb of mutationsOf(schema).filter(isVerb)) {
        const rule = ruleOf(verb).actor
        if (rule.by !== 'STAFF' || !rolesMay(roles, rule.permission)) continue
        const placed = { caseId, reportId: randomUUID(), proceedingIds: [] }
        const { errors } = await subgraph.ask({
          ...mutationBySchema(schema, verb, placed),
          viewer: everything,
        })
        expect([verb, errors[0]?.extensions.code]).toEqual([verb, 'NOT_FOUND'])
      }
    })

    it('is declared for somebody else by a leader only, and takes them out of the team', async () => {
      const caseId = await place('ACCEPTED')
      await assign(county, caseId, { mode: 'OWN', officers })
      const other = officers[0]!.account
      const tie = '其配偶在被举报单位任职。'
      expect((await declare(county, caseId, other, tie)).outcome).toBe('FORBIDDEN')
      const leader = staffOf('410102', 'LEADER')
      expect((await declare(leader, caseId, other, '')).outcome).toBe('BAD_USER_INPUT tie')
      expect((await declare(leader, caseId, other, tie)).outcome).toBe('OK')
      expect((await declare(leader, caseId, other, tie)).outcome).toBe('BAD_USER_INPUT officer')
      expect((await assign(county, caseId, { mode: 'OFFICE', office: '监察科', officers })).outcome).toBe(
        'BAD_USER_INPUT officers',
      )
      const { data } = await ask(county, assignmentOf, { caseId })
      expect(data?.['case']).toMatchObject({
        handlingOfficer: null,
        assignment: { officers: [{ account: 'li@zhongyuan' }], excludedOfficers: [other] },
      })
      expect(await tablesThatHold(subgraph.database, tie)).toEqual([])
    })
  })
})

const assigning = `mutation($caseId: ID!, $mode: AssignmentMode!, $authorityId: ID, $office: String, $officers: [CaseOfficerInput!] = []) {
  assignCase(caseId: $caseId, mode: $mode, authorityId: $authorityId, office: $office, officers: $officers) {
    id state authorityId assignmentMode handlingOffice handlingOfficer
    assignment { officers { account role verifies } history { mode officers reason } }
  }
}`
const transferring = `mutation($caseId: ID!, $authorityId: ID!, $reason: String!) {
  transferCase(caseId: $caseId, authorityId: $authorityId, reason: $reason) { state assignmentMode handlingOfficer }
}`
const helping = `mutation($caseId: ID!, $authorityId: ID!, $office: String) {
  addCoHandler(caseId: $caseId, authorityId: $authorityId, office: $office) { coHandlingAuthorityIds }
}`
const declaring = `mutation($caseId: ID!, $officer: ID, $tie: String!) {
  declareConflict(caseId: $caseId, officer: $officer, tie: $tie) { caseId officer }
}`
const assignmentOf = `query($caseId: ID!) {
  case(id: $caseId) {
    handlingOfficer
    assignment { officers { account } excludedOfficers coHandlers { office } history { reason } }
  }
}`
