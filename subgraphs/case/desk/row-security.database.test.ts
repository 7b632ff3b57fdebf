import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { StaffViewer, Viewer } from '../../../platform/viewer/viewer.js'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { plantCaseTree, seats } from '../../../test/support/case-tree.js'
import { paths } from '../../../test/support/events.js'
import { placeCases, type Placed } from '../../../test/support/placed-cases.js'
import { staffOf } from '../../../test/support/staff.js'
import { authorityIdOf } from '../../region/authority/authority-id.js'
import { reachOf } from '../../shared/reach/reach.service.js'
import { StoredCase } from '../loop/case.entity.js'
import { maySee } from '../loop/standing.js'
import { sessionOf } from './row-security.js'

const officer = (seat: string) => staffOf(seat, 'INTAKE_OFFICER')

describe('row-level security', () => {
  let subgraph: CaseSubgraph
  let client: pg.Client
  let placed: Placed[] = []
  beforeAll(async () => {
    subgraph = await openCaseSubgraph()
    await plantCaseTree(subgraph.database)
    const proceedings = [{ machine: 'FEEDBACK', state: 'DUE' }]
    placed = await placeCases(subgraph.database, [
      { state: 'ACCEPTED', proceedings },
      { state: 'ACCEPTED', path: paths.laocheng, proceedings },
      { state: 'ACCEPTED', path: paths.laocheng, authorityOf: '410102' },
      { state: 'ACCEPTED', path: paths.dongcheng },
      { state: 'ACCEPTED' },
      { state: 'ACCEPTED' },
    ])
    const change = (at: number, column: string, value: unknown) =>
      subgraph.database.ask(`UPDATE "case"."case" SET ${column} = $2 WHERE id = $1`, [
        placed[at]!.caseId,
        value,
      ])
    await change(3, 'co_handling_authority_ids', [authorityIdOf('410300')])
    await change(4, 'excluded_authority_ids', [authorityIdOf('410100')])
    await change(5, 'excluded_officers', [officer('410102').subject])
    client = new pg.Client({ connectionString: subgraph.database.runtimeUrl('case') })
    await client.connect()
  })
  afterAll(async () => {
    await client.end()
    await subgraph.close()
  })

  /** What raw SQL under the role of the process is given in a transaction that says who looks. */
  const seenBy = async (viewer: Viewer, sql = 'SELECT id FROM "case"."case"') => {
    await client.query('BEGIN')
    try {
      for (const [name, value] of Object.entries(sessionOf(viewer).variables))
        await client.query('SELECT set_config($1, $2, true)', [name, value])
      return (await client.query<{ id: string }>(sql)).rows.map(({ id }) => id).toSorted()
    } finally {
      await client.query('ROLLBACK')
    }
  }
  const strangers: Viewer[] = [
    { kind: 'ANONYMOUS' },
    { kind: 'SERVICE', service: 'report' },
    { kind: 'CITIZEN', citizenId: randomUUID() },
    { kind: 'REPORTER', reportId: randomUUID() },
    { ...officer('410100'), authorityId: null },
    officer('999900'),
  ]

  it('gives the process nothing where a transaction does not say who looks, and lets it write nothing', async () => {
    expect((await client.query('SELECT FROM "case"."case"')).rowCount).toBe(0)
    expect((await client.query('SELECT FROM "case".proceeding')).rowCount).toBe(0)
    expect((await client.query('UPDATE "case"."case" SET extended = true')).rowCount).toBe(0)
    expect((await client.query('DELETE FROM "case".case_report')).rowCount).toBe(0)
    await expect(
      client.query(`INSERT INTO "case".case_key (case_id, envelope_key_id) VALUES ($1, 'x')`, [
        placed[0]!.caseId,
      ]),
    ).rejects.toThrow(/row-level security/)
    for (const viewer of strangers) expect(await seenBy(viewer)).toEqual([])
  })

  it('shows every officer exactly what the platform would', async () => {
    const em = subgraph.orm.em.fork()
    const all = await em.find(StoredCase, {})
    const viewers: StaffViewer[] = [...seats, '000000', '110000'].map(officer)
    for (const viewer of viewers) {
      const reach = await reachOf(em, viewer)
      const expected = all.filter((stored) => maySee({ viewer, reach }, stored)).map(({ id }) => id)
      expect([viewer.subject, await seenBy(viewer)]).toEqual([viewer.subject, expected.toSorted()])
    }
    expect(await seenBy(officer('410102'))).toHaveLength(2)
    expect(await seenBy(officer('410000'))).toHaveLength(5)
  })

  it('shows what hangs from a case with it, and a reporter the own case only', async () => {
    const sql = 'SELECT id FROM "case".proceeding'
    expect(await seenBy(officer('410300'), sql)).toEqual(placed[1]!.proceedingIds)
    const { reportId, caseId, proceedingIds } = placed[0]!
    expect(await seenBy({ kind: 'REPORTER', reportId })).toEqual([caseId])
    expect(await seenBy({ kind: 'REPORTER', reportId }, sql)).toEqual(proceedingIds)
  })

  it('is forced upon every table that hangs from a case', async () => {
    const open = await subgraph.database.ask(
      `SELECT DISTINCT named.table_name FROM information_schema.columns named
       JOIN pg_class t ON t.oid = format('"case".%I', named.table_name)::regclass
       WHERE table_schema = 'case' AND column_name IN ('case_id', 'proceeding_id')
         AND NOT (t.relrowsecurity AND t.relforcerowsecurity)`,
    )
    expect(open).toEqual([{ table_name: 'case_summary' }])
  })

  it('keeps nothing of a viewer on a connection of the pool', async () => {
    await seenBy(officer('410000'))
    expect((await client.query('SELECT FROM "case"."case"')).rowCount).toBe(0)
    const listed = async (seat: string) => {
      const { data } = await subgraph.ask({ query: '{ cases { nodes { id } } }', viewer: officer(seat) })
      return (data as { cases: { nodes: object[] } }).cases.nodes.length
    }
    const turns = Array.from(
      { length: 30 },
      (_none, at) => (['410102', '410300', '410000'] as const)[at % 3]!,
    )
    const counts = { '410102': 2, '410300': 3, '410000': 5 }
    expect(await Promise.all(turns.map(listed))).toEqual(turns.map((seat) => counts[seat]))
  })

  it('keeps a case from an officer of another county, whatever is asked of the schema', async () => {
    const { caseId } = placed[0]!
    const query = `query($id: ID!) { case(id: $id) { id reports { id } history { at } }
      cases(filter: { states: [ACCEPTED] }, first: 100) { nodes { id } totalCount } }`
    const { data } = await subgraph.ask({ query, variables: { id: caseId }, viewer: officer('410300') })
    expect(data).toMatchObject({ case: null, cases: { totalCount: 3 } })
    expect(JSON.stringify(data)).not.toContain(caseId)
    const { errors } = await subgraph.accept(officer('410300'), caseId)
    expect(errors[0]?.extensions.code).toBe('NOT_FOUND')
  })
})
