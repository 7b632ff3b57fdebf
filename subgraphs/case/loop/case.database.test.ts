import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { rolesMay, staffRoles, type StaffRole } from '../../../platform/viewer/roles.js'
import { anonymous, type Viewer } from '../../../platform/viewer/viewer.js'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { appendEvents, authorityRegistered, paths, reportSubmitted } from '../../../test/support/events.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'

const roles = Object.keys(staffRoles) as StaffRole[]
const intake = staffOf('410100', 'INTAKE_OFFICER')
const list = `query($region: ID, $state: CaseState, $first: Int! = 20, $after: String) {
  cases(regionCode: $region, state: $state, first: $first, after: $after) {
    nodes { id state region { code } reports { id } }
    pageInfo { hasNextPage endCursor }
  }
}`

type Page = { cases: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } }

describe('the case subgraph', () => {
  let subgraph: CaseSubgraph
  beforeAll(async () => {
    subgraph = await openCaseSubgraph()
    const authorities = ['000000', '410000', '410100', '410300', '410102'].map(authorityRegistered)
    await appendEvents(subgraph.database, ...authorities)
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM "case".authority_reach')).toHaveLength(5),
    )
  })
  afterAll(() => subgraph.close())

  const openCase = (path?: readonly string[]) => subgraph.openCase(path)
  const acceptAs = (viewer: Viewer, id: string) => subgraph.accept(viewer, id)
  const eventsAbout = (id: string) => subgraph.eventsAbout(id)
  const codeOf = (answer: Awaited<ReturnType<CaseSubgraph['ask']>>) =>
    answer.errors[0]?.extensions.code ?? 'OK'
  const pageOf = async (variables: Record<string, unknown>, viewer: Viewer = intake) =>
    (await subgraph.ask({ query: list, variables, viewer })).data as Page

  describe('opening', () => {
    it('makes exactly one case of a report, also when its event is read again', async () => {
      const event = reportSubmitted(paths.zhongyuan)
      await appendEvents(subgraph.database, event, event)
      const id = await openCase()
      const stored = await subgraph.database.ask(
        'SELECT c.state, c.region_code, c.region_path FROM "case"."case" c WHERE id = $1',
        [id],
      )
      expect(stored).toEqual([
        { state: 'SCREENING', region_code: '410102', region_path: [...paths.zhongyuan] },
      ])
      const links = await subgraph.database.ask('SELECT FROM "case".case_report')
      expect(await subgraph.database.ask('SELECT FROM "case"."case"')).toHaveLength(links.length)
      const events = await eventsAbout(id)
      expect(events).toMatchObject([{ name: 'CaseOpened', payload: { caseId: id, regionCode: '410102' } }])
    })
  })

  describe('acceptance', () => {
    it.each(roles)('by %s follows the table of roles and the reach', async (role) => {
      const within = await openCase()
      const elsewhere = await openCase(paths.laocheng)
      const viewer = staffOf('410100', role)
      const may = rolesMay([role], 'SCREEN_REPORTS')
      expect(codeOf(await acceptAs(viewer, elsewhere))).toBe(may ? 'NOT_FOUND' : 'FORBIDDEN')
      expect(codeOf(await acceptAs(viewer, within))).toBe(may ? 'OK' : 'FORBIDDEN')
      expect((await eventsAbout(elsewhere)).map(({ name }) => name)).toEqual(['CaseOpened'])
    })

    it.each([
      ['000000', 'OK'],
      ['410000', 'OK'],
      ['410100', 'OK'],
      ['410102', 'OK'],
      ['410300', 'NOT_FOUND'],
      ['999900', 'NOT_FOUND'],
    ])('by the department of %s of a case in 410102: %s', async (regionCode, code) => {
      expect(codeOf(await acceptAs(staffOf(regionCode, 'INTAKE_OFFICER'), await openCase()))).toBe(code)
    })

    it.each<[string, Viewer, string]>([
      ['a stranger', anonymous, 'UNAUTHENTICATED'],
      ['a reporter', { kind: 'REPORTER', reportId: randomUUID() }, 'FORBIDDEN'],
      ['staff without an authority', { ...intake, authorityId: null }, 'NOT_FOUND'],
    ])('is refused to %s', async (_who, viewer, code) => {
      expect(codeOf(await acceptAs(viewer, await openCase()))).toBe(code)
    })

    it.each(['', 'x', randomUUID(), `${randomUUID()}'; --`])(
      'of the case %j there is not: NOT_FOUND',
      async (id) => {
        const answer = await acceptAs(intake, id)
        expect(answer.errors[0]?.extensions).toEqual({ code: 'NOT_FOUND', inputPath: 'caseId' })
      },
    )

    it('stands with its event, which names the reports and the place', async () => {
      const id = await openCase()
      const { data } = await acceptAs(intake, id)
      expect(data).toMatchObject({ acceptReport: { id, state: 'ACCEPTED', version: 2 } })
      const [, accepted] = await eventsAbout(id)
      expect(accepted).toMatchObject({
        name: 'CaseAccepted',
        payload: {
          caseId: id,
          regionCode: '410102',
          regionPath: [...paths.zhongyuan],
          industryCode: 'COAL_MINE',
        },
      })
      expect(accepted?.payload['reportIds']).toHaveLength(1)
      const [stored] = await subgraph.database.ask('SELECT accepted_by FROM "case"."case" WHERE id = $1', [
        id,
      ])
      expect(stored).toEqual({ accepted_by: intake.subject })
    })

    it('twice is a conflict that names the state', async () => {
      const id = await openCase()
      await acceptAs(intake, id)
      const [error] = (await acceptAs(intake, id)).errors
      const allowed = ['mergeCases', 'declareConflict']
      expect(error?.extensions).toEqual({ code: 'CONFLICT', inputPath: 'caseId', allowed })
      expect(error?.message).toBe('案件已受理，现在不能受理。可以：并案、申报回避。')
    })

    it('by two officers at once: one wins, one is told', async () => {
      for (let round = 0; round < 10; round += 1) {
        const id = await openCase()
        const answers = await Promise.all([
          acceptAs(intake, id),
          acceptAs(staffOf('410000', 'INTAKE_OFFICER'), id),
        ])
        expect(answers.map(codeOf).sort()).toEqual(['CONFLICT', 'OK'])
        expect((await eventsAbout(id)).map(({ name }) => name)).toEqual(['CaseOpened', 'CaseAccepted'])
      }
    })

    it('leaves nothing when its event cannot be written', async () => {
      const id = await openCase()
      await subgraph.database.ask(
        `ALTER TABLE "case".outbox ADD CONSTRAINT no_more CHECK (name <> 'CaseAccepted') NOT VALID`,
      )
      expect(codeOf(await acceptAs(intake, id))).toBe('INTERNAL_SERVER_ERROR')
      await subgraph.database.ask('ALTER TABLE "case".outbox DROP CONSTRAINT no_more')
      const [stored] = await subgraph.database.ask('SELECT state, version FROM "case"."case" WHERE id = $1', [
        id,
      ])
      expect(stored).toEqual({ state: 'SCREENING', version: 1 })
      expect(codeOf(await acceptAs(intake, id))).toBe('OK')
    })
  })

  describe('the list', () => {
    it.each(roles)('is open to %s as the table of roles says', async (role) => {
      const answer = await subgraph.ask({ query: list, viewer: staffOf('410100', role) })
      expect(codeOf(answer)).toBe(rolesMay([role], 'READ_CASES') ? 'OK' : 'FORBIDDEN')
    })

    it.each<[string, Viewer, Record<string, unknown>, string, string | null]>([
      ['a stranger', anonymous, {}, 'UNAUTHENTICATED', null],
      ['a region out of reach', intake, { region: '410300' }, 'FORBIDDEN', null],
      ['the region above', intake, { region: '410000' }, 'FORBIDDEN', null],
      ['staff without an authority', { ...intake, authorityId: null }, {}, 'FORBIDDEN', null],
      ['staff of an unknown authority', { ...intake, authorityId: randomUUID() }, {}, 'FORBIDDEN', null],
      ['a malformed region', staffOf('000000', 'LEADER'), { region: '41%' }, 'BAD_USER_INPUT', 'regionCode'],
      ['no cases at all', intake, { first: 0 }, 'BAD_USER_INPUT', 'first'],
      ['too many cases', intake, { first: 101 }, 'BAD_USER_INPUT', 'first'],
      ['a malformed cursor', intake, { after: 'next' }, 'BAD_USER_INPUT', 'after'],
      ['a cursor of nothing', intake, { after: 'A'.repeat(22) }, 'BAD_USER_INPUT', 'after'],
    ])('is refused for %s', async (_what, viewer, variables, code, inputPath) => {
      const { errors } = await subgraph.ask({ query: list, variables, viewer })
      expect(errors[0]?.extensions).toEqual({ code, ...(inputPath ? { inputPath } : {}) })
    })

    it('takes no cursor of a case out of reach: it would tell when that was opened', async () => {
      const id = await openCase(paths.laocheng)
      const after = Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')
      const { errors } = await subgraph.ask({ query: list, variables: { after }, viewer: intake })
      expect(errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', inputPath: 'after' })
    })

    it('shows the region and everything below, and no more', async () => {
      await openCase(paths.laocheng)
      await openCase()
      const codes = async (regionCode: string, region?: string) => {
        const { data } = await subgraph.ask({
          query: list,
          variables: { region, first: 100 },
          viewer: staffOf(regionCode, 'LEADER'),
        })
        const { nodes } = (data as { cases: { nodes: { region: { code: string } }[] } }).cases
        return new Set(nodes.map((node) => node.region.code))
      }
      expect(await codes('410100')).toEqual(new Set(['410102']))
      expect(await codes('410000')).toEqual(new Set(['410102', '410302']))
      expect(await codes('410000', '410300')).toEqual(new Set(['410302']))
    })

    it('is told page by page without gap or repetition while new cases come in on top', async () => {
      for (let n = 0; n < 7; n += 1) await openCase()
      const expected = (await pageOf({ first: 100 })).cases.nodes.map(({ id }) => id)
      const seen: string[] = []
      let after: string | null = null
      for (;;) {
        const { cases }: Page = await pageOf({ first: 3, after })
        seen.push(...cases.nodes.map(({ id }) => id))
        if (!cases.pageInfo.hasNextPage) break
        after = cases.pageInfo.endCursor
        if (seen.length < 10) {
          await openCase()
          await subgraph.database.ask(
            `UPDATE "case"."case" SET opened_at = now() WHERE id <> ALL($1::uuid[])`,
            [expected],
          )
        }
      }
      expect(seen).toEqual(expected)
    })

    it('may be limited to a state', async () => {
      const id = await openCase()
      await acceptAs(intake, id)
      const states = async (state: string) =>
        (await pageOf({ state, first: 100 })).cases.nodes.map((node) => (node as { state?: string }).state)
      expect(new Set(await states('ACCEPTED'))).toEqual(new Set(['ACCEPTED']))
      expect(new Set(await states('SCREENING'))).toEqual(new Set(['SCREENING']))
    })

    it('asks the database as often for forty cases with their reports as for two', async () => {
      for (let n = 0; n < 15; n += 1) await openCase()
      const two = await subgraph.queries.during(() => pageOf({ first: 2 }))
      const forty = await subgraph.queries.during(() => pageOf({ first: 40 }))
      expect(two).toHaveLength(4)
      expect(forty).toHaveLength(4)
    })
  })

  describe('references', () => {
    it('to a case are answered to staff within reach, in the order asked, and null to everybody else', async () => {
      const [within, elsewhere] = [await openCase(), await openCase(paths.laocheng)]
      const keys = [within, elsewhere, randomUUID(), 'nonsense', within].map((id) => ({ id }))
      const found = async (viewer: Viewer) => {
        const { data, errors } = await subgraph.entities('Case', keys, 'id', viewer)
        expect(errors).toEqual([])
        return (data as { _entities: ({ id: string } | null)[] })._entities.map((entity) => entity?.id)
      }
      expect(await found(intake)).toEqual([within, undefined, undefined, undefined, within])
      expect(await found(staffOf('410100', 'PUBLICITY_STAFF'))).toEqual([
        within,
        undefined,
        undefined,
        undefined,
        within,
      ])
      for (const viewer of [anonymous, staffOf('410100', 'DASHBOARD'), staffOf('410100', 'SYSTEM_ADMIN')])
        expect(await found(viewer)).toEqual(Array(5).fill(undefined))
    })

    it('to reports lead to their cases in one go, for staff only', async () => {
      const cases = [await openCase(), await openCase(), await openCase()]
      const links = await subgraph.database.ask<{ report_id: string }>(
        'SELECT report_id FROM "case".case_report WHERE case_id = ANY($1)',
        [cases],
      )
      const keys = links.map(({ report_id: id }) => ({ id }))
      let answered: unknown[] = []
      const queries = await subgraph.queries.during(async () => {
        const { data } = await subgraph.entities('Report', keys, 'case { id reports { id } }', intake)
        answered = (data as { _entities: unknown[] })._entities
      })
      expect(queries).toHaveLength(4)
      expect(answered).toEqual(
        links.map(({ report_id: id }) => ({ case: expect.objectContaining({ reports: [{ id }] }) })),
      )
      const { data } = await subgraph.entities('Report', keys, 'case { id }', anonymous)
      expect(data).toEqual({ _entities: keys.map(() => ({ case: null })) })
    })

    it('to a region list its cases as the list does', async () => {
      const { data } = await subgraph.entities(
        'Region',
        [{ code: '410102' }],
        'cases(first: 1) { nodes { id } }',
        intake,
      )
      expect(
        (data as { _entities: { cases: { nodes: unknown[] } }[] })._entities[0]?.cases.nodes,
      ).toHaveLength(1)
      const { errors } = await subgraph.entities(
        'Region',
        [{ code: '410300' }],
        'cases { nodes { id } }',
        intake,
      )
      expect(errors[0]?.extensions.code).toBe('FORBIDDEN')
    })
  })
})
